package io.hotroute.degrade;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rule.Degrade;

/**
 * Above which latency a call is slow: the baseline's p95 for its own calls, and a multiple of it for the candidate's. Kept
 * when the baseline's calls become few: both sides are judged by the same one, so that an old one is no unfair one. Until it
 * is known, the absolute threshold or the time-out stands in. For the ticker.
 */
final class SlowThreshold {

    private static final long SHORTEST = 2;
    private static final long LONGEST = 12;
    private static final double PERCENTILE = 95;
    /** Latencies are known to 1%: calls that all take the same time must not lie above their own percentile. */
    private static final int RESOLUTION = 100;

    private static final long ENOUGH_CALLS = 200;
    /** A JVM that just started is some 5 times slower; what is worse than this hangs. */
    private static final int COLD = 10;

    private final Degrade settings;
    private final LatencyRecorder baseline;
    private long percentile = -1;
    private LatencySnapshot collected = LatencySnapshot.EMPTY;
    private long collectedTo;

    SlowThreshold(Degrade settings, LatencyRecorder baseline) {
        this.settings = settings;
        this.baseline = baseline;
        this.collectedTo = baseline.mark();
    }

    /** Takes up the newest calls: of the last minute, or where these are few, as many minutes as it takes. */
    void refresh() {
        collected = collected.plus(baseline.since(collectedTo));
        collectedTo = baseline.mark();
        LatencySnapshot newest = LatencySnapshot.EMPTY;
        for (long slices = SHORTEST; slices <= LONGEST && newest.count() < ENOUGH_CALLS; slices++) {
            newest = baseline.last(slices * LatencyRecorder.SLICE_NANOS);
        }
        if (newest.count() < ENOUGH_CALLS) {
            newest = collected;
        }
        if (newest.count() >= ENOUGH_CALLS) {
            long value = newest.valueAt(PERCENTILE);
            percentile = value + value / RESOLUTION;
            collected = LatencySnapshot.EMPTY;
        }
    }

    /** @return in ns, for calls of the baseline; {@link Long#MAX_VALUE} if not known yet */
    long ofBaseline() {
        return percentile < 0 ? settings.aboveNanos() : percentile;
    }

    /** @return in ns, for calls of the candidate */
    long ofCandidate(boolean cold) {
        if (percentile < 0) {
            return settings.aboveNanos();
        }
        long warm = (long) (settings.ratio() * percentile) + settings.floorNanos();
        return cold ? COLD * warm : warm;
    }

    @Override
    public String toString() {
        return percentile < 0
                ? "the baseline's p95 is not known"
                : "baseline's p95 " + Figures.millis(percentile) + " x " + Figures.number(settings.ratio()) + " + "
                        + Figures.millis(settings.floorNanos());
    }
}
