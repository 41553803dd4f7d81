package io.hotroute.rollout;

/**
 * How often something happens, as far as k of n calls tell: Wilson's score interval, wrong at either end in 0.5 % of cases.
 * Fit for the n of {@link Criteria#LEAST_CALLS} and more. Immutable.
 */
final class RateInterval {

    /** The standard normal quantile of 1 - {@link io.hotroute.latency.LatencySnapshot#DEFAULT_ALPHA}. */
    private static final double Z = 2.575829;

    final double rate;
    final double lower;
    final double upper;

    /** @param n at least 1 */
    RateInterval(long k, long n) {
        double spread = Z * Z / n;
        rate = (double) k / n;
        double centre = (rate + spread / 2) / (1 + spread);
        double half = Math.sqrt(spread * (rate * (1 - rate) + spread / 4)) / (1 + spread);
        lower = Math.max(0, centre - half);
        upper = Math.min(1, centre + half);
    }

    /** @return the least that {@code this - factor * other} may be, by Newcombe's method */
    double leastAbove(RateInterval other, double factor) {
        return rate - factor * other.rate - Math.hypot(rate - lower, factor * (other.upper - other.rate));
    }

    /** @return the most that {@code this - factor * other} may be, by Newcombe's method */
    double mostAbove(RateInterval other, double factor) {
        return rate - factor * other.rate + Math.hypot(upper - rate, factor * (other.rate - other.lower));
    }
}
