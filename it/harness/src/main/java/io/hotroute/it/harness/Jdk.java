package io.hotroute.it.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK that sample applications can run on. Immutable. */
public record Jdk(Path home, int feature) {

    private static final int NEWEST = 25;
    private static final Path CONVENTIONAL_FOLDER = Path.of("/usr/lib/jvm");

    /** The running JDK, followed by JDK 25 if that is another one and installed. */
    public static List<Jdk> all() {
        List<Jdk> all = new ArrayList<>();
        all.add(running());
        if (running().feature() != NEWEST) {
            newest().ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    /** The last one of {@link #all()}. */
    public static Jdk newestInstalled() {
        List<Jdk> all = all();
        return all.get(all.size() - 1);
    }

    public static Jdk running() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static Optional<Jdk> newest() {
        return candidates()
                .flatMap(home -> read(home).stream())
                .filter(jdk -> jdk.feature() == NEWEST)
                .findFirst();
    }

    private static Stream<Path> candidates() {
        Stream<Path> named = Stream.of("JAVA_HOME_25", "JDK_25", "JAVA_HOME_25_X64")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .map(Path::of);
        Path siblings = Path.of(System.getProperty("java.home")).getParent();
        return Stream.concat(named, Stream.of(CONVENTIONAL_FOLDER, siblings).flatMap(Jdk::children));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            // Not there on this machine, or not ours to read: no candidates.
            return Stream.empty();
        }
    }

    /** By the {@code release} file every JDK has, so that no JVM needs to be started to ask. */
    private static Optional<Jdk> read(Path home) {
        Properties release = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            return Optional.empty();
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        if (version.isEmpty() || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return Optional.empty();
        }
        return Optional.of(new Jdk(home, Runtime.Version.parse(version).feature()));
    }
}
