package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySnapshotTest {

    private static final long MS = 1_000_000;

    private static LatencySnapshot of(long... nanos) {
        LatencySnapshot.Builder builder = new LatencySnapshot.Builder();
        for (long latency : nanos) {
            builder.addAnswered(latency, 1);
        }
        builder.addOutcomes(new long[] {nanos.length, 0, 0});
        return builder.build();
    }

    /** Log-normal with a median of 20 ms, as services are. */
    private static long[] latencies(Random random, int n) {
        long[] latencies = new long[n];
        for (int i = 0; i < n; i++) {
            latencies[i] = (long) (20 * MS * Math.exp(0.6 * random.nextGaussian()));
        }
        return latencies;
    }

    @Test
    void theShareAboveALatencyIsThatOfTheCallsThatTookLonger() {
        LatencySnapshot snapshot = of(10 * MS, 20 * MS, 30 * MS, 40 * MS);
        assertThat(snapshot.shareAbove(5 * MS)).isEqualTo(1);
        assertThat(snapshot.shareAbove(20 * MS)).isEqualTo(0.5);
        assertThat(snapshot.shareAbove(35 * MS)).isEqualTo(0.25);
        assertThat(snapshot.shareAbove(Long.MAX_VALUE)).isZero();
        assertThat(LatencySnapshot.EMPTY.shareAbove(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantilesAreThoseOfTheSortedLatenciesToOnePercent(long seed) {
        long[] latencies = latencies(new Random(seed), 20_000);
        LatencySnapshot snapshot = of(latencies);
        Arrays.sort(latencies);

        for (double percentile : new double[] {1, 25, 50, 90, 95, 99, 99.9}) {
            long exact = latencies[(int) Math.ceil(latencies.length * percentile / 100) - 1];
            assertThat((double) snapshot.valueAt(percentile))
                    .as("seed %d, p%s", seed, percentile)
                    .isCloseTo(exact, within(0.01 * exact));
        }
    }

    @Test
    void noQuantileIsSaidFromTooFewCalls() {
        assertThat(LatencySnapshot.samplesFor(95, 0.005)).isEqualTo(104);
        assertThat(LatencySnapshot.samplesFor(99, 0.005)).isEqualTo(528);
        LatencySnapshot few = of(latencies(new Random(1), 103));
        LatencySnapshot enough = few.plus(of(20 * MS));

        assertThat(few.valueAt(95)).isEqualTo(-1);
        assertThat(few.interval(95, 0.005)[1]).isEqualTo(Long.MAX_VALUE);
        assertThat(few.valueAt(50)).isPositive();
        assertThat(enough.valueAt(95)).isPositive();
        assertThat(enough.interval(95, 0.005)[1]).isLessThan(Long.MAX_VALUE);
        assertThat(enough)
                .hasToString(enough.toString())
                .asString()
                .startsWith("104 calls, 0 errors")
                .endsWith("p99 -");
    }

    @Test
    void theIntervalOfNoCallIsEverything() {
        assertThat(LatencySnapshot.EMPTY.interval(50, 0.005)).containsExactly(0, Long.MAX_VALUE);
        assertThat(LatencySnapshot.EMPTY.valueAt(50)).isEqualTo(-1);
        assertThat(LatencySnapshot.EMPTY.max()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 95})
    void theIntervalMissesTheQuantileNoMoreOftenThanAlphaOnEitherSide(double percentile) {
        long seed = 20261124;
        Random random = new Random(seed);
        double z = percentile == 50 ? 0 : 1.6448536269514722;
        double truth = 20 * MS * Math.exp(0.6 * z);
        int trials = 4_000;
        int below = 0;
        int above = 0;
        for (int i = 0; i < trials; i++) {
            long[] interval = of(latencies(random, 300)).interval(percentile, 0.05);
            below += interval[1] < truth ? 1 : 0;
            above += interval[0] > truth ? 1 : 0;
        }
        // Four standard deviations above alpha.
        double most = trials * 0.05 + 4 * Math.sqrt(trials * 0.05 * 0.95);
        assertThat((double) below).as("seed %d", seed).isBetween(1.0, most);
        assertThat((double) above).as("seed %d", seed).isBetween(1.0, most);
    }

    @Test
    void ranksOfTheIntervalAreTheTabulatedOnes() {
        // 95 % interval of the median: Conover, Practical Nonparametric Statistics; Hahn and Meeker, Statistical
        // Intervals.
        assertThat(OrderStatistics.interval(6, 0.5, 0.025)).containsExactly(1, 6);
        assertThat(OrderStatistics.interval(10, 0.5, 0.025)).containsExactly(2, 9);
        assertThat(OrderStatistics.interval(20, 0.5, 0.025)).containsExactly(6, 15);
        assertThat(OrderStatistics.interval(100, 0.5, 0.025)).containsExactly(40, 61);
        assertThat(OrderStatistics.interval(5, 0.5, 0.025)).containsExactly(0, 6);
    }

    @Test
    void ranksOfManyCallsAreThoseOfTheNormalApproximation() {
        long n = 10_000_000;
        double spread = 2.5758293035489004 * Math.sqrt(n * 0.95 * 0.05);
        long[] ranks = OrderStatistics.interval(n, 0.95, 0.005);

        assertThat((double) ranks[0]).isCloseTo(0.95 * n - spread, within(3.0));
        assertThat((double) ranks[1]).isCloseTo(0.95 * n + spread, within(3.0));
    }

    @Test
    void whatIsNoPercentileIsRefused() {
        for (double wrong : new double[] {0, 100, -1, Double.NaN}) {
            assertThatThrownBy(() -> LatencySnapshot.EMPTY.valueAt(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("percentile " + wrong + ": must be above 0 and below 100.0");
        }
        assertThatThrownBy(() -> LatencySnapshot.EMPTY.interval(50, 0.5)).hasMessageStartingWith("alpha 0.5:");
    }
}
