package io.hotroute.it.demo;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import java.time.Duration;

/** The calls that the consumer makes all the time, and what it reports about them. Not thread-safe. */
final class Traffic {

    private static final int CALLS_PER_SECOND = 200;
    private static final int THREADS = 4;

    private final Consumer consumer;
    private final long start;
    private long read;

    private Traffic(Consumer consumer) {
        this.consumer = consumer;
        this.start = System.nanoTime();
        this.read = start;
    }

    /** Half of the calls are asynchronous. */
    static Traffic start(Consumer consumer) {
        consumer.startTraffic(CALLS_PER_SECOND, THREADS, CallMode.MIXED);
        return new Traffic(consumer);
    }

    /** The calls since the last time, as soon as that is so long ago. */
    Row read(String weight, Duration span) {
        Pause.until(read + span.toNanos());
        return read(weight);
    }

    /** The calls since the last time. */
    Row read(String weight) {
        CallStats stats = consumer.trafficStats();
        long now = System.nanoTime();
        Row row = new Row(Duration.ofNanos(now - start), weight, Duration.ofNanos(now - read), stats);
        read = now;
        return row;
    }

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** All calls there were. */
    CallStats stop() {
        return consumer.stopTraffic();
    }
}
