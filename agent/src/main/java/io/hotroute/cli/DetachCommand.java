package io.hotroute.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotroute detach}: has the agent leave a JVM that runs, and waits until it has. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        versionProvider = Hotroute.Version.class,
        description = {
            "Has the agent leave a JVM that runs, and waits until it has left.",
            "From the next call on every call goes its usual way; calls under way end where they are."
                    + " The agent can be attached again.",
            "A JVM without the agent is left as it is."
        })
final class DetachCommand implements Callable<Integer> {

    /** The agent itself waits half a minute for calls under way, and Dubbo ten seconds for each connection. */
    private static final int LIMIT_SECONDS = 120;

    private final File agentJar;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<pid>",
            converter = AttachCommand.Pid.class,
            description = "The JVM's process id, see 'hotroute list'.")
    private long pid;

    DetachCommand(File agentJar) {
        this.agentJar = agentJar;
    }

    @Override
    public Integer call() throws CommandFailure {
        return Deadline.within(LIMIT_SECONDS, pid, this::detach);
    }

    private int detach() throws CommandFailure {
        try (Jvm jvm = Jvm.attach(pid);
                RemoteAgent agent = jvm.manage()) {
            if (!agent.hasControl() && agent.hasThread()) {
                // Attached to again, it makes its control known, which it keeps back while there is no Dubbo.
                jvm.load(agentJar, "");
            }
            if (!agent.hasControl()) {
                spec.commandLine().getOut().println("no Hotroute in JVM " + pid + ": nothing to do");
                return 0;
            }
            String version = agent.text("Version");
            List<String> remained = agent.detach();
            if (!remained.isEmpty()) {
                throw new CommandFailure("Hotroute " + version + " decides no calls in JVM " + pid
                        + " any more, but not all of it has left: " + String.join("; ", remained));
            }
            spec.commandLine().getOut().println("Hotroute " + version + " has left JVM " + pid);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(
                    "the agent in JVM " + pid + " cannot be asked (" + e
                            + "): look for [hotroute] in that JVM's standard error",
                    e);
        }
    }
}
