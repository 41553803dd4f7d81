package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyTallyTest {

    @Test
    void answersHaveLatenciesAndErrorsAreCounted() {
        LatencyTally tally = new LatencyTally();
        assertThat(tally.snapshot().completed()).isZero();
        for (int i = 1; i <= 200; i++) {
            tally.add(i * 1_000_000L, i % 2 == 0 ? CallOutcome.SUCCESS : CallOutcome.BUSINESS_EXCEPTION);
        }
        tally.add(500_000_000_000L, CallOutcome.ERROR);
        LatencySnapshot before = tally.snapshot();
        tally.add(Long.MAX_VALUE, CallOutcome.SUCCESS);
        tally.add(-1, CallOutcome.SUCCESS);

        assertThat(before.count()).isEqualTo(200);
        assertThat(before.count(CallOutcome.ERROR)).isEqualTo(1);
        assertThat(before.count(CallOutcome.BUSINESS_EXCEPTION)).isEqualTo(100);
        assertThat(before.valueAt(50)).isBetween(99_000_000L, 101_000_000L);
        assertThat(tally.snapshot().count()).isEqualTo(202);
        assertThat(tally.snapshot().max())
                .isBetween(LatencyRecorder.LONGEST_NANOS * 99 / 100, LatencyRecorder.LONGEST_NANOS * 101 / 100);
    }
}
