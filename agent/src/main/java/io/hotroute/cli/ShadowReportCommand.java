package io.hotroute.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotroute shadow report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description =
                "Says whether the candidate answers as the baseline does, and how fast, method by method and path by path.")
final class ShadowReportCommand extends ServiceInJvm {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        if (json) {
            print(agent.shadowReportJson(service()));
        } else {
            agent.shadowReport(service()).forEach(this::print);
        }
        return 0;
    }
}
