package io.hotroute.shadow;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * At most so many in any second, whatever the callers' clocks and threads: the generic cell rate algorithm (ITU-T I.371), whose
 * burst and rate together are the cap. A fifth of the cap may come at once; the rest of it is how many come per second for as
 * long as more are wanted. With a cap below 5 they are evenly spaced. Thread-safe.
 *
 * <p><b>Cost.</b> One volatile read; if it is admitted, a CAS. It allocates nothing. A caller whose clock is behind others' is
 * judged as if it came later, never earlier.
 */
final class RateCap {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURST_DIVISOR = 5;

    private final long interval;
    private final long tolerance;
    /** When the next one would be due if all came evenly. */
    private final AtomicLong due;

    /** @param perSecond at least 1 */
    RateCap(int perSecond, long now) {
        int burst = 1 + perSecond / BURST_DIVISOR;
        if (perSecond < BURST_DIVISOR) {
            burst = 1;
        }
        long rate = perSecond - burst + 1;
        interval = (SECOND + rate - 1) / rate;
        tolerance = (burst - 1) * interval;
        due = new AtomicLong(now);
    }

    boolean tryTake(long now) {
        while (true) {
            long expected = due.get();
            if (expected - now > tolerance) {
                return false;
            }
            if (due.compareAndSet(expected, (expected - now > 0 ? expected : now) + interval)) {
                return true;
            }
        }
    }
}
