package io.hotroute.rollout;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.RateInterval;
import io.hotroute.rollout.Verdict.Result;
import io.hotroute.rule.Degrade;
import io.hotroute.rule.Durations;
import java.util.concurrent.TimeUnit;

/**
 * When a candidate is good enough for a larger share. Immutable.
 *
 * <p>Of the candidate's p50 and p95, error rate and rate of business exceptions, each must surely be at most
 * {@code ratio * baseline's + floor}; if one is surely above, the candidate fails; all else is inconclusive. "Surely" means
 * by confidence intervals that are wrong in at most 0.5 % of cases at either end. For latencies ratio and floor are the
 * rule's, or 1.25 and 5 ms; for rates they are 1.25 and one call of a hundred. So no fewer than about 660 calls without any
 * error pass. The p99 is shown, and decides nothing.
 *
 * <p>Absolute thresholds of the rule must surely be kept too. Where the baseline has too few calls to compare with, as at a
 * share of 100 %, they decide alone, and the candidate's error rate must surely be at most the rule's or one of a hundred;
 * without a threshold of latency the verdict is then inconclusive, however long it takes.
 */
public final class Criteria {

    /** With fewer calls of either version nothing is judged: the least number of which a p95 can be bounded from above. */
    static final long LEAST_CALLS = LatencySnapshot.samplesFor(95, LatencySnapshot.DEFAULT_ALPHA);

    private static final double DEFAULT_RATIO = 1.25;
    private static final long DEFAULT_FLOOR = TimeUnit.MILLISECONDS.toNanos(5);
    private static final double RATE_RATIO = 1.25;
    private static final double RATE_FLOOR = 0.01;

    private final double ratio;
    private final long floorNanos;
    private final double percentile;
    private final long aboveNanos;
    private final double errorRate;

    /**
     * @param aboveNanos {@link Long#MAX_VALUE} for no absolute threshold of latency
     * @param errorRate from 0 to 1; NaN for no absolute threshold of errors
     */
    Criteria(double ratio, long floorNanos, double percentile, long aboveNanos, double errorRate) {
        this.ratio = ratio;
        this.floorNanos = floorNanos;
        this.percentile = percentile;
        this.aboveNanos = aboveNanos;
        this.errorRate = errorRate;
    }

    /** @param degrade the rule's, or null if it has none */
    public static Criteria of(Degrade degrade) {
        if (degrade == null) {
            return new Criteria(DEFAULT_RATIO, DEFAULT_FLOOR, 99, Long.MAX_VALUE, Double.NaN);
        }
        return new Criteria(
                degrade.ratio(),
                degrade.floorNanos(),
                degrade.percentile(),
                degrade.aboveNanos(),
                degrade.errorPercent() / 100);
    }

    /** @return what the calls of both versions, of the same time, say about the candidate */
    public Verdict judge(LatencySnapshot candidate, LatencySnapshot baseline) {
        Evidence evidence = new Evidence(candidate, baseline);
        if (candidate.completed() < LEAST_CALLS) {
            return evidence.tooFew("the candidate", candidate.completed());
        }
        if (baseline.completed() >= LEAST_CALLS) {
            compare(evidence, candidate, baseline);
        } else if (aboveNanos == Long.MAX_VALUE) {
            return evidence.tooFew("the baseline", baseline.completed());
        } else {
            evidence.note("the baseline has too few calls to compare with");
        }
        judgeAlone(evidence, candidate, baseline.completed() >= LEAST_CALLS);
        return evidence.verdict();
    }

    private void compare(Evidence evidence, LatencySnapshot candidate, LatencySnapshot baseline) {
        for (double p : new double[] {50, 95}) {
            evidence.quantile(p, byQuantile(p, candidate, baseline));
        }
        evidence.quantile(99, null);
        for (CallOutcome outcome : new CallOutcome[] {CallOutcome.ERROR, CallOutcome.BUSINESS_EXCEPTION}) {
            evidence.rate(outcome, byRate(rate(candidate, outcome), rate(baseline, outcome)));
        }
    }

    private Result byQuantile(double p, LatencySnapshot candidate, LatencySnapshot baseline) {
        long[] ours = candidate.interval(p, LatencySnapshot.DEFAULT_ALPHA);
        long[] theirs = baseline.interval(p, LatencySnapshot.DEFAULT_ALPHA);
        if (ours[1] != Long.MAX_VALUE && ours[1] <= ratio * theirs[0] + floorNanos) {
            return Result.PASS;
        }
        boolean fails = theirs[1] != Long.MAX_VALUE && ours[0] > ratio * theirs[1] + floorNanos;
        return fails ? Result.FAIL : Result.INCONCLUSIVE;
    }

    private static Result byRate(RateInterval ours, RateInterval theirs) {
        if (ours.mostAbove(theirs, RATE_RATIO) <= RATE_FLOOR) {
            return Result.PASS;
        }
        return ours.leastAbove(theirs, RATE_RATIO) > RATE_FLOOR ? Result.FAIL : Result.INCONCLUSIVE;
    }

    private void judgeAlone(Evidence evidence, LatencySnapshot candidate, boolean isCompared) {
        if (aboveNanos != Long.MAX_VALUE) {
            long[] ours = candidate.interval(percentile, LatencySnapshot.DEFAULT_ALPHA);
            evidence.limit(percentile, aboveNanos, byLimit(ours[0], ours[1], aboveNanos));
        }
        if (!isCompared || !Double.isNaN(errorRate)) {
            RateInterval ours = rate(candidate, CallOutcome.ERROR);
            double most = Double.isNaN(errorRate) ? RATE_FLOOR : errorRate;
            evidence.limit(most, byLimit(ours.lower(), ours.upper(), most));
        }
    }

    private static Result byLimit(double lower, double upper, double limit) {
        if (upper <= limit) {
            return Result.PASS;
        }
        return lower > limit ? Result.FAIL : Result.INCONCLUSIVE;
    }

    static RateInterval rate(LatencySnapshot calls, CallOutcome outcome) {
        return new RateInterval(calls.count(outcome), calls.completed());
    }

    @Override
    public String toString() {
        return "at most " + ratio + " x + " + Durations.text(floorNanos);
    }
}
