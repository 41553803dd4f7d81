package io.hotroute.it.demo;

/**
 * How many of a number of calls may go to the candidate: the smallest range that a fair draw by the weight leaves with a
 * probability of at most one in a million. Immutable.
 *
 * @param least within the range
 * @param most within the range
 */
record ShareBound(long least, long most) {

    /** On each side. */
    private static final double TAIL = 0.5e-6;

    /**
     * Exact binomial, so that it also holds for few calls and for the weights 0 and 100.
     *
     * @param percent 0 to 100
     */
    static ShareBound of(long calls, int percent) {
        return new ShareBound(least(calls, percent), calls - least(calls, 100 - percent));
    }

    boolean contains(long candidateCalls) {
        return least <= candidateCalls && candidateCalls <= most;
    }

    /** The first count up to which the probabilities add up to more than the tail. */
    private static long least(long calls, int percent) {
        if (percent == 0 || percent == 100) {
            return calls * percent / 100;
        }
        double p = percent / 100.0;
        // Of a count's probability, the logarithm: the probability itself would be too small for a double.
        double log = calls * Math.log(1 - p);
        double sum = Math.exp(log);
        long count = 0;
        while (sum <= TAIL && count < calls) {
            log += Math.log(calls - count) - Math.log(count + 1) + Math.log(p) - Math.log(1 - p);
            sum += Math.exp(log);
            count++;
        }
        return count;
    }
}
