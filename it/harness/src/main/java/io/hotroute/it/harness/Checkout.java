package io.hotroute.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The checkout whose build output the harness starts. Stateless. */
public final class Checkout {

    private Checkout() {}

    /** The system property {@code hotroute.root}, or else the nearest folder upwards that looks like the checkout. */
    public static Path root() {
        String property = System.getProperty("hotroute.root");
        if (property != null) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("it")) && Files.isDirectory(folder.resolve("agent")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "not inside a checkout of Hotroute: " + start + " (set the system property hotroute.root)"));
    }

    /** A file of the build, which must exist. */
    public static Path built(String path) {
        Path file = root().resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: build it with 'mvn verify -DskipTests'");
        }
        return file;
    }

    /** The entries of a class path that maven-dependency-plugin has written to a file. */
    public static List<Path> classPath(String path) {
        try {
            String entries = Files.readString(built(path)).trim();
            return Arrays.stream(entries.split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
