package io.hotroute.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;

/**
 * The agent in another JVM, steered as an operator does it: over JMX, by attribute and operation names. Knows none of the
 * agent's classes. What the agent refuses comes out as {@link Refused}.
 */
public final class AgentControl implements AutoCloseable {

    private final JmxClient client;
    private final ObjectName name;

    private AgentControl(JmxClient client, ObjectName name) {
        this.client = client;
        this.name = name;
    }

    /** Connects, and waits until the agent has registered its MXBean. */
    public static AgentControl connect(ForkedJvm jvm) {
        AgentControl control = of(JmxClient.connect(jvm));
        Awaitility.await("the agent's MXBean in\n" + jvm.output()).until(control::isRegistered);
        return control;
    }

    /** Connects without waiting: the agent may not be there. */
    public static AgentControl of(JmxClient client) {
        try {
            return new AgentControl(client, new ObjectName("io.hotroute:type=Control"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isRegistered() {
        return call(server -> server.isRegistered(name));
    }

    public Object attribute(String attribute) {
        return call(server -> server.getAttribute(name, attribute));
    }

    public String rules() {
        return (String) attribute("Rules");
    }

    public void apply(String yaml) {
        invoke("apply", new Object[] {yaml}, String.class.getName());
    }

    public void setWeight(String service, double percent) {
        invoke("setWeight", new Object[] {service, percent}, String.class.getName(), "double");
    }

    public void rollback(String service) {
        invoke("rollback", new Object[] {service}, String.class.getName());
    }

    public void degrade(String service) {
        invoke("degrade", new Object[] {service}, String.class.getName());
    }

    public void restore(String service) {
        invoke("restore", new Object[] {service}, String.class.getName());
    }

    /** @param action {@code stop}, {@code resume} or {@code reset} */
    public void shadow(String service, String action) {
        String string = String.class.getName();
        invoke("shadow", new Object[] {service, action}, string, string);
    }

    /** What the service's shadows have shown, for people. */
    public String shadowReport(String service) {
        return String.join("\n", (String[]) call(server ->
                server.invoke(name, "shadowReport", new Object[] {service}, new String[] {String.class.getName()})));
    }

    /** What the service's shadows have shown, as JSON. */
    public JsonNode shadowReportJson(String service) {
        return SampleProtocol.parse((String) call(server -> server.invoke(
                name, "shadowReportJson", new Object[] {service}, new String[] {String.class.getName()})));
    }

    /** What the agent did by itself for this service, oldest first. */
    public List<AgentEvent> events(String service) {
        return lines("Events").stream()
                .map(AgentEvent::of)
                .filter(event -> event.isAbout(service))
                .toList();
    }

    /** The messages of the agent's notifications from now on; they keep coming in. */
    public Queue<String> notifications() {
        Queue<String> messages = new ConcurrentLinkedQueue<>();
        call(server -> {
            server.addNotificationListener(
                    name, (notification, handback) -> messages.add(notification.getMessage()), null, null);
            return null;
        });
        return messages;
    }

    public void clear() {
        invoke("clear", new Object[0]);
    }

    public void setEnabled(boolean enabled) {
        call(server -> {
            server.setAttribute(name, new Attribute("Enabled", enabled));
            return null;
        });
    }

    /** What the rules do with a sample call, and why. */
    public String explain(String service, String method, List<String> arguments, List<String> attachments) {
        String array = String[].class.getName();
        String string = String.class.getName();
        Object[] values = {service, method, arguments.toArray(new String[0]), attachments.toArray(new String[0])};
        String[] signature = {string, string, array, array};
        return String.join("\n", (String[]) call(server -> server.invoke(name, "explain", values, signature)));
    }

    public void rememberCalls(String service, int calls) {
        invoke("rememberCalls", new Object[] {service, calls}, String.class.getName(), "int");
    }

    public List<String> recentCalls(String service) {
        return List.of((String[]) call(server ->
                server.invoke(name, "recentCalls", new Object[] {service}, new String[] {String.class.getName()})));
    }

    /** The candidate's check: {@code verdict item}, a line each. */
    public List<String> check(String service) {
        return checkFindings(service).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    /** The candidate's check: {@code verdict item: found}, a line each. */
    public List<String> checkFindings(String service) {
        CompositeData[] rows = (CompositeData[]) call(
                server -> server.invoke(name, "check", new Object[] {service}, new String[] {String.class.getName()}));
        return Arrays.stream(rows)
                .map(row -> row.get("verdict") + " " + row.get("item") + ": " + row.get("found"))
                .toList();
    }

    /** Has the agent leave. Returns what remained. */
    public List<String> detach() {
        return List.of((String[]) call(server -> server.invoke(name, "detach", new Object[0], new String[0])));
    }

    /** Calls so far that went to the candidate or baseline for this reason. */
    public long decisions(String target, String reason) {
        return rows("Decisions").stream()
                .filter(row -> target.equals(row.get("target")) && reason.equals(row.get("reason")))
                .mapToLong(row -> (Long) row.get("calls"))
                .sum();
    }

    /** The candidates' states, one for each reference that a rule is about. */
    public List<String> candidateStates() {
        return rows("References").stream()
                .map(row -> (String) row.get("candidateState"))
                .filter(state -> !state.isEmpty())
                .toList();
    }

    public List<CompositeData> rows(String attribute) {
        return List.of((CompositeData[]) attribute(attribute));
    }

    public List<String> lines(String attribute) {
        return new ArrayList<>(Arrays.asList((String[]) attribute(attribute)));
    }

    @Override
    public void close() {
        client.close();
    }

    private void invoke(String operation, Object[] arguments, String... signature) {
        call(server -> server.invoke(name, operation, arguments, signature));
    }

    private <T> T call(Call<T> call) {
        try {
            return call.on(client.server());
        } catch (RuntimeMBeanException e) {
            throw new Refused(e.getTargetException().getMessage());
        } catch (MBeanException e) {
            throw new Refused(e.getTargetException().getMessage());
        } catch (JMException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call<T> {
        T on(MBeanServerConnection server) throws JMException, IOException;
    }

    /** What the agent said to input that it did not take. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
