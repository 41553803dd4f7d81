package io.hotroute.cli;

import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hotroute rollout}. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Changes how a rule's rollout goes on.",
            "pause holds the step; resume goes on, and begins one that has failed or was aborted anew;",
            "promote begins the next step now; abort takes the candidate's share away."
        })
final class RolloutCommand extends ServiceInJvm {

    /** What can be done with a rollout. */
    enum Action {
        PAUSE,
        RESUME,
        PROMOTE,
        ABORT
    }

    @Parameters(index = "2", paramLabel = "<action>", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Action action;

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("rollout", service(), action.name().toLowerCase(Locale.ROOT));
        return 0;
    }
}
