package io.hotroute.degrade;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rule.Degrade;
import java.util.Locale;

/**
 * The thresholds of a rule that need no baseline. Latency and errors are judged over 10 s where there are calls enough, else
 * over a minute; the latency is too high when the lower bound of the percentile is. For the ticker.
 */
final class AbsoluteLimits {

    private static final long SHORT_SLICES = 2;
    private static final long LONG_SLICES = 12;
    private static final long ENOUGH_CALLS = 20;
    private static final double ALPHA = LatencySnapshot.DEFAULT_ALPHA;

    private final Degrade settings;
    private final LatencyRecorder recorder;
    private long from;
    private long seen;
    private String trouble;

    AbsoluteLimits(Degrade settings, LatencyRecorder recorder) {
        this.settings = settings;
        this.recorder = recorder;
        reset();
    }

    static boolean areSet(Degrade settings) {
        return settings.aboveNanos() != Long.MAX_VALUE
                || !Double.isNaN(settings.errorPercent())
                || settings.consecutiveErrors() > 0;
    }

    /** Leaves out what was up to now; what is in the unfinished slice too. */
    void reset() {
        from = recorder.mark() + 1;
        seen = recorder.mark();
        trouble = null;
    }

    /** @return what is above its threshold, or null */
    String trouble() {
        int errors = recorder.consecutiveErrors();
        if (settings.consecutiveErrors() > 0 && errors >= settings.consecutiveErrors()) {
            return errors + " errors in a row, allowed " + (settings.consecutiveErrors() - 1);
        }
        if (recorder.mark() != seen) {
            seen = recorder.mark();
            trouble = windowTrouble();
        }
        return trouble;
    }

    private String windowTrouble() {
        if (settings.aboveNanos() == Long.MAX_VALUE && Double.isNaN(settings.errorPercent())) {
            return null;
        }
        for (long slices = SHORT_SLICES; slices <= LONG_SLICES; slices += LONG_SLICES - SHORT_SLICES) {
            LatencySnapshot calls = recorder.since(Math.max(from, seen - slices));
            if (calls.completed() >= ENOUGH_CALLS) {
                String found = latencyTrouble(calls);
                return found != null ? found : errorTrouble(calls);
            }
        }
        return null;
    }

    private String latencyTrouble(LatencySnapshot calls) {
        if (settings.aboveNanos() == Long.MAX_VALUE || calls.count() < ENOUGH_CALLS) {
            return null;
        }
        long least = calls.interval(settings.percentile(), ALPHA)[0];
        return least <= settings.aboveNanos()
                ? null
                : String.format(
                        Locale.ROOT,
                        "p%s of %d calls is at least %s, allowed %s",
                        Figures.number(settings.percentile()),
                        calls.count(),
                        Figures.millis(least),
                        Figures.millis(settings.aboveNanos()));
    }

    private String errorTrouble(LatencySnapshot calls) {
        double percent = 100.0 * calls.count(CallOutcome.ERROR) / calls.completed();
        return Double.isNaN(settings.errorPercent()) || percent < settings.errorPercent()
                ? null
                : String.format(
                        Locale.ROOT,
                        "%d of %d calls failed (%.1f%%), allowed less than %s%%",
                        calls.count(CallOutcome.ERROR),
                        calls.completed(),
                        percent,
                        Figures.number(settings.errorPercent()));
    }
}
