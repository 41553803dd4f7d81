package io.hotroute.degrade;

import io.hotroute.latency.CallOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One round of probes: a few calls that tell whether providers are well again. A round is an object of its own, so that
 * what settles after it was judged counts for nothing. {@link #tryAcquire} and {@link #settled} are for any thread, without
 * lock or allocation; the rest is for the ticker.
 */
public final class Probes {

    static final int CALLS = 10;
    static final int GOOD = 9;

    /** What a round amounts to. */
    enum Verdict {
        PENDING,
        GOOD,
        BAD
    }

    private final long slowAbove;
    private final long deadline;
    private final boolean exceptionsAreBad;
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
        this.slowAbove = slowAbove;
        this.deadline = deadline;
        this.exceptionsAreBad = exceptionsAreBad;
    }

    /** @return whether this call is a probe: it must be sent now, and {@link #settled} however it ends */
    public boolean tryAcquire(long now) {
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
        return good + " of " + taken() + " probes good";
    }
}
