package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {

    private static final long TWO_SECONDS = TimeUnit.SECONDS.toNanos(2);

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void itIsStaleAfterMoreThanTwoSeconds(long start) {
        Heartbeat heartbeat = new Heartbeat(start - 7 * TWO_SECONDS);
        assertThat(heartbeat.isStale(start)).isTrue();
        heartbeat.beat(start);
        assertThat(heartbeat.isStale(start + TWO_SECONDS)).isFalse();
        assertThat(heartbeat.isStale(start + TWO_SECONDS + 1)).isTrue();
    }
}
