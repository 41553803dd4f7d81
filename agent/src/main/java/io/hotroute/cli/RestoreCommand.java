package io.hotroute.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hotroute restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = "Gives all calls back, whatever took them off, and forgets how often that happened.")
final class RestoreCommand extends AgentInJvm implements Callable<Integer> {

    @Parameters(index = "1", paramLabel = "<service>", description = "The rule's key: [group/]interface[:version].")
    private String service;

    @Override
    public Integer call() throws CommandFailure {
        return askAgent();
    }

    @Override
    int ask(RemoteAgent agent) throws IOException, CommandFailure {
        agent.act("restore", service);
        return 0;
    }
}
