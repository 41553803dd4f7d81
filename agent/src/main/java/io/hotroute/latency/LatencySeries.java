package io.hotroute.latency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * All series. One is made when it is first asked for; there is a limit, beyond which calls are recorded together as
 * {@link #OTHER} and look-ups are counted. Thread-safe; what is found is meant to be kept by who asks.
 */
public final class LatencySeries {

    /** 500 methods of two versions. */
    public static final int DEFAULT_LIMIT = 1_000;

    /** The series of all that are beyond the limit. */
    public static final SeriesKey OTHER = new SeriesKey("other", "other", "other");

    private final int limit;
    private final LatencyRecorder other;
    private final Map<SeriesKey, LatencyRecorder> recorders = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder overflows = new LongAdder();

    /** @throws IllegalArgumentException if the limit is negative */
    public LatencySeries(int limit, long now) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + ": must be 0 or more");
        }
        this.limit = limit;
        this.other = new LatencyRecorder(now);
    }

    /** @return the series' recorder; that of {@link #OTHER}, and one overflow more, if the limit was reached before */
    public LatencyRecorder recorder(SeriesKey key, long now) {
        LatencyRecorder known = recorders.get(key);
        if (known != null) {
            return known;
        }
        if (size.getAndIncrement() >= limit) {
            size.getAndDecrement();
            overflows.increment();
            return other;
        }
        LatencyRecorder made = new LatencyRecorder(now);
        known = recorders.putIfAbsent(key, made);
        if (known == null) {
            return made;
        }
        size.getAndDecrement();
        return known;
    }

    /** Forgets series. Who has their recorders may go on using them; nobody ticks or reads them from now on. */
    public void removeIf(Predicate<SeriesKey> condition) {
        for (SeriesKey key : recorders.keySet()) {
            if (condition.test(key) && recorders.remove(key) != null) {
                size.getAndDecrement();
            }
        }
    }

    /** Ticks all. For the ticker. */
    public void tick(long now) {
        forEach((key, recorder) -> recorder.tick(now));
    }

    /** Shows all, {@link #OTHER} last. */
    public void forEach(BiConsumer<SeriesKey, LatencyRecorder> visitor) {
        recorders.forEach(visitor);
        visitor.accept(OTHER, other);
    }

    /** @return series, without {@link #OTHER} */
    public int size() {
        return recorders.size();
    }

    /** @return look-ups that found the limit reached */
    public long overflows() {
        return overflows.sum();
    }
}
