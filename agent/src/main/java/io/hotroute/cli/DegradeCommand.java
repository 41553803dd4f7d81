package io.hotroute.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hotroute degrade}. */
@Command(
        name = "degrade",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = "Takes the candidate's calls off it, until 'hotroute restore' or a new rule.")
final class DegradeCommand extends AgentInJvm implements Callable<Integer> {

    @Parameters(index = "1", paramLabel = "<service>", description = "The rule's key: [group/]interface[:version].")
    private String service;

    @Override
    public Integer call() throws CommandFailure {
        return askAgent();
    }

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("degrade", service);
        return 0;
    }
}
