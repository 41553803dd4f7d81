package io.hotroute.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code hotroute restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = "Gives all calls back, whatever took them off, and forgets how often that happened.")
final class RestoreCommand extends ServiceInJvm {

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("restore", service());
        return 0;
    }
}
