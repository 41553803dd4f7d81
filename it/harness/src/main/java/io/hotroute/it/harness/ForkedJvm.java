package io.hotroute.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A JVM started by a test, steered by lines on its standard input. Its output is kept and part of every failure. It
 * dies with the test's JVM at the latest. Not thread-safe, except for {@link #close}.
 */
public final class ForkedJvm implements AutoCloseable {

    /** Small and quick to start: a test runs several of these at once. */
    static final List<String> QUICK_TO_START =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final CapturedOutput stdout;
    private final CapturedOutput stderr;

    private ForkedJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.stdout = CapturedOutput.of(process.getInputStream(), name + " stdout");
        this.stderr = CapturedOutput.of(process.getErrorStream(), name + " stderr");
    }

    public static Builder builder(Jdk jdk, String mainClass) {
        return new Builder(jdk, mainClass, false);
    }

    /** One that is started with {@code java -jar}, and so has no class path of its own. */
    public static Builder executable(Jdk jdk, Path jar) {
        return new Builder(jdk, jar.toString(), true);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public void send(String line) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            throw failure("did not read '" + line + "'", e);
        }
    }

    /** The next line on standard output that starts like this, of those after the last one awaited. */
    public String awaitLine(String prefix, Duration timeout) {
        return await(stdout, "stdout", line -> line.startsWith(prefix), "'" + prefix + "'", timeout);
    }

    /** The next line on standard error that contains this text, of those after the last one awaited. */
    public String awaitErrorLine(String part, Duration timeout) {
        return await(stderr, "stderr", line -> line.contains(part), "'" + part + "'", timeout);
    }

    public String stdout() {
        return stdout.text();
    }

    public String stderr() {
        return stderr.text();
    }

    /** Dies at once, as in a crash: nothing is unregistered. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Stands still, as in a long pause: connections stay open, nothing is answered. */
    public void suspend() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    /** Waits until it has ended by itself. */
    public int awaitExit() {
        return awaitExit(EXIT_TIMEOUT);
    }

    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("has not ended within " + timeout, null);
            }
            LIVE.remove(process);
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        LIVE.remove(process);
    }

    /** What has been written so far, to explain a failed assertion. */
    public String output() {
        return "---- " + name + " (pid " + pid() + (isAlive() ? "" : ", exit " + process.exitValue()) + ") stdout\n"
                + stdout() + "\n---- " + name + " stderr\n" + stderr() + "\n----";
    }

    private String await(
            CapturedOutput output, String stream, Predicate<String> matches, String expected, Duration timeout) {
        try {
            Optional<String> line = output.next(matches, timeout);
            if (line.isEmpty()) {
                dumpThreads();
                throw failure("wrote no " + expected + " to " + stream + " within " + timeout + " or ended", null);
            }
            return line.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What it waits for, to its standard output. */
    private void dumpThreads() throws InterruptedException {
        if (process.isAlive()) {
            signal("-QUIT");
            // What a dump ends with.
            stdout.next(line -> line.startsWith("Heap"), DUMP_TIMEOUT);
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, String.valueOf(pid())).start();
            if (kill.waitFor() != 0) {
                throw failure("could not be sent " + signal, null);
            }
        } catch (IOException e) {
            throw failure("could not be sent " + signal, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private AssertionError failure(String what, Throwable cause) {
        return new AssertionError(name + " " + what + "\n" + output(), cause);
    }

    private IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for " + name, e);
    }

    /** The command line of a {@link ForkedJvm}. Not thread-safe. */
    public static final class Builder {

        private final Jdk jdk;
        private final String main;
        private final boolean jar;
        private final List<Path> classPath = new ArrayList<>();
        private final List<String> flags = new ArrayList<>(QUICK_TO_START);
        private final List<String> arguments = new ArrayList<>();

        private Builder(Jdk jdk, String main, boolean jar) {
            this.jdk = jdk;
            this.main = main;
            this.jar = jar;
        }

        public Builder classPath(List<Path> entries) {
            classPath.addAll(entries);
            return this;
        }

        public Builder flags(List<String> more) {
            flags.addAll(more);
            return this;
        }

        public Builder flag(String flag) {
            return flags(List.of(flag));
        }

        public Builder property(String key, Object value) {
            return flag("-D" + key + "=" + value);
        }

        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        public Builder javaAgent(Path jar) {
            return flag("-javaagent:" + jar);
        }

        public Builder javaAgent(Path jar, String arguments) {
            return flag("-javaagent:" + jar + "=" + arguments);
        }

        public ForkedJvm start() {
            List<String> command = new ArrayList<>();
            command.add(jdk.java().toString());
            command.addAll(flags);
            command.addAll(jar ? List.of("-jar", main) : List.of("-cp", joinedClassPath(), main));
            command.addAll(arguments);
            try {
                Process process = new ProcessBuilder(command).start();
                LIVE.add(process);
                return new ForkedJvm(name(), process);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + main, e);
            }
        }

        private String joinedClassPath() {
            return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }

        private String name() {
            return main.substring(main.lastIndexOf(jar ? File.separatorChar : '.') + 1);
        }
    }
}
