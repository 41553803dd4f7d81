package io.hotroute.cli;

import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotroute drill}. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Rehearses a bad day: hits a share of this JVM's calls to one version with latency, errors or hangs for a while,",
            "and reports how fast they were taken off it and let back. Real callers are hit. It ends by itself, and at once when",
            "calls that it leaves alone go bad. Without --fault or --stop: the report of the newest drill."
        })
final class DrillCommand extends ServiceInJvm {

    @ArgGroup
    private Action action = new Action();

    @Option(
            names = "--target",
            paramLabel = "<side>",
            description = "Whose calls are hit: candidate or baseline (default: ${DEFAULT-VALUE}).")
    private String target = "candidate";

    @Option(
            names = "--methods",
            paramLabel = "<methods>",
            description = "Names and globs, separated by commas (default: all).")
    private String methods = "*";

    @Option(
            names = "--percent",
            paramLabel = "<percent>",
            description = "How many of these calls are hit, up to 50 (default: ${DEFAULT-VALUE}).")
    private String percent = "50";

    @Option(
            names = "--duration",
            paramLabel = "<duration>",
            description = "For how long, up to 10m (default: ${DEFAULT-VALUE}).")
    private String duration = "60s";

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        if (action.stop) {
            agent.act("stopDrill", service());
        } else if (action.fault != null) {
            agent.act("startDrill", service(), target, action.fault, methods, percent, duration);
        }
        agent.drillReport(service()).forEach(this::print);
        return 0;
    }

    /** At most one of these. */
    static final class Action {

        @Option(
                names = "--fault",
                paramLabel = "<fault>",
                description = "Starts a drill: 'latency 300ms', error or hang.")
        private String fault;

        @Option(names = "--stop", description = "Ends the drill at once.")
        private boolean stop;
    }
}
