package io.hotroute.it.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** The agent of this JVM by its MXBean. */
final class AgentControl {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    AgentControl() {
        try {
            name = new ObjectName("io.hotroute:type=Control");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isThere() {
        return server.isRegistered(name);
    }

    void apply(String rules) throws JMException {
        server.invoke(name, "apply", new Object[] {rules}, new String[] {String.class.getName()});
    }

    /** @return the candidates' states, one for each reference that was called; empty for one without a rule */
    List<String> candidateStates() throws JMException {
        return rows("References").map(row -> (String) row.get("candidateState")).collect(Collectors.toList());
    }

    /** @return calls so far that went to {@code CANDIDATE} or {@code BASELINE} by a weight or a rule */
    long callsDecided(String target) throws JMException {
        return rows("Decisions")
                .filter(row -> target.equalsIgnoreCase((String) row.get("target"))
                        && List.of("weight", "rule").contains(row.get("reason")))
                .mapToLong(row -> (Long) row.get("calls"))
                .sum();
    }

    /** @return calls so far that were mirrored, or are about to be */
    long callsSampled() throws JMException {
        return rows("Shadows").mapToLong(row -> (Long) row.get("sampled")).sum();
    }

    /** @return why calls were not mirrored, and how many */
    List<String> callsSkipped() throws JMException {
        return rows("Shadows")
                .flatMap(row -> Arrays.stream((String[]) row.get("skipped")))
                .collect(Collectors.toList());
    }

    long faults() throws JMException {
        return (Long) server.getAttribute(name, "Faults");
    }

    String lastFault() throws JMException {
        return (String) server.getAttribute(name, "LastFault");
    }

    private Stream<CompositeData> rows(String attribute) throws JMException {
        return Arrays.stream((CompositeData[]) server.getAttribute(name, attribute));
    }
}
