package io.hotroute.rollout;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;

/**
 * What one recorder saw during a step, in whole slices that began in it. For one thread, which takes or skips at least once
 * a minute: what is older, the recorder forgets.
 */
final class Samples {

    private final LatencyRecorder recorder;
    private long mark;
    private boolean skipsOpenSlice;
    private LatencySnapshot sum = LatencySnapshot.EMPTY;

    Samples(LatencyRecorder recorder) {
        this.recorder = recorder;
        this.mark = recorder.mark();
    }

    boolean isOf(LatencyRecorder other) {
        return recorder == other;
    }

    /** Adds the slices that closed since the last time. */
    void take() {
        long newest = recorder.mark();
        if (newest == mark) {
            return;
        }
        if (!skipsOpenSlice) {
            sum = sum.plus(recorder.since(mark));
        }
        skipsOpenSlice = false;
        mark = newest;
    }

    /** Leaves out what was recorded since the last time, and the slice that is being recorded now. */
    void skip() {
        mark = recorder.mark();
        skipsOpenSlice = true;
    }

    /** Forgets all, and skips. */
    void restart() {
        sum = LatencySnapshot.EMPTY;
        skip();
    }

    LatencySnapshot sum() {
        return sum;
    }
}
