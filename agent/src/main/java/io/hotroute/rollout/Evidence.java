package io.hotroute.rollout;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.RateInterval;
import io.hotroute.rollout.Verdict.Result;
import io.hotroute.rule.Durations;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Collects the checks of one verdict and writes its line. Not thread-safe; lives for one verdict. */
final class Evidence {

    private final LatencySnapshot candidate;
    private final LatencySnapshot baseline;
    private final StringBuilder line = new StringBuilder();
    private Result result = Result.PASS;

    Evidence(LatencySnapshot candidate, LatencySnapshot baseline) {
        this.candidate = candidate;
        this.baseline = baseline;
        line.append(calls(candidate))
                .append(" against ")
                .append(calls(baseline))
                .append(" calls");
    }

    private static long calls(LatencySnapshot of) {
        return of.completed();
    }

    Verdict tooFew(String side, long calls) {
        note(side + " has too few calls to judge, " + calls + " of " + Criteria.LEAST_CALLS);
        return new Verdict(Result.INCONCLUSIVE, line.toString());
    }

    void note(String text) {
        line.append("; ").append(text);
    }

    /** @param outcome null if it is for information only */
    void quantile(double p, Result outcome) {
        add(name(p) + " " + quantile(candidate, p) + " against " + quantile(baseline, p), outcome);
    }

    void rate(CallOutcome outcome, Result checked) {
        String what = outcome == CallOutcome.ERROR ? "errors " : "business exceptions ";
        add(what + rate(candidate, outcome) + " against " + rate(baseline, outcome), checked);
    }

    void limit(double p, long nanos, Result outcome) {
        add(name(p) + " " + quantile(candidate, p) + " against a limit of " + Durations.text(nanos), outcome);
    }

    void limit(double errorRate, Result outcome) {
        add(
                "errors " + rate(candidate, CallOutcome.ERROR) + " against a limit of " + percent(errorRate) + "%",
                outcome);
    }

    private void add(String text, Result outcome) {
        note(text + (outcome == null ? " (not judged)" : " " + outcome));
        result = outcome == null ? result : result.and(outcome);
    }

    Verdict verdict() {
        return new Verdict(result, line.toString());
    }

    private static String name(double p) {
        return "p" + (p == Math.rint(p) ? String.valueOf((long) p) : String.valueOf(p));
    }

    private static String quantile(LatencySnapshot of, double p) {
        long[] interval = of.interval(p, LatencySnapshot.DEFAULT_ALPHA);
        return millis(of.valueAt(p)) + " ms [" + millis(interval[0]) + ", "
                + millis(interval[1] == Long.MAX_VALUE ? -1 : interval[1]) + "]";
    }

    private static String millis(long nanos) {
        return nanos < 0 ? "?" : String.format(Locale.ROOT, "%.2f", (double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static String rate(LatencySnapshot of, CallOutcome outcome) {
        RateInterval interval = Criteria.rate(of, outcome);
        return percent(interval.rate()) + "% [" + percent(interval.lower()) + ", " + percent(interval.upper()) + "]";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", share * 100);
    }
}
