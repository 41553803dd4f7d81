package io.hotroute.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** What the commands have in common that change how a service's calls are mirrored. */
abstract class ShadowActionCommand extends ServiceInJvm {

    private final String action;

    ShadowActionCommand(String action) {
        this.action = action;
    }

    @Override
    final int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("shadow", service(), action);
        return 0;
    }

    /** {@code hotroute shadow stop}. */
    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            versionProvider = Hotroute.Version.class,
            description = "Mirrors no call of the service any more, until it is resumed or a new rule comes.")
    static final class Stop extends ShadowActionCommand {
        Stop() {
            super("stop");
        }
    }

    /** {@code hotroute shadow resume}. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            versionProvider = Hotroute.Version.class,
            description = "Mirrors calls of the service again, whatever stopped it.")
    static final class Resume extends ShadowActionCommand {
        Resume() {
            super("resume");
        }
    }

    /** {@code hotroute shadow reset}. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            versionProvider = Hotroute.Version.class,
            description = "Forgets what the service's shadows have shown so far.")
    static final class Reset extends ShadowActionCommand {
        Reset() {
            super("reset");
        }
    }
}
