package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphStats;

/** The promise: 500 methods of two versions in 32 MB. */
class LatencyMemoryTest {

    private static final long MS = 1_000_000;
    private static final long MB = 1 << 20;
    private static final int CALLS_PER_SLICE = 1_000;

    private final Random random = new Random(20261124);
    private final LatencySeries series = new LatencySeries(LatencySeries.DEFAULT_LIMIT, 0);

    @Test
    void aThousandBusySeriesFitInto32Megabytes() {
        for (int method = 0; method < LatencySeries.DEFAULT_LIMIT / 2; method++) {
            for (String version : new String[] {"1.0.0", "2.0.0"}) {
                fill(series.recorder(new SeriesKey("shop.OrderService:1.0.0", "method" + method, version), 0));
            }
        }
        assertThat(series.size()).isEqualTo(LatencySeries.DEFAULT_LIMIT);

        long bytes = GraphStats.parseInstance(series).totalSize();
        System.out.printf("1,000 series, each with %,d calls in 60 s: %,d bytes%n", 13 * CALLS_PER_SLICE, bytes);
        assertThat(bytes).isBetween(MB, 32 * MB);
    }

    @Test
    void aThousandIdleSeriesTakeAFifthOfThat() {
        for (int i = 0; i < LatencySeries.DEFAULT_LIMIT; i++) {
            series.recorder(new SeriesKey("shop.OrderService:1.0.0", "method" + i, "1.0.0"), 0);
        }
        assertThat(GraphStats.parseInstance(series).totalSize()).isBetween(MB, 32 * MB / 5);
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
