package io.hotroute.shadow;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Whether this JVM has other worries than shadows: little heap left after garbage collections, its CPUs busy with its own work
 * for some seconds, or a thread that should run every 250 ms and could not. For one thread, the ticker.
 */
public final class Pressure {

    /** What the JVM says of itself. */
    interface Readings {
        /** @return what was in use after the last collections, as a share of the most; negative if unknown */
        double heapAfterCollection();

        /** @return how much CPU time this JVM has used, in ns; negative if unknown */
        long cpuNanos();

        /** @return how many CPUs it may use at once */
        int processors();
    }

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BUSY_SECONDS = 5;
    private static final double MOST_HEAP = 0.9;
    private static final double MOST_CPU = 0.9;

    private final Readings readings;
    private long lastTick;
    private long lastReading;
    private long lastCpu;
    private int busySeconds;
    private double cpu;
    private double heap;

    /** @param now a {@link System#nanoTime()} value */
    public Pressure(long now) {
        this(new JvmReadings(), now);
    }

    Pressure(Readings readings, long now) {
        this.readings = readings;
        this.lastTick = now;
        this.lastReading = now;
        this.lastCpu = readings.cpuNanos();
    }

    /**
     * To be called every 250 ms. Reads once in a second.
     *
     * @return what presses, in a few words with the figure, or null
     */
    public String check(long now) {
        long late = now - lastTick - TICK_NANOS;
        lastTick = now;
        if (now - lastReading >= SECOND) {
            read(now);
        }
        if (late > LATE_NANOS) {
            return "this JVM stood still for " + TimeUnit.NANOSECONDS.toMillis(late) + " ms";
        }
        if (heap >= MOST_HEAP) {
            return "heap in use after collections " + percent(heap);
        }
        return busySeconds >= BUSY_SECONDS ? "CPU of this JVM " + percent(cpu) + " for " + busySeconds + " s" : null;
    }

    private void read(long now) {
        long used = readings.cpuNanos();
        boolean isKnown = used >= 0 && lastCpu >= 0;
        cpu = isKnown ? (double) (used - lastCpu) / (now - lastReading) / readings.processors() : 0;
        busySeconds = cpu >= MOST_CPU ? busySeconds + (int) ((now - lastReading) / SECOND) : 0;
        heap = readings.heapAfterCollection();
        lastCpu = used;
        lastReading = now;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
