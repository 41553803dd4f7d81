package io.hotroute.latency;

import static io.hotroute.latency.CallOutcome.BUSINESS_EXCEPTION;
import static io.hotroute.latency.CallOutcome.ERROR;
import static io.hotroute.latency.CallOutcome.SUCCESS;
import static io.hotroute.latency.LatencyRecorder.LONGEST_NANOS;
import static io.hotroute.latency.LatencyRecorder.SLICE_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    /** Just before the clock turns over. */
    private long now = Long.MAX_VALUE - SECOND;

    private final LatencyRecorder recorder = new LatencyRecorder(now);

    private void call(long nanos, CallOutcome outcome) {
        recorder.begin(now);
        recorder.end(now, now + nanos, outcome);
    }

    private void tickAfter(long nanos) {
        now += nanos;
        recorder.tick(now);
    }

    private long judged() {
        return recorder.completed() + recorder.agedInFlight();
    }

    private long exceeded() {
        return recorder.exceedances() + recorder.agedInFlight();
    }

    @Test
    void outcomesAreCountedApartAndASlowErrorExceedsOnce() {
        recorder.slowAbove(20 * MS);
        call(10 * MS, SUCCESS);
        call(20 * MS, SUCCESS);
        call(30 * MS, SUCCESS);
        call(10 * MS, BUSINESS_EXCEPTION);
        call(10 * MS, ERROR);
        call(30 * MS, ERROR);
        tickAfter(250 * MS);

        assertThat(recorder.completed()).isEqualTo(6);
        assertThat(recorder.slow()).isEqualTo(2);
        assertThat(recorder.errors()).isEqualTo(2);
        assertThat(recorder.businessExceptions()).isOne();
        assertThat(recorder.exceedances()).isEqualTo(3);
        assertThat(recorder.inFlight()).isZero();
    }

    @Test
    void thePeakIsOfCallsThatAreNotSlow() {
        recorder.slowAbove(400 * MS);
        for (int i = 0; i < 5; i++) {
            call(MS, SUCCESS);
        }
        recorder.begin(now);
        tickAfter(250 * MS);
        assertThat(recorder.peak()).as("began within a cohort").isEqualTo(6);

        recorder.begin(now);
        now += 140 * MS;
        recorder.begin(now);
        tickAfter(110 * MS);
        assertThat(recorder.peak()).as("in flight").isEqualTo(3);

        tickAfter(250 * MS);
        assertThat(recorder.agedInFlight()).isEqualTo(2);
        assertThat(recorder.peak()).isOne();
        tickAfter(1_000 * MS);
        assertThat(recorder.peak()).isZero();
        tickAfter(250 * MS);
        assertThat(recorder.peak()).isZero();
    }

    @Test
    void aCallInFlightIsJudgedOnceItIsOlderThanTheThreshold() {
        recorder.slowAbove(50 * MS);
        long start = now;
        recorder.begin(start);
        recorder.tick(now);
        assertThat(recorder.inFlight()).isOne();
        assertThat(recorder.agedInFlight()).isZero();

        tickAfter(500 * MS);
        assertThat(recorder.agedInFlight()).isOne();
        assertThat(judged()).isOne();

        recorder.end(start, now, SUCCESS);
        tickAfter(250 * MS);
        assertThat(recorder.inFlight()).isZero();
        assertThat(recorder.agedInFlight()).isZero();
        assertThat(recorder.slow()).isOne();
        assertThat(judged()).isOne();
        assertThat(exceeded()).isOne();
    }

    @Test
    void aCallThatWasJudgedInFlightStaysSlowWhenTheThresholdRises() {
        recorder.slowAbove(50 * MS);
        long start = now;
        recorder.begin(start);
        tickAfter(500 * MS);
        recorder.slowAbove(5 * SECOND);
        tickAfter(250 * MS);
        assertThat(exceeded()).isOne();

        recorder.end(start, now, SUCCESS);
        tickAfter(250 * MS);
        assertThat(recorder.exceedances()).isOne();
        assertThat(judged()).isOne();
    }

    @Test
    void callsInFlightAreJudgedAtTheTickAfterTheThresholdFell() {
        recorder.begin(now);
        tickAfter(2 * SECOND);
        assertThat(recorder.agedInFlight()).isZero();

        recorder.slowAbove(50 * MS);
        tickAfter(250 * MS);
        assertThat(recorder.agedInFlight()).isOne();
    }

    @Test
    void withoutAThresholdTheLongestLatencyIsTheThreshold() {
        recorder.slowAbove(Long.MAX_VALUE);
        long start = now;
        recorder.begin(start);
        call(LONGEST_NANOS, SUCCESS);
        call(LONGEST_NANOS + 1, SUCCESS);
        tickAfter(LONGEST_NANOS);
        assertThat(recorder.agedInFlight()).isZero();
        assertThat(recorder.slow()).isOne();

        tickAfter(10 * SECOND);
        assertThat(recorder.agedInFlight()).isOne();
        recorder.end(start, now + 100 * SECOND, SUCCESS);
        tickAfter(100 * SECOND);
        assertThat(recorder.agedInFlight()).isZero();
        assertThat(recorder.slow()).isEqualTo(2);
    }

    @Test
    void agesRestart() {
        recorder.slowAbove(300 * MS);
        long start = now;
        recorder.begin(start);
        now += 800 * MS;
        recorder.restartAges(now);
        recorder.tick(now);
        assertThat(recorder.agedInFlight()).isZero();
        recorder.begin(start);
        recorder.end(start, now + 250 * MS, SUCCESS);
        tickAfter(250 * MS);
        assertThat(exceeded()).isZero();

        tickAfter(250 * MS);
        assertThat(recorder.agedInFlight()).isOne();
    }

    @Test
    void errorsInARow() {
        call(MS, ERROR);
        call(MS, ERROR);
        assertThat(recorder.consecutiveErrors()).isEqualTo(2);
        call(MS, BUSINESS_EXCEPTION);
        assertThat(recorder.consecutiveErrors()).isZero();
        call(MS, ERROR);
        assertThat(recorder.consecutiveErrors()).isOne();
    }

    @Test
    void theFirstSliceMayEndEarlier() {
        LatencyRecorder early = new LatencyRecorder(now, SLICE_NANOS / 4);
        early.begin(now);
        early.end(now, now + MS, SUCCESS);
        early.tick(now + SLICE_NANOS * 3 / 4 - 1);
        assertThat(early.mark()).isZero();
        early.tick(now + SLICE_NANOS * 3 / 4);
        assertThat(early.last(SLICE_NANOS).count()).isOne();
        early.tick(now + SLICE_NANOS * 7 / 4 - 1);
        assertThat(early.mark()).isOne();
        early.tick(now + SLICE_NANOS * 7 / 4);
        assertThat(early.mark()).isEqualTo(2);
    }

    @Test
    void latenciesAreMergedByWholeSlices() {
        call(10 * MS, SUCCESS);
        tickAfter(SLICE_NANOS - 1);
        assertThat(recorder.last(LONGEST_NANOS).count()).isZero();
        tickAfter(1);
        assertThat(recorder.last(LONGEST_NANOS).count()).isOne();

        call(20 * MS, BUSINESS_EXCEPTION);
        call(30 * MS, ERROR);
        tickAfter(SLICE_NANOS);
        LatencySnapshot newest = recorder.last(SLICE_NANOS);
        assertThat(newest.count()).isOne();
        assertThat(newest.completed()).isEqualTo(2);
        assertThat(newest.count(ERROR)).isOne();
        assertThat(newest.max()).isBetween(20 * MS, 20_200_000L);
        assertThat(recorder.last(2 * SLICE_NANOS).completed()).isEqualTo(3);
    }

    @Test
    void errorsHaveNoPartInTheQuantiles() {
        for (int i = 0; i < 100; i++) {
            call(MS, SUCCESS);
            call(2 * MS, BUSINESS_EXCEPTION);
            call(900 * MS, ERROR);
        }
        tickAfter(SLICE_NANOS);
        LatencySnapshot snapshot = recorder.last(LONGEST_NANOS);

        assertThat(snapshot.completed()).isEqualTo(300);
        assertThat(snapshot.count()).isEqualTo(200);
        assertThat(List.of(CallOutcome.values())).allMatch(outcome -> snapshot.count(outcome) == 100);
        assertThat(snapshot.max()).isBetween(2 * MS, 2_020_000L);
    }

    @Test
    void latenciesOutsideOfTheRangeAreItsEnds() {
        for (long latency : new long[] {-5, 0, 1, LONGEST_NANOS + 1, Long.MAX_VALUE / 2}) {
            call(latency, SUCCESS);
        }
        tickAfter(SLICE_NANOS);
        LatencySnapshot snapshot = recorder.last(LONGEST_NANOS);

        assertThat(snapshot.count()).isEqualTo(5);
        assertThat(snapshot.max()).isBetween(LONGEST_NANOS, LONGEST_NANOS + LONGEST_NANOS / 100);
    }

    @Test
    void sixtySecondsAreKept() {
        for (int i = 0; i < 20; i++) {
            call(10 * MS, SUCCESS);
            tickAfter(SLICE_NANOS);
        }
        assertThat(recorder.last(LONGEST_NANOS).count()).isEqualTo(12);
        assertThat(recorder.last(Long.MAX_VALUE).count()).isEqualTo(12);
    }

    @Test
    void marksAddUp() {
        long mark = recorder.mark();
        LatencySnapshot sum = LatencySnapshot.EMPTY;
        for (int i = 0; i < 400; i++) {
            call(10 * MS, SUCCESS);
            tickAfter(SECOND);
            if (i % 30 == 29) {
                sum = sum.plus(recorder.since(mark));
                mark = recorder.mark();
            }
        }
        assertThat(sum.plus(recorder.since(mark)).count()).isEqualTo(400);
        assertThat(recorder.since(recorder.mark()).completed()).isZero();
    }
}
