package io.hotroute.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A standalone Nacos server in a JVM of its own, on free ports of the loopback interface, with nothing in it. Its files are
 * gone when it is closed. Not thread-safe, except for {@link #close}.
 */
public final class ForkedNacos implements AutoCloseable {

    /** Nacos listens for clients of 2.x and for other servers on ports at a fixed distance from its own. */
    private static final List<Integer> PORT_OFFSETS = List.of(0, 1000, 1001);

    private static final int ATTEMPTS = 50;

    private final Path home;
    private final int port;
    private final ForkedJvm jvm;

    private ForkedNacos(Path home, int port, ForkedJvm jvm) {
        this.home = home;
        this.port = port;
        this.jvm = jvm;
    }

    /** Starts it and waits until it serves. */
    public static ForkedNacos start() {
        Path home = temporaryHome();
        int port = freePort();
        List<Path> classPath = new ArrayList<>();
        classPath.add(Checkout.built("it/nacos/target/classes"));
        classPath.addAll(Checkout.classPath("it/nacos/target/classpath"));
        ForkedJvm jvm = ForkedJvm.builder(Jdk.running(), "io.hotroute.it.nacos.NacosServer")
                .classPath(classPath)
                .property("nacos.standalone", true)
                .property("nacos.home", home)
                .property("user.home", home)
                .property("server.port", port)
                .property("server.address", "127.0.0.1")
                .property("nacos.server.ip", "127.0.0.1")
                // A busy machine, whose disk its database need not wait for.
                .property("db.pool.config.connection-timeout", 60_000)
                .property("derby.system.durability", "test")
                .start();
        ForkedNacos nacos = new ForkedNacos(home, port, jvm);
        try {
            SampleProtocol.awaitReady(jvm);
            return nacos;
        } catch (AssertionError e) {
            nacos.close();
            throw e;
        }
    }

    /**
     * The address as Dubbo's registry configuration wants it, of a namespace of its own. Its clients keep what they know of a
     * namespace on disk and start with that, so it is another one for every server.
     */
    public String registry(String namespace) {
        return "nacos://127.0.0.1:" + port + "?namespace=" + namespace + "-" + port;
    }

    /** Writes a text of its configuration centre, by the server's own interface for it. */
    public void publish(String namespace, String group, String id, String text) {
        String form = "tenant=" + encoded(namespace + "-" + port) + "&group=" + encoded(group) + "&dataId="
                + encoded(id) + "&content=" + encoded(text);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nacos/v1/cs/configs"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (!answer.body().equals("true")) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + home, e);
        }
    }

    private static Path temporaryHome() {
        try {
            Path parent = Files.createDirectories(Checkout.root().resolve("it/harness/target"));
            return Files.createTempDirectory(parent, "nacos");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        return IntStream.generate(ForkedNacos::anyFreePort)
                .limit(ATTEMPTS)
                .filter(port -> PORT_OFFSETS.stream().allMatch(offset -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no port is free together with those Nacos adds to it"));
    }

    private static int anyFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        if (port > 65_535) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
