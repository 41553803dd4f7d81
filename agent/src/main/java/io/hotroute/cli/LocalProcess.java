package io.hotroute.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operating system says about a process, before it is touched. Attaching sends SIGQUIT to a JVM that was not
 * attached to before, and that ends most programs that are no JVM, so a process that is none must be told beforehand. Only
 * Linux tells; elsewhere nothing is known here, and the attach API decides.
 */
final class LocalProcess {

    /** Options of {@code java} whose value is the next argument. */
    private static final Set<String> OPTIONS_WITH_VALUE = new HashSet<>(Arrays.asList(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access"));

    private static final Path PROC = Paths.get("/proc");
    private static final String ATTACH_DISABLED = "-XX:+DisableAttachMechanism";

    private final Path proc;
    private final String user;
    private final long pid;

    LocalProcess(long pid) {
        this(PROC, owner(PROC.resolve("self")), pid);
    }

    /** @param user who runs this command */
    LocalProcess(Path proc, String user, long pid) {
        this.proc = proc;
        this.user = user;
        this.pid = pid;
    }

    static long own() {
        String name = ManagementFactory.getRuntimeMXBean().getName();
        return Long.parseLong(name.substring(0, name.indexOf('@')));
    }

    /** @throws CommandFailure if it can be told that this process can't be attached to */
    void check() throws CommandFailure {
        if (!isKnownSystem()) {
            return;
        }
        if (!exists()) {
            throw new CommandFailure("there is no process " + pid + ": 'hotroute list' shows the JVMs");
        }
        if (!foreignOwner().isEmpty() && !isRoot()) {
            throw new CommandFailure("process " + pid + " belongs to user " + owner() + ": run this command as "
                    + (owner().equals("root") ? "root" : owner() + " or root"));
        }
        if (!isJvm()) {
            throw new CommandFailure("process " + pid + " is not a JVM: 'hotroute list' shows the JVMs");
        }
        if (commandLine().contains(ATTACH_DISABLED)) {
            throw new CommandFailure(Explanation.attachDisabled(pid));
        }
    }

    private boolean isKnownSystem() {
        return Files.isReadable(proc.resolve("self/status"));
    }

    private Path directory() {
        return proc.resolve(Long.toString(pid));
    }

    /** @return false only if there is certainly no such process */
    boolean exists() {
        return !isKnownSystem() || Files.isDirectory(directory());
    }

    private boolean isRoot() {
        return user.equals("root") || user.equals("0");
    }

    /** @return the process's user if it is known to be another than who runs this command; or empty */
    String foreignOwner() {
        return user.isEmpty() || owner().equals(user) ? "" : owner();
    }

    private String owner() {
        return owner(directory());
    }

    /** @return the user's name, or number if it has no name here, or empty if that can't be told */
    private static String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }

    /** @return whether the process has a Java VM's library in its memory; true if that can't be seen */
    private boolean isJvm() {
        // Names in it may be in any encoding.
        try (BufferedReader maps = Files.newBufferedReader(directory().resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return maps.lines().anyMatch(line -> line.contains("libjvm.so"));
        } catch (IOException | UncheckedIOException unreadable) {
            return true;
        }
    }

    /** @return the main class or jar, by the command line; or {@code ?} */
    String main() {
        List<String> arguments = commandLine();
        for (int i = 1; i < arguments.size(); i++) {
            if (OPTIONS_WITH_VALUE.contains(arguments.get(i))) {
                i++;
            } else if (!arguments.get(i).startsWith("-")) {
                return arguments.get(i);
            }
        }
        return "?";
    }

    private List<String> commandLine() {
        try {
            byte[] bytes = Files.readAllBytes(directory().resolve("cmdline"));
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException unreadable) {
            return Collections.emptyList();
        }
    }

    /**
     * The JVMs that left their performance data file in the directory for it: also those that the attach API leaves out,
     * for they are another user's or let nobody attach.
     */
    static Set<Long> withPerformanceData(Path temporary) {
        Set<Long> pids = new TreeSet<>();
        try (DirectoryStream<Path> users = Files.newDirectoryStream(temporary, "hsperfdata_*")) {
            for (Path directory : users) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "[0-9]*")) {
                    for (Path file : files) {
                        addLive(file, pids);
                    }
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return pids;
        }
        return pids;
    }

    /** A JVM that was killed leaves its file behind, and its number may be another process's now. */
    private static void addLive(Path file, Set<Long> pids) {
        if (!file.getFileName().toString().matches("\\d{1,18}")) {
            return;
        }
        long pid = Long.parseLong(file.getFileName().toString());
        LocalProcess process = new LocalProcess(pid);
        if (process.owner().equals(owner(file)) && process.isJvm()) {
            pids.add(pid);
        }
    }
}
