package io.hotroute.degrade;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a rush off the baseline when the candidate's calls go back there: callers that hung, or try again and again, and a
 * baseline that gets slow under them. No more of these calls are in flight at once than a multiple of what was usual for both
 * versions together while all was well, and a floor. Calls beyond it stay on the candidate, where the rule sent them.
 *
 * <p>Usual is the peak of the five minutes before, without the last ten to twenty seconds: the rush may have begun before the guard
 * tripped. The bound is in force for five minutes; by then a rush is over, and what is usual may have changed.
 *
 * <p>{@link #isFull}, {@link #begin} and {@link #end} are for any thread: a volatile read or two, and an atomic increment each. Calls that
 * ask at the same moment may pass the bound together. The rest is for the ticker.
 */
public final class RouteBack {

    static final long IN_FORCE = TimeUnit.MINUTES.toNanos(5);
    static final long SLOT = TimeUnit.SECONDS.toNanos(10);
    private static final int SLOTS = (int) (TimeUnit.MINUTES.toNanos(5) / SLOT);
    private static final int NEWEST = 2;

    private final double ratio;
    private final int floor;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int most = Integer.MAX_VALUE;

    // The ticker's.
    private final long[] peaks = new long[SLOTS + NEWEST];
    private int slots = 1;
    private long slotEnd;
    private boolean wasWell = true;
    private long wellUntil;

    RouteBack(double ratio, int floor, long now) {
        this.ratio = ratio;
        this.floor = floor;
        this.slotEnd = now + SLOT;
    }

    /** @return whether the baseline has as many of the calls that went back as it gets */
    public boolean isFull() {
        int bound = most;
        return bound != Integer.MAX_VALUE && inFlight.get() >= bound;
    }

    /** A call goes back; {@link #end} must follow. */
    public void begin() {
        inFlight.getAndIncrement();
    }

    /** A call that went back ended. */
    public void end() {
        inFlight.getAndDecrement();
    }

    /**
     * @param peak calls of both versions, since the last tick
     * @param isWell whether the candidate has all of its calls
     * @param isOrdered whether an operator took them: then none stays there
     */
    void tick(long now, long peak, boolean isWell, boolean isOrdered) {
        if (isWell) {
            note(now, peak);
            most = Integer.MAX_VALUE;
        } else if (wasWell) {
            wellUntil = now;
            most = (int) Math.min(Integer.MAX_VALUE, ratio * usual() + floor);
        }
        if (isOrdered || now - wellUntil >= IN_FORCE) {
            most = Integer.MAX_VALUE;
        }
        wasWell = isWell;
    }

    private void note(long now, long peak) {
        if (now - slotEnd >= 0) {
            slotEnd = now + SLOT;
            peaks[slots++ % peaks.length] = 0;
        }
        int newest = (slots - 1) % peaks.length;
        peaks[newest] = Math.max(peaks[newest], peak);
    }

    private long usual() {
        if (slots <= NEWEST) {
            return Arrays.stream(peaks).max().getAsLong();
        }
        long usual = 0;
        for (int slot = Math.max(0, slots - peaks.length); slot < slots - NEWEST; slot++) {
            usual = Math.max(usual, peaks[slot % peaks.length]);
        }
        return usual;
    }

    /** @return the most calls in flight; {@link Integer#MAX_VALUE} while there is no bound */
    int most() {
        return most;
    }
}
