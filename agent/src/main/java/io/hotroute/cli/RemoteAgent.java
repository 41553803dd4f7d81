package io.hotroute.cli;

import io.hotroute.control.Control;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The agent in another JVM, seen through that JVM's management. Reads attributes by name: the agent there may be of another
 * version than this.
 */
final class RemoteAgent implements AutoCloseable {

    static final String THREAD = "hotroute-control";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private RemoteAgent(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    static RemoteAgent connect(String address) throws IOException {
        return new RemoteAgent(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    }

    /** @return whether the agent's control can be asked */
    boolean hasControl() throws IOException {
        try {
            return server.isRegistered(new ObjectName(Control.NAME));
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** @return whether the agent runs; started by {@code -javaagent}, it has no control before there is a Dubbo */
    boolean hasThread() throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(THREAD)) {
                return true;
            }
        }
        return false;
    }

    String text(String attribute) throws IOException {
        return String.valueOf(attribute(attribute));
    }

    /** @return one line per Dubbo */
    List<String> dubbos() throws IOException {
        List<String> lines = new ArrayList<>();
        for (CompositeData dubbo : (CompositeData[]) attribute("Dubbos")) {
            String reason = String.valueOf(dubbo.get("reason"));
            lines.add("Dubbo " + dubbo.get("version") + " " + dubbo.get("state")
                    + (reason.isEmpty() ? "" : ": " + reason));
        }
        return lines;
    }

    /** Has the agent leave, and waits for it. @return what remained, one line each */
    List<String> detach() throws IOException, CommandFailure {
        try {
            return Arrays.asList(
                    (String[]) server.invoke(new ObjectName(Control.NAME), "detach", new Object[0], new String[0]));
        } catch (ReflectionException unknown) {
            throw new CommandFailure(
                    "the agent there, version " + text("Version")
                            + ", cannot be detached; switch it off by the attribute 'Enabled' of its MBean",
                    unknown);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    List<String> explain(String service, String method, List<String> arguments, List<String> attachments)
            throws IOException, CommandFailure {
        String text = String.class.getName();
        String texts = String[].class.getName();
        return Arrays.asList((String[]) invoke(
                "explain",
                new Object[] {service, method, arguments.toArray(new String[0]), attachments.toArray(new String[0])},
                text,
                text,
                texts,
                texts));
    }

    void rememberCalls(String service, int calls) throws IOException, CommandFailure {
        invoke("rememberCalls", new Object[] {service, calls}, String.class.getName(), int.class.getName());
    }

    List<String> recentCalls(String service) throws IOException, CommandFailure {
        return Arrays.asList((String[]) invoke("recentCalls", new Object[] {service}, String.class.getName()));
    }

    List<CompositeData> check(String service) throws IOException, CommandFailure {
        return Arrays.asList((CompositeData[]) invoke("check", new Object[] {service}, String.class.getName()));
    }

    List<String> drillReport(String service) throws IOException, CommandFailure {
        return Arrays.asList((String[]) invoke("drillReport", new Object[] {service}, String.class.getName()));
    }

    List<String> shadowReport(String service) throws IOException, CommandFailure {
        return Arrays.asList((String[]) invoke("shadowReport", new Object[] {service}, String.class.getName()));
    }

    String shadowReportJson(String service) throws IOException, CommandFailure {
        return (String) invoke("shadowReportJson", new Object[] {service}, String.class.getName());
    }

    /** Has the agent do something that takes texts and returns nothing. */
    void act(String operation, String... arguments) throws IOException, CommandFailure {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        invoke(operation, arguments, signature);
    }

    /** @return the attribute's rows */
    List<CompositeData> rows(String attribute) throws IOException {
        return Arrays.asList((CompositeData[]) attribute(attribute));
    }

    /** @return the attribute's lines */
    List<String> texts(String attribute) throws IOException {
        return Arrays.asList((String[]) attribute(attribute));
    }

    /** @throws CommandFailure if the agent refuses the input, or is of a version that has no such operation */
    private Object invoke(String operation, Object[] arguments, String... signature)
            throws IOException, CommandFailure {
        try {
            return server.invoke(new ObjectName(Control.NAME), operation, arguments, signature);
        } catch (RuntimeMBeanException e) {
            throw new CommandFailure(e.getTargetException().getMessage(), e);
        } catch (ReflectionException e) {
            throw new CommandFailure(
                    "the agent there, version " + text("Version") + ", has no operation '" + operation + "'", e);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** @return what was done to the rules last, without the time; or empty if nothing was */
    String lastApply() throws IOException {
        String last = "";
        for (String entry : Arrays.asList((String[]) attribute("Audit"))) {
            String action = entry.substring(entry.indexOf(' ') + 1);
            last = action.startsWith("apply") ? action : last;
        }
        return last;
    }

    private Object attribute(String name) throws IOException {
        try {
            return server.getAttribute(new ObjectName(Control.NAME), name);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException ended) {
            // The JVM ended meanwhile.
        }
    }
}
