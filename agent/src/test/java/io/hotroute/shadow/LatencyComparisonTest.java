package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.LatencyTally;
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
        "0.5, 0.2, 0.2, SAME"
    })
    void manyCallsTell(double candidate, double baseline, double spread, LatencyComparison.Result result) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            LatencyComparison comparison = new LatencyComparison(
                    latencies(10_000, candidate, spread, random), latencies(5_000, baseline, spread, random));
            assertThat(comparison.result()).as("seed %d: %s", seed, comparison).isEqualTo(result);
            assertThat(comparison.lines()).hasSize(2);
        }
    }

    @Test
    void fewCallsTellLess() {
        Random random = new Random(1);
        LatencyComparison none = new LatencyComparison(LatencySnapshot.EMPTY, LatencySnapshot.EMPTY);
        assertThat(none.result()).isEqualTo(LatencyComparison.Result.INCONCLUSIVE);
        assertThat(none.lines()).containsExactly("too few to tell: 0, noise 0; p50 takes 8 of each");
        assertThat(none.asMap().get("p50")).isEqualTo(java.util.Map.of("verdict", "INCONCLUSIVE"));

        LatencyComparison few = new LatencyComparison(latencies(50, 20, 0.1, random), latencies(50, 20, 0.1, random));
        assertThat(few.lines()).hasSize(1).first().asString().startsWith("p50 ");
        assertThat(few.result()).isEqualTo(LatencyComparison.Result.INCONCLUSIVE);
    }

    @Test
    void versionsThatAreTheSameAreNeitherSlowerNorFaster() {
        int wrong = 0;
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            LatencyComparison comparison =
                    new LatencyComparison(latencies(300, 20, 1, random), latencies(200, 20, 1, random));
            wrong += comparison.result() == LatencyComparison.Result.SLOWER
                            || comparison.result() == LatencyComparison.Result.FASTER
                    ? 1
                    : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(1);
    }
}
