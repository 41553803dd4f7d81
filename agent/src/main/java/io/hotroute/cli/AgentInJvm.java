package io.hotroute.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands have in common that ask an agent which runs in another JVM. Not thread-safe; lives for one command. */
abstract class AgentInJvm implements Callable<Integer> {

    private static final int LIMIT_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "<pid>",
            converter = AttachCommand.Pid.class,
            description = "The JVM's process id, see 'hotroute list'.")
    private long pid;

    /** @return the exit code */
    abstract int ask(RemoteAgent agent) throws IOException, CommandFailure;

    @Override
    public final Integer call() throws CommandFailure {
        return Deadline.within(LIMIT_SECONDS, pid, this::connectAndAsk);
    }

    private int connectAndAsk() throws CommandFailure {
        try (Jvm jvm = Jvm.attach(pid);
                RemoteAgent agent = jvm.manage()) {
            if (!agent.hasControl()) {
                throw new CommandFailure(
                        "no Hotroute in JVM " + pid + ", or no Dubbo yet: 'hotroute attach " + pid + "' attaches it");
            }
            return ask(agent);
        } catch (IOException e) {
            throw new CommandFailure("the agent in JVM " + pid + " cannot be asked: " + e, e);
        }
    }

    final void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
