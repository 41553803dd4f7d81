package io.hotroute.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotroute status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Shows what the rules in force watch: guards with the calls of the last minute, rollouts, mirrored calls, and the",
            "newest events.",
            "Latencies are in ms, '-' where there are too few calls to say."
        })
final class StatusCommand extends AgentInJvm {

    private static final String GUARD = "%-40s %-9s %-10s %7s %6s %8s %6s %8s %8s %8s";
    private static final String ROLLOUT = "%-40s %-9s step %s of %s, limit %s%%, %s s, %s %s%s";

    @Option(
            names = "--events",
            paramLabel = "<n>",
            description = "How many events to show (default: ${DEFAULT-VALUE}).")
    private int events = 10;

    @Override
    int ask(RemoteAgent agent) throws IOException {
        printGuards(agent.rows("Guards"));
        for (CompositeData row : agent.rows("Rollouts")) {
            String waitsFor = String.valueOf(row.get("waitsFor"));
            print("rollout");
            print(String.format(
                    ROLLOUT,
                    row.get("service"),
                    row.get("state"),
                    row.get("step"),
                    row.get("steps"),
                    row.get("limitPercent"),
                    row.get("seconds"),
                    row.get("calls"),
                    Boolean.TRUE.equals(row.get("shadow")) ? "shadows compared" : "calls",
                    waitsFor.isEmpty() ? "" : "; waits for " + waitsFor));
            print("  " + row.get("verdict"));
        }
        List<CompositeData> shadows = agent.rows("Shadows");
        if (!shadows.isEmpty()) {
            print("shadow");
            ShadowStatusCommand.lines(shadows).forEach(this::print);
        }
        List<String> newest = agent.texts("Events");
        for (String event : newest.subList(Math.max(0, newest.size() - Math.max(0, events)), newest.size())) {
            print(event);
        }
        return 0;
    }

    private void printGuards(List<CompositeData> rows) {
        if (rows.isEmpty()) {
            print("no rule in force watches its calls: none has degrade or rollout");
            return;
        }
        print(String.format(
                GUARD, "service method", "side", "state", "limit %", "calls", "errors", "trips", "p50", "p95", "p99"));
        for (CompositeData row : rows) {
            print(String.format(
                    GUARD,
                    row.get("service") + " " + row.get("method"),
                    row.get("side"),
                    row.get("state"),
                    row.get("limitPercent"),
                    row.get("calls"),
                    row.get("errors"),
                    row.get("trips"),
                    millis(row.get("p50Millis")),
                    millis(row.get("p95Millis")),
                    millis(row.get("p99Millis"))));
        }
    }

    private static String millis(Object value) {
        double millis = (Double) value;
        return millis < 0 ? "-" : String.format(Locale.ROOT, "%.1f", millis);
    }
}
