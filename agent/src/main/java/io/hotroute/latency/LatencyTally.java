package io.hotroute.latency;

import org.HdrHistogram.Histogram;

/**
 * Calls that ended since this was made, one after the other: for few calls over a long time, where {@link LatencyRecorder} is
 * for many in the last minute. Takes about 20 KB from the first answer on. Not thread-safe.
 */
public final class LatencyTally {

    private final long[] outcomes = new long[CallOutcome.values().length];
    private Histogram answered;

    /** @param nanos from begin to end; more than {@link LatencyRecorder#LONGEST_NANOS} counts as that */
    public void add(long nanos, CallOutcome outcome) {
        outcomes[outcome.ordinal()]++;
        if (outcome == CallOutcome.ERROR) {
            return;
        }
        if (answered == null) {
            answered = LatencySnapshot.Builder.histogram();
        }
        answered.recordValue(Math.max(0, Math.min(nanos, LatencyRecorder.LONGEST_NANOS)));
    }

    /** @return what was added so far */
    public LatencySnapshot snapshot() {
        LatencySnapshot.Builder copy = new LatencySnapshot.Builder();
        copy.addOutcomes(outcomes);
        if (answered != null) {
            copy.addAll(answered);
        }
        return copy.build();
    }
}
