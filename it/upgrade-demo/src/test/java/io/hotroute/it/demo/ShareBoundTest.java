package io.hotroute.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareBoundTest {

    /** The expected values were calculated with exact fractions. */
    @ParameterizedTest
    @CsvSource({"1000, 10, 57, 149", "1000, 50, 423, 577", "300, 10, 8, 58", "20, 10, 0, 11", "1, 50, 0, 1"})
    void leavesOneInAMillionOutside(long calls, int percent, long least, long most) {
        assertThat(ShareBound.of(calls, percent)).isEqualTo(new ShareBound(least, most));
    }

    @Test
    void leavesNoChoiceAtTheEnds() {
        assertThat(ShareBound.of(1000, 0)).isEqualTo(new ShareBound(0, 0));
        assertThat(ShareBound.of(1000, 100)).isEqualTo(new ShareBound(1000, 1000));
    }

    @Test
    void holdsForMoreCallsThanADoubleHasExponents() {
        ShareBound bound = ShareBound.of(1_000_000, 50);

        assertThat(bound.least()).isBetween(497_000L, 498_000L);
        assertThat(bound.most()).isEqualTo(1_000_000 - bound.least());
    }

    @Test
    void containsItsEnds() {
        ShareBound bound = new ShareBound(3, 5);

        assertThat(bound.contains(2)).isFalse();
        assertThat(bound.contains(3)).isTrue();
        assertThat(bound.contains(5)).isTrue();
        assertThat(bound.contains(6)).isFalse();
    }
}
