package io.hotroute.latency;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link LatencyRecorder}: calls while the ticker judges them. */
public final class LatencyRecorderStress {

    private static final long THRESHOLD = 1_000_000;
    private static final long LATER = 1_000_000_000;

    private LatencyRecorderStress() {}

    private static int judged(LatencyRecorder recorder) {
        return (int) (recorder.completed() + recorder.agedInFlight());
    }

    private static int exceeded(LatencyRecorder recorder) {
        return (int) (recorder.exceedances() + recorder.agedInFlight());
    }

    private static LatencyRecorder recorder() {
        LatencyRecorder recorder = new LatencyRecorder(0);
        recorder.slowAbove(THRESHOLD);
        return recorder;
    }

    /**
     * A fast call ends, and the ticker finds its cohort too old: it is judged fast or slow, once, and stays so. What the
     * ticker has seen is told by the first two numbers, what was counted in the end by the others.
     */
    @JCStressTest
    @State
    @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "ended first, counted after the tick")
    @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "ended first")
    @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "judged in flight")
    @Outcome(expect = FORBIDDEN, desc = "judged twice, never, or otherwise in the end")
    public static class EndAgainstTick {

        private final LatencyRecorder recorder = recorder();

        public EndAgainstTick() {
            recorder.begin(0);
        }

        @Actor
        public void caller() {
            recorder.end(0, THRESHOLD, CallOutcome.SUCCESS);
        }

        @Actor
        public void ticker(IIII_Result result) {
            recorder.tick(LATER);
            result.r1 = judged(recorder);
            result.r2 = exceeded(recorder);
        }

        @Arbiter
        public void after(IIII_Result result) {
            recorder.tick(LATER);
            result.r3 = judged(recorder);
            result.r4 = exceeded(recorder);
        }
    }

    /** A call ends while the ticker makes more stripes, on one that was there or on a new one. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "counted once")
    @Outcome(expect = FORBIDDEN, desc = "lost, counted twice, or in flight for ever")
    public static class EndAgainstNewStripes {

        private final LatencyRecorder recorder = recorder();

        public EndAgainstNewStripes() {
            recorder.begin(0);
        }

        @Actor
        public void caller() {
            recorder.end(0, THRESHOLD, CallOutcome.ERROR);
        }

        @Actor
        public void ticker() {
            recorder.doubleStripes();
            recorder.tick(LATER);
        }

        @Arbiter
        public void after(III_Result result) {
            recorder.tick(LATER);
            result.r1 = judged(recorder);
            result.r2 = (int) recorder.errors();
            result.r3 = (int) recorder.inFlight();
        }
    }

    /** The ticker has slept for a lap of the ring: a call takes the slot of another that ends. */
    @JCStressTest
    @State
    @Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "the old one is slow, the new one is in flight")
    @Outcome(expect = FORBIDDEN, desc = "lost or counted twice")
    public static class EndAgainstReuse {

        private static final long LAP = CohortRing.SLOTS * CohortRing.COHORT_NANOS;

        private final LatencyRecorder recorder = recorder();

        public EndAgainstReuse() {
            recorder.begin(0);
        }

        @Actor
        public void old() {
            recorder.end(0, CohortRing.SPAN_NANOS, CallOutcome.SUCCESS);
        }

        @Actor
        public void young() {
            recorder.begin(LAP);
        }

        @Arbiter
        public void after(III_Result result) {
            recorder.tick(LAP);
            result.r1 = (int) (recorder.completed() + recorder.inFlight());
            result.r2 = exceeded(recorder);
            result.r3 = (int) recorder.inFlight();
        }
    }

    /** A slice is closed while a call ends: it is in this one or in the next, and in the totals all the time. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "in one of the slices")
    @Outcome(expect = FORBIDDEN, desc = "lost or in both")
    public static class EndAgainstSlice {

        private final LatencyRecorder recorder = recorder();

        public EndAgainstSlice() {
            recorder.begin(0);
        }

        @Actor
        public void caller() {
            recorder.end(0, THRESHOLD, CallOutcome.SUCCESS);
        }

        @Actor
        public void ticker() {
            recorder.tick(LatencyRecorder.SLICE_NANOS);
        }

        @Arbiter
        public void after(II_Result result) {
            recorder.tick(2 * LatencyRecorder.SLICE_NANOS);
            result.r1 = (int) recorder.last(LatencyRecorder.LONGEST_NANOS).count();
            result.r2 = (int) recorder.completed();
        }
    }

    /** A snapshot that another thread is given by a race is whole: it is immutable. */
    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not published yet")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "whole")
    @Outcome(expect = FORBIDDEN, desc = "in part")
    public static class SnapshotPublication {

        private final LatencyRecorder recorder = recorder();
        private LatencySnapshot published;

        public SnapshotPublication() {
            recorder.begin(0);
            recorder.end(0, THRESHOLD, CallOutcome.SUCCESS);
        }

        @Actor
        public void ticker() {
            recorder.tick(LatencyRecorder.SLICE_NANOS);
            published = recorder.last(LatencyRecorder.LONGEST_NANOS);
        }

        @Actor
        public void reader(II_Result result) {
            LatencySnapshot snapshot = published;
            if (snapshot != null) {
                result.r1 = (int) snapshot.count();
                result.r2 = snapshot.max() > THRESHOLD / 2 ? (int) snapshot.completed() : -1;
            }
        }
    }
}
