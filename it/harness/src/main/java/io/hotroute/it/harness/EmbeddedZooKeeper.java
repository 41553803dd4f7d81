package io.hotroute.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * A ZooKeeper server in this JVM, on a free port of the loopback interface. Its files are gone with this JVM at the
 * latest. Thread-safe.
 *
 * <p>Its short ticks let it notice a killed provider within the session time-out of the sample applications.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {

    private static final int TICK_MILLIS = 500;
    private static final int MIN_SESSION_MILLIS = 1_000;
    private static final int MAX_SESSION_MILLIS = 60_000;

    private static final Set<EmbeddedZooKeeper> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(EmbeddedZooKeeper::close)));
        // Nothing of a test's registry needs to outlive it: no 64 MB log files, no waiting for the disk.
        System.setProperty("zookeeper.preAllocSize", "64");
        System.setProperty("zookeeper.forceSync", "no");
    }

    private final Path data;
    private final ServerCnxnFactory connections;

    private EmbeddedZooKeeper(Path data, ServerCnxnFactory connections) {
        this.data = data;
        this.connections = connections;
    }

    public static EmbeddedZooKeeper start() {
        try {
            Path data = Files.createTempDirectory("hotroute-zookeeper");
            ZooKeeperServer server = new ZooKeeperServer(data.toFile(), data.toFile(), TICK_MILLIS);
            server.setMinSessionTimeout(MIN_SESSION_MILLIS);
            server.setMaxSessionTimeout(MAX_SESSION_MILLIS);
            ServerCnxnFactory connections = ServerCnxnFactory.createFactory(new InetSocketAddress("127.0.0.1", 0), 0);
            connections.startup(server);
            EmbeddedZooKeeper zooKeeper = new EmbeddedZooKeeper(data, connections);
            LIVE.add(zooKeeper);
            return zooKeeper;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start ZooKeeper", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting ZooKeeper", e);
        }
    }

    /** The address as Dubbo's registry configuration wants it. */
    public String registry() {
        return "zookeeper://127.0.0.1:" + port();
    }

    public int port() {
        return connections.getLocalPort();
    }

    /** Sets a node's data, as a config center's console does it. */
    public void write(String path, String data) {
        change(client -> {
            for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
                create(client, path.substring(0, end));
            }
            create(client, path);
            client.setData(path, data.getBytes(StandardCharsets.UTF_8), -1);
        });
    }

    public void delete(String path) {
        change(client -> client.delete(path, -1));
    }

    private static void create(ZooKeeper client, String path) throws KeeperException, InterruptedException {
        if (client.exists(path, false) == null) {
            client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
    }

    private void change(Change change) {
        try (ZooKeeper client = new ZooKeeper("127.0.0.1:" + port(), MAX_SESSION_MILLIS, event -> {})) {
            change.apply(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Change {
        void apply(ZooKeeper client) throws KeeperException, InterruptedException;
    }

    @Override
    public void close() {
        if (!LIVE.remove(this)) {
            return;
        }
        connections.shutdown();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + data, e);
        }
    }
}
