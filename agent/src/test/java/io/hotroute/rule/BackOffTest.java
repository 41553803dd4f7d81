package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BackOffTest {

    @Test
    void itDoublesUpToTheMost() {
        BackOff backOff = new BackOff(5, 300);
        assertThat(backOff.nanos(0)).isEqualTo(5);
        assertThat(backOff.nanos(1)).isEqualTo(10);
        assertThat(backOff.nanos(5)).isEqualTo(160);
        assertThat(backOff.nanos(6)).isEqualTo(300);
        assertThat(backOff.nanos(61)).isEqualTo(300);
        assertThat(backOff.nanos(62)).isEqualTo(300);
    }

    @Test
    void exactlyTheMostIsReached() {
        assertThat(new BackOff(75, 300).nanos(2)).isEqualTo(300);
        assertThat(new BackOff(7, 7).nanos(0)).isEqualTo(7);
        assertThat(new BackOff(7, 7).nanos(1)).isEqualTo(7);
    }
}
