package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouteBackTest {

    private static final int NONE = Integer.MAX_VALUE;

    /** Just before the clock turns over. */
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);

    private final RouteBack routeBack = new RouteBack(2, 3, now);

    private void well(long seconds, long peak) {
        for (int i = 0; i < 4 * seconds; i++) {
            tick(peak, true, false);
        }
    }

    private void tick(long peak, boolean isWell, boolean isOrdered) {
        now += TimeUnit.MILLISECONDS.toNanos(250);
        routeBack.tick(now, peak, isWell, isOrdered);
    }

    @Test
    void whileAllIsWellThereIsNoBound() {
        for (int i = 0; i < 1_000; i++) {
            routeBack.begin();
        }
        well(60, 1);
        assertThat(routeBack.most()).isEqualTo(NONE);
        assertThat(routeBack.isFull()).isFalse();
    }

    @Test
    void afterATripItIsAMultipleOfWhatWasUsualAndTheFloor() {
        well(60, 4);
        tick(100, false, false);
        assertThat(routeBack.most()).isEqualTo(2 * 4 + 3);
        for (int i = 0; i < 11; i++) {
            assertThat(routeBack.isFull()).isFalse();
            routeBack.begin();
        }
        assertThat(routeBack.isFull()).isTrue();
        routeBack.end();
        assertThat(routeBack.isFull()).isFalse();
    }

    @Test
    void theRushBeforeTheTripIsNotUsual() {
        well(60, 4);
        well(9, 100);
        tick(100, false, false);
        assertThat(routeBack.most()).isEqualTo(11);
    }

    @Test
    void aPeakOfTheLastMinutesIsUsualAndAnOlderOneIsNot() {
        well(30, 50);
        well(250, 4);
        tick(0, false, false);
        assertThat(routeBack.most()).isEqualTo(103);
        tick(0, true, false);
        well(120, 4);
        tick(0, false, false);
        assertThat(routeBack.most()).isEqualTo(11);
    }

    @Test
    void ofAGuardThatIsNewAllIsUsual() {
        well(5, 4);
        tick(0, false, false);
        assertThat(routeBack.most()).isEqualTo(11);
    }

    @Test
    void itEndsAfterFiveMinutesAndComesBackWithTheNextTripOnly() {
        well(60, 4);
        tick(0, false, false);
        long tripped = now;
        while (now - tripped < RouteBack.IN_FORCE - TimeUnit.SECONDS.toNanos(1)) {
            tick(100, false, false);
            assertThat(routeBack.most()).isEqualTo(11);
        }
        for (int i = 0; i < 8; i++) {
            tick(100, false, false);
        }
        assertThat(routeBack.most()).isEqualTo(NONE);
        tick(0, true, false);
        tick(0, false, false);
        assertThat(routeBack.most()).isEqualTo(11);
    }

    @Test
    void withAllBackThereIsNoBoundAtOnce() {
        well(60, 4);
        tick(0, false, false);
        tick(0, true, false);
        assertThat(routeBack.most()).isEqualTo(NONE);
    }

    @Test
    void whatAnOperatorOrdersIsDone() {
        well(60, 4);
        tick(0, false, true);
        assertThat(routeBack.most()).isEqualTo(NONE);
        tick(0, true, false);
        tick(0, false, false);
        assertThat(routeBack.most()).isEqualTo(11);
        tick(0, false, true);
        assertThat(routeBack.most()).isEqualTo(NONE);
    }
}
