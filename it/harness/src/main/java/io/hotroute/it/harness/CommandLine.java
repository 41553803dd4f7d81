package io.hotroute.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The agent jar's command line, run to its end as a person does it: {@code java -jar hotroute-agent.jar ...}.
 *
 * @param exitCode the process's
 * @param stdout the data
 * @param stderr the diagnostics
 */
public record CommandLine(int exitCode, String stdout, String stderr) {

    private static final long TIMEOUT_SECONDS = 60;

    /** What starts a command as a user without rights, for who may do that: root on Linux. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /** Runs it and waits. */
    public static CommandLine run(Jdk jdk, String... arguments) {
        return run(List.of(), AgentJar.path(), jdk, arguments);
    }

    /** Runs that of another jar of the agent, and waits. */
    public static CommandLine run(Path jar, Jdk jdk, String... arguments) {
        return run(List.of(), jar, jdk, arguments);
    }

    /** Runs it as another user and waits. */
    public static CommandLine runAsNobody(Jdk jdk, String... arguments) {
        return run(AS_NOBODY, AgentJar.path(), jdk, arguments);
    }

    /** Whether this user may become another one, and that one may read the agent's jar. */
    public static boolean canRunAsNobody() {
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("test", "-r", AgentJar.path().toString()));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    /** What it printed, of a command that prints JSON. */
    public JsonNode json() {
        return SampleProtocol.parse(stdout);
    }

    private static CommandLine run(List<String> prefix, Path jar, Jdk jdk, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(jdk.java().toString());
        command.addAll(ForkedJvm.QUICK_TO_START);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        try {
            Path stdout = Files.createTempFile("hotroute-stdout", ".txt");
            Path stderr = Files.createTempFile("hotroute-stderr", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            CommandLine result = new CommandLine(
                    ended ? process.exitValue() : -1, Files.readString(stdout), Files.readString(stderr));
            Files.delete(stdout);
            Files.delete(stderr);
            if (!ended) {
                throw new AssertionError(command + " did not end within " + TIMEOUT_SECONDS + " s: " + result);
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }
}
