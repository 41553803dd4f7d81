package io.hotroute.cli;

import java.io.File;

/** What the attach API's failures mean for the operator. */
final class Explanation {

    private Explanation() {}

    static String attachDisabled(long pid) {
        return "JVM " + pid + " lets nobody attach (-XX:+DisableAttachMechanism): start it with -javaagent instead";
    }

    /** @param foreignOwner the user whose process it is if that is another than who runs this command; or empty */
    static String ofAttach(long pid, String foreignOwner, Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("not support the attach mechanism")) {
            return attachDisabled(pid);
        }
        if (reason.contains("No such process")) {
            return "there is no process " + pid + ": 'hotroute list' shows the JVMs";
        }
        if (reason.contains("respond") || reason.contains("Unable to open socket file")) {
            return "time-out: JVM " + pid + " did not answer; if it is stopped or very busy, try again when it responds"
                    + (foreignOwner.isEmpty() ? "" : "; if it is a JDK 8, run this command as " + foreignOwner);
        }
        return "JVM " + pid + " cannot be attached to: " + failure + "; start it with -javaagent instead";
    }

    static String ofLoad(long pid, File jar, Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("not enabled")) {
            return "JVM " + pid + " loads no agents while it runs (-XX:-EnableDynamicAgentLoading): start it with"
                    + " -javaagent instead";
        }
        if (reason.contains("Agent JAR not found")) {
            return "JVM " + pid + " cannot read " + jar + ": put the jar where that JVM's user (and container) can";
        }
        return "JVM " + pid + " did not load the agent: " + failure + "; its standard error may say more";
    }
}
