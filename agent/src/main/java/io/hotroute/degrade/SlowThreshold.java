package io.hotroute.degrade;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rule.Degrade;

/**
 * Above which latency a call is slow: the baseline's p90 for its own calls, and a multiple of it for the candidate's. Kept
 * when the baseline's calls become few: both sides are judged by the same one, so that an old one is no unfair one. Until it
 * is known, the absolute threshold or the time-out stands in. For the ticker.
 */
final class SlowThreshold {

    private static final long SHORTEST = 2;
    private static final long LONGEST = 12;
    /**
     * A lower one is known better by few calls, and each tells more of three-fold latency; with a higher one each tells more
     * of a small share that hangs. In the simulation, at 5 calls/s, 95 finds three-fold latency in 15 s (97% of runs) where
     * this takes 12; 85 takes 11, and misses 15% of calls that take 400 ms.
     */
    private static final double PERCENTILE = 90;
    /** The share of the baseline's calls that lie above their threshold when nothing is wrong. */
    static final double USUAL_RATE = 1 - PERCENTILE / 100;
    /** A candidate that is slower by this factor is as good as the baseline: so it is in the targets for false trips. */
    private static final double AS_GOOD = 1.1;
    /** The candidate's usual rate is known as if there had been so many calls more, that exceed as the baseline's do. */
    private static final double PRIOR_CALLS = 40;
    /** It is a matter of the distribution's shape, which changes slowly: kept for a minute. */
    private static final double KEPT_PER_REFRESH = 1 - 5.0 / 60;
    /** Latencies are known to 1%: calls that all take the same time must not lie above their own percentile. */
    private static final int RESOLUTION = 100;

    private static final long ENOUGH_CALLS = 200;
    /** A JVM that just started is some 5 times slower; what is worse than this hangs. */
    private static final int COLD = 10;

    private final Degrade settings;
    private final LatencyRecorder baseline;
    private long percentile = -1;
    private double usualOfCandidate = USUAL_RATE;
    private LatencySnapshot collected = LatencySnapshot.EMPTY;
    private long collectedTo;

    SlowThreshold(Degrade settings, LatencyRecorder baseline) {
        this.settings = settings;
        this.baseline = baseline;
        this.collectedTo = baseline.mark();
    }

    /** Takes up the newest calls: of the last minute, or where these are few, as many minutes as it takes. */
    void refresh() {
        LatencySnapshot newest = LatencySnapshot.EMPTY;
        for (long slices = SHORTEST; slices <= LONGEST && newest.count() < ENOUGH_CALLS; slices++) {
            newest = baseline.last(slices * LatencyRecorder.SLICE_NANOS);
        }
        if (newest.count() < ENOUGH_CALLS) {
            collected = collected.plus(baseline.since(collectedTo));
            newest = collected;
        }
        collectedTo = baseline.mark();
        if (newest.count() >= ENOUGH_CALLS) {
            long value = newest.valueAt(PERCENTILE);
            boolean isFirst = percentile < 0;
            percentile = value + value / RESOLUTION;
            double rate = measuredRate(newest);
            usualOfCandidate = isFirst ? rate : usualOfCandidate * KEPT_PER_REFRESH + rate * (1 - KEPT_PER_REFRESH);
            collected = LatencySnapshot.EMPTY;
        }
    }

    private double measuredRate(LatencySnapshot calls) {
        double above = calls.count() * calls.shareAbove((long) (ofCandidate(false) / AS_GOOD));
        return (above + PRIOR_CALLS * USUAL_RATE) / (calls.count() + PRIOR_CALLS);
    }

    /**
     * @return the share of the candidate's calls that exceed when it is as good as the baseline: of the baseline's own, so
     *     many lie above the candidate's threshold, with some margin
     */
    double usualOfCandidate() {
        return usualOfCandidate;
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
                ? "the baseline's p90 is not known"
                : "baseline's p90 " + Figures.millis(percentile) + " x " + Figures.number(settings.ratio()) + " + "
                        + Figures.millis(settings.floorNanos());
    }
}
