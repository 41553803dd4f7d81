package io.hotroute.latency;

import static io.hotroute.latency.LatencyRecorder.LONGEST_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private final Histogram histogram = new Histogram(Buckets.UNIT_NANOS, LONGEST_NANOS, Buckets.SIGNIFICANT_DIGITS);

    @Test
    void aBucketIsOneOfHdrHistogram() {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long nanos = (long) Math.exp(random.nextDouble() * Math.log(LONGEST_NANOS));
            assertThat(Buckets.nanos(Buckets.index(nanos)))
                    .as("seed %d: %d ns", seed, nanos)
                    .isEqualTo(histogram.lowestEquivalentValue(nanos));
        }
    }

    @Test
    void bucketsAreNumberedWithoutAGap() {
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            assertThat(Buckets.index(Buckets.nanos(bucket))).isEqualTo(bucket);
            long last = histogram.highestEquivalentValue(Buckets.nanos(bucket));
            assertThat(Buckets.index(last)).isEqualTo(bucket);
            assertThat(Buckets.index(last + 1)).isEqualTo(Math.min(bucket + 1, Buckets.COUNT - 1));
        }
    }

    @Test
    void whatIsOutOfRangeIsInTheFirstOrTheLastBucket() {
        assertThat(Buckets.index(-1)).isZero();
        assertThat(Buckets.index(Long.MIN_VALUE)).isZero();
        assertThat(Buckets.index(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
    }
}
