package io.hotroute.degrade;

import io.hotroute.latency.CallOutcome;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One round of probes: a few calls that tell whether providers are well again. A round is an object of its own, so that
 * what settles after it was judged counts for nothing. What is public is for any thread, without lock or allocation; the rest is
 * for the ticker.
 *
 * <p>In a round by shadows, copies of calls that other providers serve are the probes, so that no call is spent. It waits
 * {@link #SHADOW_PATIENCE} for each of them; if none is sent within that time, calls are probes as in other rounds. A call that
 * is to be mirrored for it is drawn first ({@link #tryDraw}), and takes a permit only when its shadow is sent, which may be
 * long after or never.
 */
public final class Probes {

    static final int CALLS = 10;
    static final int GOOD = 9;

    /** So long after the last shadow, or the beginning, calls are not taken for probes. */
    static final long SHADOW_PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /** What a round amounts to. */
    enum Verdict {
        PENDING,
        GOOD,
        BAD
    }

    private final long slowAbove;
    private final long deadline;
    private final boolean exceptionsAreBad;
    private final boolean byShadows;
    /** Calls that are to be mirrored, and those whose shadow was sent. */
    private final AtomicInteger drawn = new AtomicInteger();

    private final AtomicInteger shadows = new AtomicInteger();
    /** When the last shadow was sent, or the round began. */
    private volatile long lastShadow;

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    /** When each was taken; 0 until that is known. */
    private final AtomicLongArray takenAt = new AtomicLongArray(CALLS);

    /**
     * @param slowAbove in ns; a slower probe is bad
     * @param deadline in ns; a probe that has not settled by then is bad
     * @param exceptionsAreBad whether a business exception is
     */
    Probes(long slowAbove, long deadline, boolean exceptionsAreBad) {
        this(slowAbove, deadline, exceptionsAreBad, false, 0);
    }

    private Probes(long slowAbove, long deadline, boolean exceptionsAreBad, boolean byShadows, long now) {
        this.slowAbove = slowAbove;
        this.deadline = deadline;
        this.exceptionsAreBad = exceptionsAreBad;
        this.byShadows = byShadows;
        this.lastShadow = now;
    }

    /** As the constructor, a round by shadows that begins now. */
    static Probes byShadows(long slowAbove, long deadline, boolean exceptionsAreBad, long now) {
        return new Probes(slowAbove, deadline, exceptionsAreBad, true, now);
    }

    /** @return whether this call is a probe: it must be sent now, and {@link #settled} however it ends */
    public boolean tryAcquire(long now) {
        return !waitsForShadows(now) && take(now);
    }

    private boolean waitsForShadows(long now) {
        return byShadows && now - lastShadow < SHADOW_PATIENCE;
    }

    /**
     * @return whether this call, which other providers serve, is to be mirrored, for its shadow to be a probe. Then either
     *     {@link #tryAcquireByShadow} follows or {@link #undraw}
     */
    public boolean tryDraw(long now) {
        if (!waitsForShadows(now) || drawn.get() >= CALLS) {
            return false;
        }
        if (drawn.getAndIncrement() < CALLS) {
            return true;
        }
        undraw();
        return false;
    }

    /** No shadow of a call that was drawn will be sent: another may be drawn. */
    public void undraw() {
        drawn.getAndDecrement();
    }

    /** @return whether this shadow is a probe: it must be sent now, and {@link #settled} when it is answered or fails */
    public boolean tryAcquireByShadow(long now) {
        if (!take(now)) {
            return false;
        }
        shadows.getAndIncrement();
        lastShadow = now;
        return true;
    }

    private boolean take(long now) {
        if (taken.get() >= CALLS) {
            return false;
        }
        int permit = taken.getAndIncrement();
        if (permit >= CALLS) {
            return false;
        }
        takenAt.set(permit, now == 0 ? 1 : now);
        return true;
    }

    /**
     * A probe ended.
     *
     * @param latencyNanos how long it took
     */
    public void settled(long latencyNanos, CallOutcome outcome) {
        boolean failed = outcome == CallOutcome.ERROR || exceptionsAreBad && outcome == CallOutcome.BUSINESS_EXCEPTION;
        (failed || latencyNanos > slowAbove ? bad : good).incrementAndGet();
    }

    /** @return as soon as it is certain */
    Verdict verdict(long now) {
        int well = good.get();
        if (well >= GOOD) {
            return Verdict.GOOD;
        }
        return badBy(now, well) > CALLS - GOOD ? Verdict.BAD : Verdict.PENDING;
    }

    /** @return whether at least so many probes are good, and none is bad or has not settled */
    boolean isGoodSoFar(int least) {
        return good.get() >= least && good.get() == taken();
    }

    private int badBy(long now, int well) {
        int due = 0;
        for (int i = 0; i < CALLS; i++) {
            long at = takenAt.get(i);
            due += at != 0 && now - at > deadline ? 1 : 0;
        }
        int failed = bad.get();
        return failed + Math.max(0, due - failed - well);
    }

    private int taken() {
        return Math.min(CALLS, taken.get());
    }

    @Override
    public String toString() {
        int sent = shadows.get();
        return good + " of " + taken() + " probes good" + (sent == 0 ? "" : ", " + sent + " of them shadows");
    }
}
