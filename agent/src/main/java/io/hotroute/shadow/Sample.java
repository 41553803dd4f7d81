package io.hotroute.shadow;

import io.hotroute.latency.CallOutcome;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One call that is to be mirrored, from its admission to its end; takes one of the rule's slots in flight until then.
 * Thread-safe; the first end counts, later ones are ignored. Times are {@link System#nanoTime()} values.
 *
 * <p>One that nobody ends, the ticker ends: {@link #LONGEST_NANOS} after its admission as lost if it was not sent, and
 * otherwise {@link #GRACE_NANOS} after its time-out as a shadow that timed out.
 */
public final class Sample {

    /** So long a call may take that is mirrored after it. */
    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** So much longer than its time-out a shadow may take, as its answer has to be compared yet. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicIntegerFieldUpdater<Sample> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Sample.class, "state");
    private static final int ADMITTED = 0;
    private static final int SENT = 1;
    private static final int ANSWERED = 2;
    private static final int ENDED = 3;

    private final ServiceShadow service;
    private final MethodShadow method;
    private final boolean noise;
    /** Null if it is none. */
    private final SampleProbe probe;

    private final long admitted;
    /** Written before it is sent, read after that. */
    private long deadline;
    /** Written before others can see the sample. */
    private int slot;

    private volatile int state;

    Sample(ServiceShadow service, MethodShadow method, boolean noise, SampleProbe probe, long now) {
        this.service = service;
        this.method = method;
        this.noise = noise;
        this.probe = probe;
        this.admitted = now;
    }

    void setSlot(int index) {
        slot = index;
    }

    /** @return whether the shadow goes to the baseline once more, to show how much two answers of one version differ */
    public boolean isNoise() {
        return noise;
    }

    /** Ends it without a comparison. Callable from any thread; no lock. */
    public void skip(Skip reason) {
        int before = STATE.getAndSet(this, ENDED);
        if (before != ENDED) {
            endSkipped(reason, before);
        }
    }

    /**
     * The shadow is about to be sent: its deadline begins. Callable from any thread, once; no lock.
     *
     * @return false if it has ended already, shadowing has stopped meanwhile or the probe that it is is not wanted any more: it
     *     must not be sent, and has ended
     */
    public boolean sending(long now, long timeoutNanos) {
        if (!service.maySend(probe != null)) {
            skip(Skip.STOPPED);
            return false;
        }
        deadline = now + timeoutNanos + GRACE_NANOS;
        if (!STATE.compareAndSet(this, ADMITTED, SENT)) {
            return false;
        }
        service.shadowSent();
        if (probe != null && !probe.sending(now)) {
            skip(Skip.PROBED);
            return false;
        }
        method.countSent();
        return true;
    }

    /**
     * The shadow was answered, or has failed. On any thread, once, as soon as that is known; it does not end by this.
     *
     * @param nanos from sending
     */
    public void answered(long nanos, CallOutcome outcome) {
        STATE.compareAndSet(this, SENT, ANSWERED);
        if (probe != null) {
            probe.answered(nanos, outcome);
        }
    }

    /**
     * Ends it: compares both answers and takes note. Not for a caller's thread nor one of Dubbo's.
     *
     * @param call how the call itself ended; if it was not answered, there is nothing to compare
     * @param shadowNanos from sending to the answer
     */
    public void settle(ObservedResult call, ObservedResult shadow, long shadowNanos) {
        int before = STATE.getAndSet(this, ENDED);
        if (before == ENDED) {
            return;
        }
        boolean known = false;
        try {
            method.settle(noise, call, shadow, shadowNanos);
            known = true;
        } catch (Protobuf.UnreadableException unreadable) {
            method.countSkip(Skip.NOT_READABLE);
            known = true;
        } finally {
            if (!known) {
                method.countSkip(Skip.FAULT);
            }
            free(before);
        }
    }

    /**
     * For the ticker. A shadow without an answer has timed out; but one that was answered, and is not compared yet, is what this
     * JVM could not keep up with, as is one whose answer may wait for a JVM that stood still.
     */
    void endIfOverdue(long now, boolean isUnderPressure) {
        int before = state;
        boolean isOverdue = before == ADMITTED ? now - admitted > LONGEST_NANOS : now - deadline > 0;
        if (before == ENDED || !isOverdue || !STATE.compareAndSet(this, before, ENDED)) {
            return;
        }
        if (before == SENT && !isUnderPressure) {
            method.countFailure(noise, "time-out");
            free(before);
        } else {
            endSkipped(Skip.LOST, before);
        }
    }

    private void endSkipped(Skip reason, int before) {
        method.countSkip(reason);
        free(before);
        if (before == ADMITTED && probe != null) {
            probe.unsent();
        }
    }

    private void free(int before) {
        if (before != ADMITTED) {
            service.shadowEnded();
        }
        method.countEnd();
        service.slots().free(slot);
    }
}
