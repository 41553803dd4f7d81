package io.hotroute.rollout;

import static io.hotroute.rollout.Verdict.Result.FAIL;
import static io.hotroute.rollout.Verdict.Result.INCONCLUSIVE;
import static io.hotroute.rollout.Verdict.Result.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rollout.Verdict.Result;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calls of a step say: the properties hold for many seeds, which the failures name. */
class CriteriaTest {

    private static final Criteria DEFAULT = Criteria.of(null);
    private static final int SEEDS = 150;

    private static Criteria with(long above, double errorRate) {
        return new Criteria(1.25, 5 * Calls.MS, 95, above, errorRate);
    }

    private static Verdict judge(Calls candidate, int n, Calls baseline, int m, long seed) {
        Random random = new Random(seed);
        return DEFAULT.judge(candidate.snapshot(n, random), baseline.snapshot(m, random));
    }

    private static int count(Result result, Calls candidate, int n, Calls baseline, int m) {
        int count = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            count += judge(candidate, n, baseline, m, seed).result() == result ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0, 0", "1.2, 0, 0", "0.6, 0.02, 0", "0.6, 0, 0.3", "1.2, 0.1, 0.1"})
    void anEqualCandidateNeverFailsHoweverOftenItIsJudged(double sigma, double errors, double exceptions) {
        Calls calls = new Calls().sigma(sigma).errors(errors).exceptions(exceptions);
        for (long seed = 1; seed <= SEEDS / 2; seed++) {
            Random random = new Random(seed);
            LatencySnapshot candidate = LatencySnapshot.EMPTY;
            LatencySnapshot baseline = LatencySnapshot.EMPTY;
            for (int look = 0; look < 12; look++) {
                candidate = candidate.plus(calls.snapshot(100, random));
                baseline = baseline.plus(calls.snapshot(300, random));
                Verdict verdict = DEFAULT.judge(candidate, baseline);
                assertThat(verdict.result())
                        .as("seed %d, look %d: %s", seed, look, verdict)
                        .isNotEqualTo(FAIL);
            }
        }
    }

    @Test
    void anEqualCandidatePassesWithTheDefaultNumberOfCalls() {
        assertThat(count(PASS, new Calls(), 1_000, new Calls(), 5_000)).isGreaterThanOrEqualTo(SEEDS * 99 / 100);
    }

    @Test
    void aCandidateTwiceAsSlowAlwaysFails() {
        assertThat(count(FAIL, new Calls().times(2), 1_000, new Calls(), 5_000)).isEqualTo(SEEDS);
    }

    @Test
    void aCandidateAThirdSlowerThanAllowedFailsWithMoreCallsAndNeverPasses() {
        Calls slower = new Calls().times(1.25 * 4 / 3).plus(5);

        assertThat(count(PASS, slower, 300, new Calls(), 1_000)).isZero();
        assertThat(count(FAIL, slower, 3_000, new Calls(), 10_000)).isEqualTo(SEEDS);
    }

    @Test
    void aCandidateExactlyAsSlowAsAllowedIsInconclusive() {
        Calls borderline = new Calls().times(1.25).plus(5);

        assertThat(count(INCONCLUSIVE, borderline, 1_000, new Calls(), 5_000)).isGreaterThanOrEqualTo(SEEDS * 98 / 100);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0, 0, 0", "0.2, 0, 0.05, 0", "0, 0.05, 0, 0", "0, 0.5, 0, 0.2"})
    void aCandidateWithMoreErrorsOrBusinessExceptionsFails(
            double errors, double exceptions, double baselineErrors, double baselineExceptions) {
        Calls candidate = new Calls().errors(errors).exceptions(exceptions);
        Calls baseline = new Calls().errors(baselineErrors).exceptions(baselineExceptions);

        assertThat(count(FAIL, candidate, 2_000, baseline, 5_000)).isEqualTo(SEEDS);
    }

    @ParameterizedTest
    @CsvSource({"0.0125, 0, 0.002, 0", "0, 0.385, 0, 0.3"})
    void aRateExactlyAsHighAsAllowedSeldomPassesAndSeldomFails(
            double errors, double exceptions, double baselineErrors, double baselineExceptions) {
        Calls candidate = new Calls().errors(errors).exceptions(exceptions);
        Calls baseline = new Calls().errors(baselineErrors).exceptions(baselineExceptions);

        assertThat(count(INCONCLUSIVE, candidate, 1_000, baseline, 5_000)).isGreaterThanOrEqualTo(SEEDS * 97 / 100);
    }

    @Test
    void aCandidateThatOnlyFailsIsSeenByItsFirstHundredCalls() {
        LatencySnapshot baseline = Calls.exactly(5_000, 0);

        assertThat(DEFAULT.judge(Calls.exactly(103, 103), baseline).result()).isEqualTo(INCONCLUSIVE);
        assertThat(DEFAULT.judge(Calls.exactly(104, 104), baseline).result()).isEqualTo(FAIL);
    }

    /** From 0 of n calls, a rate of z * z / (n + z * z) is possible, and 0.01 is allowed. */
    @ParameterizedTest
    @CsvSource({"656, INCONCLUSIVE", "657, PASS"})
    void withoutErrorsSoManyCallsPass(int calls, Result result) {
        assertThat(DEFAULT.judge(Calls.exactly(calls, 0), Calls.exactly(5_000, 0))
                        .result())
                .isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 103})
    void withoutEnoughCallsOfTheBaselineNothingIsJudged(int calls) {
        Verdict verdict = DEFAULT.judge(Calls.exactly(100_000, 0), Calls.exactly(calls, 0));

        assertThat(verdict.result()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.evidence())
                .isEqualTo("100000 against " + calls + " calls; the baseline has too few calls to judge, " + calls
                        + " of 104");
    }

    @ParameterizedTest
    @CsvSource({
        "30, NaN, 0, PASS",
        "19, NaN, 0, FAIL",
        "30, NaN, 50, FAIL",
        "30, 0.1, 50, PASS",
        "30, 0.04, 50, INCONCLUSIVE"
    })
    void withoutABaselineAbsoluteThresholdsDecide(long aboveMillis, double errorRate, int errors, Result result) {
        Verdict verdict =
                with(aboveMillis * Calls.MS, errorRate).judge(Calls.exactly(1_000, errors), LatencySnapshot.EMPTY);

        assertThat(verdict.result()).as(verdict.evidence()).isEqualTo(result);
        assertThat(verdict.evidence()).contains("the baseline has too few calls to compare with");
    }

    @Test
    void aThresholdOfErrorsAloneSaysNothingAboutLatency() {
        assertThat(with(Long.MAX_VALUE, 0.5)
                        .judge(Calls.exactly(1_000, 0), LatencySnapshot.EMPTY)
                        .result())
                .isEqualTo(INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({"30, NaN, PASS", "19, NaN, FAIL", "30, 0.001, INCONCLUSIVE", "30, 0.01, PASS"})
    void absoluteThresholdsMustBeKeptBesideABaselineToo(long aboveMillis, double errorRate, Result result) {
        Verdict verdict =
                with(aboveMillis * Calls.MS, errorRate).judge(Calls.exactly(1_000, 0), Calls.exactly(5_000, 0));

        assertThat(verdict.result()).as(verdict.evidence()).isEqualTo(result);
    }

    @Test
    void theEvidenceHasAllFiguresInOneLine() {
        Verdict verdict = judge(new Calls().times(2).errors(0.001), 1_000, new Calls(), 5_000, 1);

        String interval = "\\d+\\.\\d\\d ms \\[\\d+\\.\\d\\d, \\d+\\.\\d\\d]";
        String rate = "\\d\\.\\d\\d% \\[0\\.\\d\\d, \\d\\.\\d\\d]";
        assertThat(verdict.evidence())
                .matches("1000 against 5000 calls; p50 " + interval + " against " + interval + " FAIL; p95 " + interval
                        + " against " + interval + " FAIL; p99 " + interval + " against " + interval
                        + " \\(not judged\\); errors " + rate + " against " + rate + " [A-Z]+; business exceptions "
                        + rate + " against " + rate + " PASS");
    }

    @Test
    void theRuleSetsRatioFloorAndThresholds() {
        assertThat(Criteria.of(Rules.parse("degrade: {ratio: 3, floor: 1ms}\n").degrade())
                        .toString())
                .isEqualTo("at most 3.0 x + 1ms");
        assertThat(DEFAULT).hasToString("at most 1.25 x + 5ms");
    }
}
