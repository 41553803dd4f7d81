package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateIntervalTest {

    /** Wilson's bounds are the rates from which the observed one is exactly z standard errors away. */
    @ParameterizedTest
    @CsvSource({"0, 104", "1, 104", "104, 104", "50, 1000", "999, 1000", "3, 100000000"})
    void theBoundsAreZStandardErrorsAway(long k, long n) {
        RateInterval interval = new RateInterval(k, n);

        for (double bound : new double[] {interval.lower(), interval.upper()}) {
            double standardErrors = Math.abs(interval.rate() - bound) / Math.sqrt(bound * (1 - bound) / n);
            boolean isAtEnd = bound == interval.rate() || bound == 0 || bound == 1;
            assertThat(isAtEnd ? 2.575829 : standardErrors).isCloseTo(2.575829, within(1e-4));
        }
        assertThat(interval.rate()).isBetween(interval.lower(), interval.upper());
        assertThat(interval.upper()).isGreaterThan(interval.lower());
    }

    @Test
    void theDifferenceIsBetweenItsBoundsInNearlyAllCases() {
        int below = 0;
        int above = 0;
        int cases = 20_000;
        long seed = 1;
        Random random = new Random(seed);
        for (int i = 0; i < cases; i++) {
            RateInterval ours = new RateInterval(hits(0.06, 500, random), 500);
            RateInterval theirs = new RateInterval(hits(0.04, 1_000, random), 1_000);
            double difference = 0.06 - 1.25 * 0.04;
            below += difference < ours.leastAbove(theirs, 1.25) ? 1 : 0;
            above += difference > ours.mostAbove(theirs, 1.25) ? 1 : 0;
        }

        assertThat(below).as("seed %d", seed).isBetween(1, cases / 100);
        assertThat(above).as("seed %d", seed).isBetween(1, cases / 100);
    }

    /** Binomial, by its normal approximation: good enough at these numbers. */
    private static long hits(double rate, int n, Random random) {
        return Math.max(0, Math.round(n * rate + random.nextGaussian() * Math.sqrt(n * rate * (1 - rate))));
    }
}
