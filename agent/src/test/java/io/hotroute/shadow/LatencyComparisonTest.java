package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.LatencyTally;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyComparisonTest {

    /** Log-normal, as latencies often are. */
    private static LatencySnapshot latencies(int calls, double medianMillis, double spread, Random random) {
        LatencyTally tally = new LatencyTally();
        for (int i = 0; i < calls; i++) {
            double millis = medianMillis * Math.exp(spread * random.nextGaussian());
            tally.add((long) (millis * TimeUnit.MILLISECONDS.toNanos(1)), CallOutcome.SUCCESS);
        }
        return tally.snapshot();
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20, 0.2, SAME",
        "20.5, 20, 0.2, SAME",
        "30, 20, 0.2, SLOWER",
        "20, 30, 0.2, FASTER",
        "22.5, 20, 0.02, SLOWER",
        "20, 22.5, 0.02, FASTER",
        "0.5, 0.2, 0.2, SAME"
    })
    void manyCallsTell(double candidate, double baseline, double spread, LatencyComparison.Result result) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LatencyComparison comparison = new LatencyComparison(
                    latencies(10_000, candidate, spread, random), latencies(5_000, baseline, spread, random));
            assertThat(comparison.result()).as("seed %d: %s", seed, comparison).isEqualTo(result);
            assertThat(comparison.lines()).hasSize(2);
            assertThat(comparison.lines().get(1)).startsWith("p95 ");
        }
    }

    @Test
    void fewCallsTellLess() {
        Random random = new Random(1);
        LatencyComparison none = new LatencyComparison(LatencySnapshot.EMPTY, LatencySnapshot.EMPTY);
        assertThat(none.result()).isEqualTo(LatencyComparison.Result.INCONCLUSIVE);
        assertThat(none.lines()).containsExactly("too few to tell: 0, noise 0; p50 takes 8 of each");
        assertThat(none.asMap().get("p50")).isEqualTo(Map.of("verdict", "INCONCLUSIVE"));

        LatencyComparison few = new LatencyComparison(latencies(50, 20, 0.1, random), latencies(50, 20, 0.1, random));
        assertThat(few.lines()).hasSize(1).first().asString().startsWith("p50 ");
        assertThat(few.result()).isEqualTo(LatencyComparison.Result.INCONCLUSIVE);
    }

    /** One quantile that is slower is enough; to be faster takes both. */
    @ParameterizedTest
    @CsvSource({"40, SLOWER", "10, INCONCLUSIVE"})
    void whereOneQuantileIsKnown(double candidate, LatencyComparison.Result result) {
        Random random = new Random(1);
        LatencyComparison comparison =
                new LatencyComparison(latencies(50, candidate, 0.1, random), latencies(50, 20, 0.1, random));

        assertThat(comparison.lines()).hasSize(1);
        assertThat(comparison.result()).isEqualTo(result);
    }

    @Test
    void eachSideIsSaidByItsName() {
        Random random = new Random(1);
        LatencyComparison comparison =
                new LatencyComparison(latencies(2_000, 30, 0.1, random), latencies(1_000, 10, 0.1, random));

        assertThat(comparison.lines().get(0))
                .matches("p50 SLOWER: (29|30)\\.\\d+ ms \\[.*], noise (9|10)\\.\\d+ ms \\[.*]");
        assertThat(comparison.asMap()).containsEntry("samples", 2_000L).containsEntry("noiseSamples", 1_000L);
        Map<?, ?> quantile = (Map<?, ?>) comparison.asMap().get("p50");
        assertThat((Long) quantile.get("candidateNanos")).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(25));
        assertThat((Long) quantile.get("baselineNanos")).isLessThan(TimeUnit.MILLISECONDS.toNanos(15));
    }

    /** Fewer than 100 calls of one version leave its p95 open at the upper end. */
    @ParameterizedTest
    @CsvSource({"2000, 10, 50, 40, FASTER, INCONCLUSIVE", "50, 40, 2000, 10, SLOWER, SLOWER"})
    void oneSideIsNotEnough(
            int calls,
            double candidate,
            int noiseCalls,
            double baseline,
            LatencyComparison.Result half,
            LatencyComparison.Result all) {
        Random random = new Random(1);
        LatencyComparison comparison = new LatencyComparison(
                latencies(calls, candidate, 0.1, random), latencies(noiseCalls, baseline, 0.1, random));

        assertThat(comparison.lines()).singleElement().asString().startsWith("p50 " + half + ": ");
        assertThat((Map<?, ?>) comparison.asMap().get("p95"))
                .extracting("verdict")
                .isEqualTo("INCONCLUSIVE");
        assertThat(comparison.result()).isEqualTo(all);
    }

    @Test
    void versionsThatAreTheSameAreNeitherSlowerNorFaster() {
        int wrong = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            LatencyComparison comparison =
                    new LatencyComparison(latencies(300, 20, 1, random), latencies(200, 20, 1, random));
            assertThat(comparison.result())
                    .as("seed %d: too few for that", seed)
                    .isNotEqualTo(LatencyComparison.Result.SAME);
            wrong += comparison.result() == LatencyComparison.Result.SLOWER
                            || comparison.result() == LatencyComparison.Result.FASTER
                    ? 1
                    : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(1);
    }
}
