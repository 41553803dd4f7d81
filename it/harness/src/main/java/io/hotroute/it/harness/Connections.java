package io.hotroute.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP connections of a process, as Linux lists them under {@code /proc}. Stateless. */
public final class Connections {

    private static final String ESTABLISHED = "01";

    private Connections() {}

    /** How many connections this JVM has to a port. */
    public static long established(ForkedJvm jvm, int remotePort) {
        Path process = Path.of("/proc", String.valueOf(jvm.pid()));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            Set<String> sockets = new HashSet<>();
            files.map(Connections::target)
                    .filter(target -> target.startsWith("socket:["))
                    .forEach(target -> sockets.add(target.replaceAll("\\D", "")));
            return Stream.of("tcp", "tcp6")
                    .flatMap(table -> lines(process.resolve("net").resolve(table)))
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[2].endsWith(String.format(":%04X", remotePort)))
                    .filter(fields -> fields[3].equals(ESTABLISHED) && sockets.contains(fields[9]))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
