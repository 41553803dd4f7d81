package io.hotroute.degrade;

import java.util.concurrent.TimeUnit;

/**
 * Tells by its own lateness whether this JVM stood still: then calls look slow that were not. What was counted meanwhile is
 * left out, and that of the next two intervals, in which the backlog is worked off. Not thread-safe.
 */
final class StallGate {

    /** From tick to tick. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SKIPPED = 2;

    private long last;
    private int skip;
    private boolean stalled;

    StallGate(long now) {
        last = now;
    }

    /** @return whether the interval that ends now counts */
    boolean counts(long now) {
        long interval = now - last;
        last = now;
        stalled = interval < 0 || interval > TICK_NANOS + LATE_NANOS;
        if (stalled) {
            skip = SKIPPED;
            return false;
        }
        return skip == 0 || skip-- == 0;
    }

    /** @return whether the interval that ended with the last call was too long */
    boolean stalled() {
        return stalled;
    }
}
