package io.hotroute.it.harness;

import java.time.Duration;

/** A running sample provider. Not thread-safe, except for {@link #close}. */
public final class Provider implements AutoCloseable {

    private final ForkedJvm jvm;
    private final int port;

    private Provider(ForkedJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    static Provider await(ForkedJvm jvm) {
        String ready = SampleProtocol.awaitReady(jvm);
        return new Provider(jvm, Integer.parseInt(ready.substring("READY ".length())));
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    public int port() {
        return port;
    }

    /** How many orders it has been asked for. */
    public long calls() {
        return SampleProtocol.ask(jvm, "calls", Duration.ofSeconds(10)).asLong();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
