package io.hotroute.cli;

import picocli.CommandLine.Command;

/** {@code hotroute shadow}: what can be done is a command each. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ShadowStatusCommand.class,
            ShadowReportCommand.class,
            ShadowActionCommand.Stop.class,
            ShadowActionCommand.Resume.class,
            ShadowActionCommand.Reset.class
        },
        description = "Shows what mirrored calls say about the candidate, and stops and resumes them.")
final class ShadowCommand {}
