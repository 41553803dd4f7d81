package io.hotroute.degrade;

import java.util.concurrent.TimeUnit;

/**
 * Whether the ticker lives. Callers that find it stale take the limit of every guard as 0: nobody would take calls off a
 * candidate that goes bad. Thread-safe; no lock, no allocation.
 */
public final class Heartbeat {

    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private volatile long last;

    /** @param now counts as a beat */
    public Heartbeat(long now) {
        last = now;
    }

    /** For the ticker, at each tick. */
    public void beat(long now) {
        last = now;
    }

    /** @return whether the last beat is more than two seconds ago */
    public boolean isStale(long now) {
        return now - last > STALE_NANOS;
    }
}
