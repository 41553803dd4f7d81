package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PressureTest {

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - 4_000 * MILLISECOND;
    private double heap = 0.5;
    private double busy = 0.1;
    /** Of a JVM that has run for long. */
    private long cpu = TimeUnit.HOURS.toNanos(1);

    private boolean knowsCpu = true;

    private final Pressure pressure = new Pressure(
            new Pressure.Readings() {
                @Override
                public double heapAfterCollection() {
                    return heap;
                }

                @Override
                public long cpuNanos() {
                    return knowsCpu ? cpu : -1;
                }

                @Override
                public int processors() {
                    return 4;
                }
            },
            now);

    private String tick(long millis) {
        now += millis * MILLISECOND;
        cpu += (long) (busy * 4 * millis * MILLISECOND);
        return pressure.check(now);
    }

    private String run(int ticks) {
        String last = null;
        for (int i = 0; i < ticks; i++) {
            last = tick(250);
        }
        return last;
    }

    @Test
    void aQuietJvmHasNone() {
        for (int i = 0; i < 100; i++) {
            assertThat(tick(250)).isNull();
        }
    }

    @Test
    void aLateTickIsAJvmThatStoodStill() {
        run(4);
        assertThat(tick(750)).isNull();
        assertThat(tick(751)).isEqualTo("this JVM stood still for 501 ms");
        assertThat(tick(250)).isNull();
    }

    @Test
    void aHeapThatCollectionsLeaveFull() {
        heap = 0.899;
        assertThat(run(8)).isNull();
        heap = 0.9;
        assertThat(run(8)).isEqualTo("heap in use after collections 90 %");
        heap = 0.6;
        assertThat(run(8)).isNull();
        heap = -1;
        assertThat(run(8)).isNull();
    }

    @Test
    void cpusThatAreBusyForSeconds() {
        busy = 0.95;
        assertThat(run(19)).isNull();
        assertThat(run(1)).isEqualTo("CPU of this JVM 95 % for 5 s");
        busy = 0.5;
        assertThat(run(4)).isNull();
        busy = 0.95;
        assertThat(run(16)).isNull();
        busy = 0.85;
        assertThat(run(40)).isNull();
    }

    @Test
    void whatThisJvmUsedBeforeDoesNotCount() {
        run(4);
        busy = 0.95;
        assertThat(run(16)).isNull();
        assertThat(run(4)).isNotNull();
    }

    @Test
    void theLeastThatIsBusy() {
        busy = 0.9;
        assertThat(run(20)).isEqualTo("CPU of this JVM 90 % for 5 s");
    }

    @Test
    void theTimeThatItStoodStillIsTimeThatItWasBusy() {
        busy = 0.95;
        assertThat(run(12)).isNull();
        assertThat(tick(2_000)).startsWith("this JVM stood still");
        assertThat(tick(250)).isEqualTo("CPU of this JVM 95 % for 5 s");
    }

    @Test
    void theClockMayOverflowBetweenTwoReadings() {
        run(15);
        heap = 0.95;
        assertThat(tick(500)).isNotNull();
        assertThat(now).isNegative();
    }

    @Test
    void aJvmThatDoesNotTellItsCpuTimeIsNotBusy() {
        knowsCpu = false;
        busy = 1;
        assertThat(run(40)).isNull();
        knowsCpu = true;
        assertThat(run(23)).as("not all that it used meanwhile").isNull();
        assertThat(run(1)).isEqualTo("CPU of this JVM 100 % for 5 s");
    }

    @Test
    void thisJvmTells() {
        JvmReadings readings = new JvmReadings();
        System.gc();

        assertThat(readings.heapAfterCollection()).isBetween(0.0, 1.0);
        assertThat(readings.heapAfterCollection()).isPositive();
        assertThat(readings.cpuNanos()).isPositive();
        assertThat(readings.processors()).isPositive();
        assertThat(new Pressure(System.nanoTime()).check(System.nanoTime())).isNull();
    }
}
