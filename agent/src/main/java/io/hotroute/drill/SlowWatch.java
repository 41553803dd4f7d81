package io.hotroute.drill;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Whether calls of one series have become slow since a drill began, by its slices of five seconds. For the ticker. */
final class SlowWatch {

    /** In the newest slices, so many must be slow. */
    private static final int LEAST_SLOW = 20;

    /** And so many percent. Where latencies spread as they mostly do, it is 4% before, 26% when twice, 51% when three times as slow. */
    private static final double SLOW_PERCENT = 30;

    private static final int NEWEST = 2;

    private final String name;
    private final LatencyRecorder series;
    private final long limitNanos;
    private final long start;
    private long seen;

    /** @param limitNanos what takes longer is slow */
    SlowWatch(String name, LatencyRecorder series, long limitNanos) {
        this.name = name;
        this.series = series;
        this.limitNanos = limitNanos;
        this.start = series.mark();
        this.seen = start;
    }

    /** @return how slow they are, in one line; null if they are not, or nothing new is known */
    String trouble() {
        long mark = series.mark();
        if (mark == seen) {
            return null;
        }
        seen = mark;
        LatencySnapshot newest = series.since(Math.max(start, mark - NEWEST));
        double percent = 100 * newest.shareAbove(limitNanos);
        if (percent < SLOW_PERCENT || percent / 100 * newest.count() < LEAST_SLOW) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "%.0f%% of %d calls that it left alone (%s) took more than %.1f ms, which few did before",
                percent,
                newest.count(),
                name,
                (double) limitNanos / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
