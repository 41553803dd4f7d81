package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceTest {

    @Test
    void whatWasPutInComesOut() {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Slice.Builder slice = new Slice.Builder();
            LatencySnapshot.Builder expected = new LatencySnapshot.Builder();
            for (int bucket = 0; bucket < Buckets.COUNT; bucket += 1 + random.nextInt(1 + round * round)) {
                long calls = (long) Math.exp(random.nextDouble() * Math.log(1L << 40)) - 1;
                slice.answered(bucket, calls);
                if (calls > 0) {
                    expected.addAnswered(Buckets.nanos(bucket), calls);
                }
            }
            for (CallOutcome outcome : CallOutcome.values()) {
                slice.ended(outcome, 1 + outcome.ordinal());
            }
            LatencySnapshot.Builder sum = new LatencySnapshot.Builder();
            slice.build().addTo(sum);
            LatencySnapshot actual = sum.build();

            assertThat(actual.answered())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected.build().answered());
            assertThat(actual.completed()).isEqualTo(6);
            assertThat(actual.count(CallOutcome.ERROR)).isEqualTo(3);
        }
    }
}
