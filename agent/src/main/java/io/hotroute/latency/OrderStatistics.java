package io.hotroute.latency;

/**
 * Which of n samples in ascending order bound a quantile: the number of samples that do not exceed the quantile is binomial,
 * whatever the samples' distribution. Stateless.
 */
final class OrderStatistics {

    /** Of the most likely number's probability: what is less likely changes no sum. */
    private static final double NEGLIGIBLE = 1e-20;

    private OrderStatistics() {}

    /**
     * @param share the quantile, above 0 and below 1
     * @param alpha the most that either bound may be wrong, above 0 and below 0.5
     * @return ranks of the lower and the upper bound, 1 for the least sample; 0 and n + 1 where there is none
     */
    static long[] interval(long n, double share, double alpha) {
        if (n == 0) {
            return new long[] {0, 1};
        }
        long mode = Math.min(n, (long) ((n + 1) * share));
        double odds = share / (1 - share);
        double total = 1;
        long least = mode;
        double leastWeight = 1;
        while (least > 0 && leastWeight > NEGLIGIBLE) {
            leastWeight *= least / ((n - least + 1) * odds);
            total += leastWeight;
            least--;
        }
        long most = mode;
        double mostWeight = 1;
        while (most < n && mostWeight > NEGLIGIBLE) {
            mostWeight *= (n - most) * odds / (most + 1);
            total += mostWeight;
            most++;
        }
        return new long[] {
            lower(n, odds, alpha * total, least, leastWeight), upper(n, odds, alpha * total, most, mostWeight)
        };
    }

    /** @return the greatest rank r so that fewer than r samples lie below the quantile with no more than that weight */
    private static long lower(long n, double odds, double allowed, long least, double leastWeight) {
        long k = least;
        double weight = leastWeight;
        double sum = weight;
        while (sum <= allowed) {
            weight *= (n - k) * odds / (k + 1);
            k++;
            sum += weight;
        }
        return k;
    }

    /** @return the least rank r so that r samples or more lie below the quantile with no more than that weight */
    private static long upper(long n, double odds, double allowed, long most, double mostWeight) {
        long k = most;
        double weight = mostWeight;
        double sum = weight;
        while (sum <= allowed) {
            weight *= k / ((n - k + 1) * odds);
            k--;
            sum += weight;
        }
        return k + 1;
    }
}
