package io.hotroute.latency;

/**
 * How often something happens, as far as k of n cases tell: Wilson's score interval, wrong at either end in about
 * {@link LatencySnapshot#DEFAULT_ALPHA} of cases. Fit for an n of about 100 and more; with fewer, a bound near 0 or 1 is wrong
 * more often. Shares are from 0 to 1. Immutable.
 */
public final class RateInterval {

    /** The standard normal quantile of 1 - {@link LatencySnapshot#DEFAULT_ALPHA}. */
    private static final double Z = 2.575829;

    private final double rate;
    private final double lower;
    private final double upper;

    /** @param n at least 1 */
    public RateInterval(long k, long n) {
        double spread = Z * Z / n;
        rate = (double) k / n;
        double centre = (rate + spread / 2) / (1 + spread);
        double half = Math.sqrt(spread * (rate * (1 - rate) + spread / 4)) / (1 + spread);
        lower = Math.max(0, centre - half);
        upper = Math.min(1, centre + half);
    }

    /** @return the share that was seen */
    public double rate() {
        return rate;
    }

    /** @return the least that the share may be */
    public double lower() {
        return lower;
    }

    /** @return the most that the share may be */
    public double upper() {
        return upper;
    }

    /** @return the least that {@code this - factor * other} may be, by Newcombe's method */
    public double leastAbove(RateInterval other, double factor) {
        return rate - factor * other.rate - Math.hypot(rate - lower, factor * (other.upper - other.rate));
    }

    /** @return the most that {@code this - factor * other} may be, by Newcombe's method */
    public double mostAbove(RateInterval other, double factor) {
        return rate - factor * other.rate + Math.hypot(upper - rate, factor * (other.rate - other.lower));
    }
}
