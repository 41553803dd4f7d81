package io.hotroute.cli;

import io.hotroute.control.Json;

/** What {@code hotroute list} knows of one JVM. Immutable. */
final class JvmStatus {

    private static final String DUBBO = "org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker";
    private static final int LIMIT_SECONDS = 15;

    private final long pid;
    private final String main;
    private final boolean dubbo;
    private final String agent;
    private final String error;

    private JvmStatus(long pid, String main, boolean dubbo, String agent, String error) {
        this.pid = pid;
        this.main = main;
        this.dubbo = dubbo;
        this.agent = agent;
        this.error = error;
    }

    /** Asks the JVM, and neither loads an agent into it nor starts its management. */
    static JvmStatus of(long pid, String main) {
        try {
            return Deadline.within(LIMIT_SECONDS, pid, () -> asked(pid, main));
        } catch (CommandFailure failure) {
            return unknown(pid, main, failure.getMessage());
        }
    }

    private static JvmStatus asked(long pid, String main) throws CommandFailure {
        try (Jvm jvm = Jvm.attach(pid)) {
            return known(pid, main, jvm.hasLoaded(DUBBO), jvm.hasAgent() ? version(jvm) : null);
        }
    }

    /** An agent whose version can't be told is an agent all the same. */
    private static String version(Jvm jvm) throws CommandFailure {
        String version = jvm.agentVersion();
        return version == null ? "yes" : version;
    }

    /** @param agent the agent's version, or null without agent */
    static JvmStatus known(long pid, String main, boolean dubbo, String agent) {
        return new JvmStatus(pid, main, dubbo, agent, null);
    }

    /** @param error why the JVM can't be asked */
    static JvmStatus unknown(long pid, String main, String error) {
        return new JvmStatus(pid, main, false, null, error);
    }

    /** @return why the JVM could not be asked, or null if it could */
    String error() {
        return error;
    }

    /** @return whether it must be listed: it has Dubbo, or may have */
    boolean mayHaveDubbo() {
        return dubbo || error != null;
    }

    static String header() {
        return row("PID", "DUBBO", "HOTROUTE", "MAIN");
    }

    String row() {
        return error != null
                ? row(Long.toString(pid), "?", "?", main)
                : row(Long.toString(pid), dubbo ? "yes" : "no", agent == null ? "-" : agent, main);
    }

    private static String row(String pid, String dubbo, String agent, String main) {
        return String.format("%-8s %-6s %-16s %s", pid, dubbo, agent, main);
    }

    String json() {
        return "{\"pid\": " + pid + ", \"main\": " + Json.text(main) + ", \"dubbo\": " + (error == null ? dubbo : null)
                + ", \"hotroute\": " + Json.text(agent) + ", \"error\": " + Json.text(error) + "}";
    }
}
