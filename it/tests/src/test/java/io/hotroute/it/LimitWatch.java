package io.hotroute.it;

import io.hotroute.it.DegradeSite.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a guard lets through in the course of time, asked for again and again beside the tests. Thread-safe. */
final class LimitWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 200;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Double> limits = new ArrayList<>();
    private final NavigableMap<Long, Double> mostBySecond = new TreeMap<>();

    LimitWatch(DegradeSite site, Group group) {
        thread.scheduleWithFixedDelay(
                () -> note((Double) site.guard(group).get("limitPercent")), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void note(double percent) {
        mostBySecond.merge(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()), percent, Math::max);
        if (limits.isEmpty() || limits.get(limits.size() - 1) != percent) {
            limits.add(percent);
        }
    }

    /** The limits in percent, in their order, without repetitions. */
    synchronized List<Double> limits() {
        return List.copyOf(limits);
    }

    /** The highest limit in percent about that second: a call may arrive in another second than it was decided in. */
    synchronized double mostAbout(long second) {
        return mostBySecond.subMap(second - 1, true, second + 1, true).values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(100);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
