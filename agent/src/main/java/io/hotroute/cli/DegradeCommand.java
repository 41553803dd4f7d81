package io.hotroute.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hotroute degrade}. */
@Command(
        name = "degrade",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = "Takes the candidate's calls off it, until 'hotroute restore' or a new rule.")
final class DegradeCommand extends ServiceInJvm {

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("degrade", service());
        return 0;
    }
}
