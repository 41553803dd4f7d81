package io.hotroute.latency;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies and outcomes of calls that ended within some time. The latencies are those of the calls that were answered, by
 * a value or a business exception; errors are counted, and have no part in the quantiles. A latency is known to 1 % or 1 us,
 * whichever is more. Immutable.
 */
public final class LatencySnapshot {

    /** No call. */
    public static final LatencySnapshot EMPTY = new Builder().build();

    /** The share of cases, at each end, in which a quantile may lie outside of what the samples can tell. */
    public static final double DEFAULT_ALPHA = 0.005;

    private final Histogram answered;
    private final long[] outcomes;

    private LatencySnapshot(Histogram answered, long[] outcomes) {
        this.answered = answered;
        this.outcomes = outcomes;
    }

    /** Not to be changed. */
    Histogram answered() {
        return answered;
    }

    /** @return calls that were answered; the quantiles are of these */
    public long count() {
        return answered.getTotalCount();
    }

    /** @return calls that ended like that */
    public long count(CallOutcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** @return calls that ended */
    public long completed() {
        long sum = 0;
        for (long count : outcomes) {
            sum += count;
        }
        return sum;
    }

    /** @return the longest latency in nanoseconds; 0 for no call */
    public long max() {
        return answered.getMaxValue();
    }

    /**
     * @param percentile above 0 and below 100
     * @return the latency in nanoseconds that so many percent of the calls did not exceed; -1 when there are too few calls
     *     to bound it from above: {@link #samplesFor} with {@link #DEFAULT_ALPHA}
     */
    public long valueAt(double percentile) {
        return count() < samplesFor(percentile, DEFAULT_ALPHA) ? -1 : answered.getValueAtPercentile(percentile);
    }

    /**
     * @param percentile above 0 and below 100
     * @param alpha above 0 and below 0.5
     * @return the least number of calls with which the interval of {@link #interval} has an upper bound
     * @throws IllegalArgumentException for other numbers
     */
    public static long samplesFor(double percentile, double alpha) {
        return (long) Math.ceil(Math.log(requireBelow("alpha", alpha, 0.5)) / Math.log(share(percentile)));
    }

    /**
     * The confidence interval of a quantile by order statistics, without an assumption about the distribution.
     *
     * @param percentile above 0 and below 100
     * @param alpha the most that the quantile may lie below the interval, and the most that it may lie above; above 0 and below 0.5
     * @return lower and upper bound in nanoseconds; 0 and {@link Long#MAX_VALUE} where the calls are too few for one
     * @throws IllegalArgumentException for other numbers
     */
    public long[] interval(double percentile, double alpha) {
        double share = share(percentile);
        requireBelow("alpha", alpha, 0.5);
        long[] ranks = OrderStatistics.interval(count(), share, alpha);
        return new long[] {
            ranks[0] < 1 ? 0 : answered.lowestEquivalentValue(valueAtRank(ranks[0])),
            ranks[1] > count() ? Long.MAX_VALUE : answered.highestEquivalentValue(valueAtRank(ranks[1]))
        };
    }

    /** @return the share of the answered calls that took longer than so many nanoseconds, to the resolution; 0 for no call */
    public double shareAbove(long nanos) {
        long from = answered.nextNonEquivalentValue(Math.min(nanos, LatencyRecorder.LONGEST_NANOS));
        return count() == 0
                ? 0
                : (double) answered.getCountBetweenValues(from, Math.max(from, LatencyRecorder.LONGEST_NANOS))
                        / count();
    }

    private static double share(double percentile) {
        return requireBelow("percentile", percentile, 100) / 100;
    }

    private static double requireBelow(String name, double value, double limit) {
        if (!(value > 0 && value < limit)) {
            throw new IllegalArgumentException(name + " " + value + ": must be above 0 and below " + limit);
        }
        return value;
    }

    /** @param rank 1 for the shortest */
    private long valueAtRank(long rank) {
        long seen = 0;
        for (HistogramIterationValue value : answered.recordedValues()) {
            seen += value.getCountAddedInThisIterationStep();
            if (seen >= rank) {
                return value.getValueIteratedTo();
            }
        }
        throw new IllegalArgumentException("rank " + rank + ": there are " + seen + " calls");
    }

    /** @return the calls of both */
    public LatencySnapshot plus(LatencySnapshot other) {
        if (this == EMPTY || other == EMPTY) {
            return this == EMPTY ? other : this;
        }
        Builder sum = new Builder();
        sum.add(this);
        sum.add(other);
        return sum.build();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d calls, %d errors, %d business exceptions, p50 %s p95 %s p99 %s",
                completed(),
                count(CallOutcome.ERROR),
                count(CallOutcome.BUSINESS_EXCEPTION),
                millis(50),
                millis(95),
                millis(99));
    }

    private String millis(double percentile) {
        long value = valueAt(percentile);
        return value < 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f ms", (double) value / TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** For one thread. */
    static final class Builder {
        private final Histogram answered = histogram();
        private final long[] outcomes = new long[CallOutcome.values().length];

        static Histogram histogram() {
            return new Histogram(Buckets.UNIT_NANOS, LatencyRecorder.LONGEST_NANOS, Buckets.SIGNIFICANT_DIGITS);
        }

        /** @param nanos not more than {@link LatencyRecorder#LONGEST_NANOS} */
        void addAnswered(long nanos, long calls) {
            answered.recordValueWithCount(nanos, calls);
        }

        void addOutcomes(long[] counts) {
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] += counts[i];
            }
        }

        void addAll(Histogram calls) {
            answered.add(calls);
        }

        void add(LatencySnapshot other) {
            addAll(other.answered);
            addOutcomes(other.outcomes);
        }

        /** To be called once. */
        LatencySnapshot build() {
            return new LatencySnapshot(answered, outcomes);
        }
    }
}
