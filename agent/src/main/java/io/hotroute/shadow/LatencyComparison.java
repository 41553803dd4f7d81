package io.hotroute.shadow;

import io.hotroute.latency.LatencySnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the candidate's shadows take, against the baseline's shadows of the same time: never against the calls themselves,
 * which are sent in another way. By p50 and p95 with intervals of order statistics, each wrong in at most 0.5 % of cases at
 * either end. Immutable.
 *
 * <p>A quantile is the same if both versions' are surely within a tenth of each other, or a millisecond; slower or faster if
 * the intervals do not touch; all else is inconclusive, as is a quantile that there are too few samples for. A pair of
 * baseline and baseline is the same request twice: what the first one warms, a cache for instance, may make the second one
 * faster than the candidate is.
 */
public final class LatencyComparison {

    /** What follows. */
    public enum Result {
        SAME,
        FASTER,
        SLOWER,
        INCONCLUSIVE;

        /** @return of both quantiles: slower wins, then doubt, then faster */
        Result and(Result other) {
            for (Result first : new Result[] {SLOWER, INCONCLUSIVE, FASTER}) {
                if (this == first || other == first) {
                    return first;
                }
            }
            return SAME;
        }
    }

    private static final double[] PERCENTILES = {50, 95};
    private static final double ALPHA = LatencySnapshot.DEFAULT_ALPHA;
    private static final double RATIO = 1.1;
    private static final long FLOOR = TimeUnit.MILLISECONDS.toNanos(1);

    private final LatencySnapshot candidate;
    private final LatencySnapshot baseline;
    private final Result result;

    LatencyComparison(LatencySnapshot candidate, LatencySnapshot baseline) {
        this.candidate = candidate;
        this.baseline = baseline;
        Result all = Result.SAME;
        for (double percentile : PERCENTILES) {
            all = all.and(compare(percentile));
        }
        this.result = all;
    }

    /** @return over both quantiles */
    public Result result() {
        return result;
    }

    private Result compare(double percentile) {
        if (!isKnown(candidate, percentile) || !isKnown(baseline, percentile)) {
            return Result.INCONCLUSIVE;
        }
        long[] ours = candidate.interval(percentile, ALPHA);
        long[] theirs = baseline.interval(percentile, ALPHA);
        if (isWithin(ours[1], theirs[0]) && isWithin(theirs[1], ours[0])) {
            return Result.SAME;
        }
        if (ours[0] > theirs[1]) {
            return Result.SLOWER;
        }
        return theirs[0] > ours[1] ? Result.FASTER : Result.INCONCLUSIVE;
    }

    private static boolean isWithin(long most, long least) {
        return most <= Math.max(RATIO * least, least + FLOOR);
    }

    private static boolean isKnown(LatencySnapshot side, double percentile) {
        long[] interval = side.interval(percentile, ALPHA);
        return interval[0] > 0 && interval[1] != Long.MAX_VALUE;
    }

    /** @return whether any quantile of both is */
    boolean isKnown() {
        return isKnown(candidate, PERCENTILES[0]) && isKnown(baseline, PERCENTILES[0]);
    }

    /** @return one for each quantile that is known, the verdict first; or one that says what is missing */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            if (isKnown(candidate, percentile) && isKnown(baseline, percentile)) {
                lines.add("p" + (int) percentile + " " + compare(percentile) + ": " + text(candidate, percentile)
                        + ", noise " + text(baseline, percentile));
            }
        }
        if (lines.isEmpty()) {
            lines.add("too few to tell: " + candidate.count() + ", noise " + baseline.count() + "; p50 takes "
                    + LatencySnapshot.samplesFor(PERCENTILES[0], ALPHA) + " of each");
        }
        return lines;
    }

    /** @return all of it in one line */
    @Override
    public String toString() {
        return result + " (" + String.join("; ", lines()) + ")";
    }

    private static String text(LatencySnapshot side, double percentile) {
        long[] interval = side.interval(percentile, ALPHA);
        return Texts.millis(side.valueAt(percentile)) + " [" + Texts.millis(interval[0]) + ", "
                + Texts.millis(interval[1]) + "]";
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", result.name());
        map.put("samples", candidate.count());
        map.put("noiseSamples", baseline.count());
        for (double percentile : PERCENTILES) {
            Map<String, Object> quantile = new LinkedHashMap<>();
            quantile.put("verdict", compare(percentile).name());
            put(quantile, "candidate", candidate, percentile);
            put(quantile, "baseline", baseline, percentile);
            map.put("p" + (int) percentile, quantile);
        }
        return map;
    }

    private static void put(Map<String, Object> map, String name, LatencySnapshot side, double percentile) {
        if (isKnown(side, percentile)) {
            long[] interval = side.interval(percentile, ALPHA);
            map.put(name + "Nanos", side.valueAt(percentile));
            map.put(name + "LowerNanos", interval[0]);
            map.put(name + "UpperNanos", interval[1]);
        }
    }
}
