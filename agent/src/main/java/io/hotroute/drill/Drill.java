package io.hotroute.drill;

import io.hotroute.degrade.GuardState;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Side;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.Degrade;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * A drill under way. It ends by its expiry, whether or not anybody ticks it, when calls that it left
 * alone go bad, or when it is stopped; then from the next call on nothing is hit, and calls that it delays go on at once.
 * Thread-safe. Only {@link #delay} blocks.
 */
public final class Drill {

    /** So many calls are delayed at a time, in this JVM; further ones are spared, so that a drill can't take all threads. */
    static final int MOST_WAITING = 100;

    private final DrillPlan plan;
    private final long start;
    private final AtomicReference<End> end = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder injected = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LeftAlone leftAlone;
    private final Observations observations;

    /**
     * Starts.
     *
     * @param service {@code [group/]interface[:version]}, for the report
     * @param settings say how much slower than before calls may be that it leaves alone
     * @param guards of the service's methods
     */
    public Drill(String service, DrillPlan plan, Degrade settings, Collection<MethodGuard> guards, long now) {
        this.plan = plan;
        this.start = now;
        this.leftAlone = new LeftAlone(plan, settings, guards, now);
        this.observations = new Observations(service, plan, now);
    }

    /** @return what it does */
    public DrillPlan plan() {
        return plan;
    }

    /** @return whether calls of the method on that side are hit at all; the same answer for the drill's whole life */
    public boolean concerns(Side side, String method) {
        return side == plan.target() && plan.concerns(method);
    }

    /**
     * Decides for one call that it {@link #concerns}, and counts it if it is hit. Cost: one volatile read, and for calls that
     * are hit a striped increment; no lock, no allocation.
     *
     * @param random from 0 to 9,999, drawn for this alone: not the bucket that chose the version
     */
    public boolean hits(int random, long now) {
        if (random >= plan.share() || end.get() != null || isExpired(now)) {
            return false;
        }
        injected.increment();
        return true;
    }

    private boolean isExpired(long now) {
        return now - start >= plan.durationNanos();
    }

    /**
     * Delays a call that was hit: by the plan's delay, or until its time-out. The call goes on earlier when the drill ends, when
     * too many calls are delayed already, and when its thread is interrupted, which stays interrupted.
     *
     * @param timeoutNanos after which the call times out
     * @return whether the call has timed out, and is to fail with that; otherwise it goes on as if nothing had been
     */
    public boolean delay(long timeoutNanos, long now) {
        long wanted = plan.fault() == Fault.LATENCY ? Math.min(plan.delayNanos(), timeoutNanos) : timeoutNanos;
        long left = plan.durationNanos() - (now - start);
        if (plan.fault() == Fault.ERROR || left <= 0) {
            return false;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            spared.increment();
            return false;
        }
        try {
            boolean isCutShort = ended.await(Math.min(wanted, left), TimeUnit.NANOSECONDS);
            return !isCutShort && wanted <= left && wanted == timeoutNanos;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** @return calls that are delayed at this moment */
    public int waiting() {
        return waiting.get();
    }

    /** @return where calls are recorded that it concerns and does not hit: when too many of them fail or are slow, it ends */
    public LatencyRecorder leftAlone() {
        return leftAlone.recorder();
    }

    /** Looks at the calls that it left alone. For the ticker. */
    public void watch(long now) {
        String trouble = isRunning(now) ? leftAlone.trouble(now) : null;
        if (trouble != null) {
            realSignal(trouble, now);
        }
    }

    /** Ends it at its expiry, so that its report says so. */
    public void tick(long now) {
        if (isExpired(now)) {
            end(StoppedBy.EXPIRY, "after " + seconds(plan.durationNanos()), start + plan.durationNanos());
        }
    }

    /**
     * Calls that were not hit went bad: the drill ends at once.
     *
     * @param evidence which, in one line
     */
    public void realSignal(String evidence, long now) {
        stop(StoppedBy.REAL_SIGNAL, evidence, now);
    }

    /** Ends it at once. Of several ends the first counts. */
    public void stop(StoppedBy by, String reason, long now) {
        tick(now);
        end(by, reason, now);
    }

    private void end(StoppedBy by, String reason, long time) {
        if (end.compareAndSet(null, new End(by, reason, time))) {
            observations.injectionEnded(time);
            ended.countDown();
        }
    }

    /** @return whether calls are still hit */
    public boolean isRunning(long now) {
        return end.get() == null && !isExpired(now);
    }

    /** @return whether it has ended and all guards that opened have closed again: its report is complete */
    public boolean isSettled(long now) {
        tick(now);
        return end.get() != null && observations.isSettled(now);
    }

    /** A guard of the service went from one state to another. */
    public void guardChanged(Side side, String method, GuardState from, GuardState to, long time) {
        observations.guardChanged(side, method, from, to, time);
    }

    /** @return what was seen so far */
    public DrillReport report(long now) {
        tick(now);
        End last = end.get();
        long length = (last == null ? now : last.time) - start;
        return observations.report(
                length, injected.sum(), spared.sum(), last == null ? null : last.by, last == null ? "" : last.reason);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", (double) nanos / TimeUnit.SECONDS.toNanos(1));
    }

    /** How it ended. Immutable. */
    private static final class End {
        private final StoppedBy by;
        private final String reason;
        private final long time;

        End(StoppedBy by, String reason, long time) {
            this.by = by;
            this.reason = reason;
            this.time = time;
        }
    }
}
