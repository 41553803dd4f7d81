package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphStats;

/** The promise: 500 methods of two versions in 32 MB. */
class LatencyMemoryTest {

    private static final long MS = 1_000_000;
    private static final long MB = 1 << 20;
    private static final int SERIES = 1_000;
    private static final int CALLS_PER_SLICE = 1_000;

    private final Random random = new Random(20261124);
    private final List<LatencyRecorder> series = new ArrayList<>();

    @Test
    void aThousandBusySeriesFitInto32Megabytes() {
        for (int i = 0; i < SERIES; i++) {
            fill(made());
        }
        long bytes = GraphStats.parseInstance(series).totalSize();
        System.out.printf("1,000 series, each with %,d calls in 60 s: %,d bytes%n", 13 * CALLS_PER_SLICE, bytes);
        assertThat(bytes).isBetween(MB, 32 * MB);
    }

    @Test
    void anIdleSeriesTakesAQuarterOfThat() {
        for (int i = 0; i < 100; i++) {
            made();
        }
        assertThat(GraphStats.parseInstance(series).totalSize()).isBetween(MB / 10, 32 * MB / 10 / 4);
    }

    private LatencyRecorder made() {
        LatencyRecorder made = new LatencyRecorder(0);
        series.add(made);
        return made;
    }

    /** More than its windows hold, about a median of its own: 1 to 100 ms, every 20th slow, every 100th fails. */
    private void fill(LatencyRecorder recorder) {
        double median = MS * Math.pow(100, random.nextDouble());
        recorder.slowAbove((long) (2.7 * median));
        long now = 0;
        for (int slice = 0; slice < 13; slice++) {
            for (int call = 0; call < CALLS_PER_SLICE; call++) {
                long start = now + call * (LatencyRecorder.SLICE_NANOS / CALLS_PER_SLICE);
                recorder.begin(start);
                recorder.end(start, start + (long) (median * Math.exp(0.6 * random.nextGaussian())), outcome());
            }
            long hanging = now;
            recorder.begin(hanging);
            now += LatencyRecorder.SLICE_NANOS;
            recorder.tick(now);
            recorder.end(hanging, now, CallOutcome.SUCCESS);
        }
        assertThat(recorder.last(LatencyRecorder.LONGEST_NANOS).completed())
                .isGreaterThanOrEqualTo(12 * CALLS_PER_SLICE);
    }

    private CallOutcome outcome() {
        int number = random.nextInt(100);
        return number == 0 ? CallOutcome.ERROR : number < 5 ? CallOutcome.BUSINESS_EXCEPTION : CallOutcome.SUCCESS;
    }
}
