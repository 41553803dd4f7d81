package io.hotroute.it.harness;

import java.time.Duration;

/** A running sample provider with many services. Not thread-safe, except for {@link #close}. */
public final class KindsProvider implements AutoCloseable {

    private final ForkedJvm jvm;
    private final int port;

    private KindsProvider(ForkedJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    public static KindsProvider await(ForkedJvm jvm) {
        String ready = SampleProtocol.awaitReady(jvm);
        return new KindsProvider(jvm, Integer.parseInt(ready.substring("READY ".length())));
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    /** The port of its services of the dubbo protocol. */
    public int port() {
        return port;
    }

    /** How often its service of this version was called by a breaking method with this key. */
    public int attempts(String version, String key) {
        return SampleProtocol.ask(jvm, "attempts " + version + " " + key, Duration.ofSeconds(10))
                .asInt();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
