package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DetectorTest {

    private static final double SCORE = Detector.SCORE_TO_TRIP;

    private final Detector detector = new Detector(false, SlowThreshold.USUAL_RATE, Tally.NONE, Tally.NONE);
    private Tally candidate = Tally.NONE;
    private Tally baseline = Tally.NONE;
    private long hanging;

    /** @return after how many ticks it tripped, or -1 */
    private int feed(int ticks, Tally candidatePerTick, Tally baselinePerTick, boolean hang) {
        for (int tick = 1; tick <= ticks; tick++) {
            candidate = candidate.plus(candidatePerTick);
            baseline = baseline.plus(baselinePerTick);
            hanging += hang ? candidatePerTick.exceeded() : 0;
            if (detector.tick(candidate, baseline, hanging, SCORE)) {
                return tick;
            }
        }
        return -1;
    }

    private static Tally calls(int judged, int exceeded) {
        return new Tally(judged, exceeded);
    }

    private void calm() {
        assertThat(feed(100, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void aHangIsFoundInTheFourthTick() {
        calm();
        assertThat(feed(20, calls(6, 6), calls(20, 1), true)).isEqualTo(4);
    }

    @Test
    void aFailureThatLastsIsFound() {
        calm();
        assertThat(feed(20, calls(6, 6), calls(20, 1), false)).isEqualTo(8);
    }

    /** Eight callers wait for 2 s, call in a burst, and wait again. */
    @Test
    void slowCallsInBurstsAreFound() {
        calm();
        int bursts = 0;
        boolean found = false;
        while (!found && bursts < 10) {
            bursts++;
            found = feed(1, calls(8, 0), calls(16, 1), false) == 1
                    || feed(1, calls(8, 8), Tally.NONE, false) == 1
                    || feed(6, Tally.NONE, Tally.NONE, false) > 0;
        }
        assertThat(bursts).isBetween(2, 3);
    }

    @Test
    void oneBurstDoesNotTripWhateverComesOfItLater() {
        calm();
        assertThat(feed(1, calls(8, 0), calls(16, 1), false)).isEqualTo(-1);
        assertThat(feed(1, calls(24, 24), Tally.NONE, false)).isEqualTo(-1);
        assertThat(feed(40, Tally.NONE, Tally.NONE, false)).isEqualTo(-1);
        assertThat(feed(200, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    /** What the simulation showed, the calls in flight left out: eight callers hang for 3 s, and 41 calls were good before. */
    @Test
    void goodCallsOfTheTickInWhichItBeganDoNotHideWhatCameAfter() {
        calm();
        detector.usualOfCandidate(0.02);
        assertThat(feed(1, calls(46, 5), calls(54, 7), false)).isEqualTo(-1);
        assertThat(feed(1, calls(4, 4), Tally.NONE, false)).isEqualTo(-1);
        assertThat(feed(10, Tally.NONE, Tally.NONE, false)).isEqualTo(-1);
        assertThat(feed(1, Tally.NONE, calls(5, 0), false)).isEqualTo(-1);
        assertThat(feed(1, calls(8, 8), calls(3, 1), false)).isEqualTo(1);
    }

    /** Two pulses of five ticks have as many slow calls as any, and the standstill is in one of them as a whole. */
    @Test
    void aStandstillIsNotFoundByTheTicksThatAreNoPartOfAnotherPulse() {
        calm();
        detector.usualOfCandidate(0.02);
        int[][] ticks = {
            {3, 3, 19, 0}, {8, 8, 17, 1}, {6, 3, 16, 1}, {9, 1, 20, 3}, {3, 0, 25, 2}, {10, 3, 22, 4}, {5, 1, 20, 2}
        };
        for (int[] tick : ticks) {
            assertThat(feed(1, calls(tick[0], tick[1]), calls(tick[2], tick[3]), false))
                    .isEqualTo(-1);
        }
        assertThat(feed(200, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void aPulseOfLessThanASecondDoesNotTrip() {
        calm();
        assertThat(feed(4, calls(6, 6), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(200, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void aPulseAmongSomeSlowCallsDoesNotTrip() {
        calm();
        assertThat(feed(3, calls(6, 1), calls(20, 3), false)).isEqualTo(-1);
        assertThat(feed(5, calls(6, 6), calls(20, 3), false)).isEqualTo(-1);
        assertThat(feed(4, calls(6, 2), calls(20, 4), false)).isEqualTo(-1);
    }

    @Test
    void aCandidateThatShowsItsUsualRateDoesNotTripWhateverThatIs() {
        for (double usual : new double[] {0.02, 0.05, 0.09}) {
            Detector of = new Detector(false, SlowThreshold.USUAL_RATE, Tally.NONE, Tally.NONE);
            of.usualOfCandidate(usual);
            SplittableRandom random = new SplittableRandom(20_261_126);
            Tally own = Tally.NONE;
            Tally other = Tally.NONE;
            for (int tick = 0; tick < 40_000; tick++) {
                own = own.plus(calls(1, random.nextDouble() < usual ? 1 : 0));
                other = other.plus(calls(4, random.nextDouble() < 4 * SlowThreshold.USUAL_RATE ? 1 : 0));
                assertThat(of.tick(own, other, 0, SCORE))
                        .as("%s at %s", usual, tick)
                        .isFalse();
            }
        }
    }

    @Test
    void aRateThatIsUsualForOneCandidateIsTooHighForAnother() {
        detector.usualOfCandidate(0.02);
        assertThat(feed(100, calls(20, 0), calls(60, 6), false)).isEqualTo(-1);
        assertThat(feed(100, calls(20, 3), calls(60, 6), false)).isBetween(7, 60);
    }

    @Test
    void aBaselineThatIsWorseConvictsNobody() {
        assertThat(feed(40, calls(20, 1), calls(6, 0), false)).isEqualTo(-1);
        assertThat(feed(200, calls(20, 14), calls(6, 6), false)).isEqualTo(-1);
    }

    @Test
    void aSlowCallInFlightDoesNotMakeAPulseAHang() {
        calm();
        hanging = 1;
        assertThat(feed(4, calls(6, 6), calls(20, 1), false)).isEqualTo(-1);
    }

    /** They ended: what hangs began to after them, and stands still for less than a second. */
    @Test
    void slowCallsBeforeAStandstillAreNoPartOfIt() {
        calm();
        assertThat(feed(1, calls(8, 3), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(3, calls(5, 5), calls(16, 1), true)).isEqualTo(-1);
        hanging = 0;
        assertThat(feed(200, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    /** In the tick in which the hang began most calls of the baseline were good, and by chance hardly any of the candidate's. */
    @Test
    void aHangOfBothIsNotJudgedByWhatTheBaselineAnsweredBeforeIt() {
        calm();
        assertThat(feed(1, calls(9, 8), calls(24, 2), true)).isEqualTo(-1);
        assertThat(feed(5, calls(9, 9), calls(16, 16), true)).isEqualTo(-1);
    }

    /** By chance no call of the candidate is among the first ones that are answered. */
    @Test
    void whereNearlyAllCallsOfBothFailedTheFirstThatDoNotConvictNobody() {
        calm();
        detector.usualOfCandidate(0.005);
        assertThat(feed(40, calls(12, 12), calls(19, 19), false)).isEqualTo(-1);
        assertThat(feed(3, calls(9, 9), calls(19, 16), false)).isEqualTo(-1);
    }

    @Test
    void oneMoreBadCallAfterAPulseDoesNotTrip() {
        calm();
        assertThat(feed(4, calls(6, 6), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(2, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(1, calls(6, 1), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(200, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void aCandidateThatExceedsAsOftenAsTheBaselineDoesNotTrip() {
        assertThat(feed(10_000, calls(20, 1), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void aQuarterOfSlowCallsTrips() {
        calm();
        assertThat(feed(40, calls(8, 2), calls(20, 1), false)).isBetween(7, 20);
    }

    @Test
    void whatHitsBothDoesNotTrip() {
        calm();
        assertThat(feed(400, calls(20, 12), calls(20, 12), false)).isEqualTo(-1);
        assertThat(feed(400, calls(20, 20), calls(20, 20), true)).isEqualTo(-1);
    }

    @Test
    void whatHitsBothDoesNotTripWhenTheBaselineHasFewCalls() {
        assertThat(feed(100, calls(60, 1), calls(2, 0), false)).isEqualTo(-1);
        assertThat(feed(100, calls(60, 40), calls(2, 2), false)).isEqualTo(-1);
    }

    @Test
    void oneGoodCallOfTheBaselineIsEvidenceEnoughAgainstManyThatHang() {
        assertThat(feed(100, calls(60, 1), calls(2, 0), false)).isEqualTo(-1);
        assertThat(feed(20, calls(60, 60), calls(1, 0), true)).isBetween(3, 4);
    }

    @Test
    void withoutABaselineOnlyNearTotalFailureTrips() {
        assertThat(feed(2_000, calls(10, 5), Tally.NONE, false)).isEqualTo(-1);
        assertThat(feed(40, calls(10, 10), Tally.NONE, false)).isBetween(7, 12);
    }

    @Test
    void whereABaselineIsNeededNothingTripsWithoutOne() {
        Detector exceptions = new Detector(true, SlowThreshold.USUAL_RATE, Tally.NONE, Tally.NONE);
        Tally sum = Tally.NONE;
        for (int tick = 0; tick < 400; tick++) {
            sum = sum.plus(calls(10, 10));
            assertThat(exceptions.tick(sum, Tally.NONE, 0, SCORE)).isFalse();
        }
    }

    @Test
    void whatIsSkippedCountsForNothing() {
        calm();
        for (int i = 0; i < 20; i++) {
            candidate = candidate.plus(calls(50, 50));
            detector.skip(candidate, baseline);
        }
        assertThat(feed(100, calls(6, 0), calls(20, 1), false)).isEqualTo(-1);
    }

    @Test
    void evidenceOfAnIdleDayFades() {
        calm();
        for (int i = 0; i < 30; i++) {
            assertThat(feed(1, calls(1, 1), calls(1, 0), false)).isEqualTo(-1);
            assertThat(feed(4 * 60 * 20, Tally.NONE, Tally.NONE, false)).isEqualTo(-1);
        }
    }

    @Test
    void afterAResetItStartsAnew() {
        calm();
        assertThat(feed(6, calls(6, 6), calls(20, 1), false)).isEqualTo(-1);
        detector.reset(candidate, baseline);
        assertThat(feed(7, calls(6, 6), calls(20, 1), false)).isEqualTo(-1);
        assertThat(feed(1, calls(6, 6), calls(20, 1), false)).isEqualTo(1);
    }
}
