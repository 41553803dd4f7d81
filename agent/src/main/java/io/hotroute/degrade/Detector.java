package io.hotroute.degrade;

/**
 * Tells by counts of calls whether those of the candidate exceed more often than those of the baseline at the same time: a
 * CUSUM of the likelihood that they do, against the baseline's rate of this second and of the last ten.
 *
 * <p>It trips when the score is high and three more things hold, each against one kind of false alarm. It lasts: neither a
 * pulse of failures of less than a second nor the end of one trips, and a hang has gone on for about that long. It is fresh: the newest calls alone say so. And it is the
 * candidate's: the calls of both since the score left zero are compared once more, so that what hit both, or a baseline
 * with too few calls to tell, does not trip. Without any call of the baseline, only near-total failure does.
 *
 * <p>Not thread-safe; ticks are a quarter of a second apart.
 */
final class Detector {

    /** For independent calls, at least e to this power of them lie between two false alarms. */
    static final double SCORE_TO_TRIP = 11;

    static final int TICKS_PER_SECOND = 4;

    /** By definition of the threshold, a 20th of the baseline's calls are above it. */
    private static final double PRIOR_RATE = 0.05;
    /** The candidate's threshold is higher: one that is as fast as the baseline exceeds at about this part of its rate. */
    private static final double CANDIDATE_PART = 0.6;

    private static final double LEAST_RATE = 0.03;

    private static final double MOST_RATE = 0.5;
    /** A baseline rate counts as if there had been so many calls of the usual rate beside those that were seen. */
    private static final double PRIOR_CALLS = 40;
    /** The score is held here, so that one that was once high falls at the first good calls. */
    private static final double MOST_SCORE = 1.0;
    /** What was seen is forgotten with this time constant, so that two bad moments of an idle day do not add up. */
    private static final double KEPT_PER_TICK = 1 - 1.0 / (600 * TICKS_PER_SECOND);
    /** Of the log of the likelihood that the two rates are different; 1 in about 10,000 when they are not. */
    private static final double LIKELIHOOD_TO_CONFIRM = 7;

    private static final double LIKELIHOOD_AT_THE_TIME = 5;
    /** The rates must be this part of what lies between the usual and a bad rate apart. */
    private static final double MARGIN = 0.5;

    private static final int LONG_TICKS = 10 * TICKS_PER_SECOND;
    private static final int HANGING_TICKS = 3;
    private static final double LASTING_SCORE = 1.0 / 3;
    /** The newest calls: of these ticks, or where they are few, of as many as it takes to have so many. */
    private static final int FRESH_TICKS = 2;

    private static final int FRESH_CALLS = 4;
    /** They must weigh as much as so many calls that exceed, and if they are fewer still, as the lesser number. */
    private static final double FRESH_WEIGHT = 1.5;

    private static final double LEAST_FRESH_WEIGHT = 0.8;
    private static final int RING = 64;

    private final Tally[] candidates = new Tally[RING];
    private final Tally[] baselines = new Tally[RING];
    private final double[] scores = new double[RING];

    private final boolean needsBaseline;
    private Tally seenCandidate;
    private Tally seenBaseline;
    private int tick;
    private double score;
    private int runStart;
    private Tally runCandidate;
    private Tally runBaseline;
    private int allBadSince;

    /**
     * @param needsBaseline whether it never trips without calls of the baseline
     * @param candidate totals at this moment, as for {@link #tick}
     */
    Detector(boolean needsBaseline, Tally candidate, Tally baseline) {
        this.needsBaseline = needsBaseline;
        reset(candidate, baseline);
    }

    /** Forgets everything. */
    void reset(Tally candidate, Tally baseline) {
        seenCandidate = candidate;
        seenBaseline = baseline;
        tick = 0;
        for (int i = 0; i < RING; i++) {
            candidates[i] = Tally.NONE;
            baselines[i] = Tally.NONE;
            scores[i] = 0;
        }
        allBadSince = -1;
        startRun();
    }

    /** Leaves out what was counted since the last tick. */
    void skip(Tally candidate, Tally baseline) {
        seenCandidate = candidate;
        seenBaseline = baseline;
    }

    /**
     * @param candidate the candidate's totals
     * @param baseline the baseline's totals; the same all the time if there is none
     * @param hanging calls of the candidate that exceed and have not ended
     * @param scoreToTrip {@link #SCORE_TO_TRIP}, or less to be quicker
     * @return whether the candidate is worse
     */
    boolean tick(Tally candidate, Tally baseline, long hanging, double scoreToTrip) {
        Tally calls = candidate.minus(seenCandidate);
        Tally sumCandidate = at(candidates, 0).plus(calls);
        Tally sumBaseline = at(baselines, 0).plus(baseline.minus(seenBaseline));
        skip(candidate, baseline);
        tick++;
        candidates[tick % RING] = sumCandidate;
        baselines[tick % RING] = sumBaseline;
        noteAllBad(calls);

        double usual = usualRate();
        score = Math.min(scoreToTrip * MOST_SCORE, Math.max(0, score * KEPT_PER_TICK + likelihood(calls, usual)));
        scores[tick % RING] = score;
        if (score == 0) {
            startRun();
        }
        return score >= scoreToTrip && lasts(usual, hanging, scoreToTrip) && isWorse();
    }

    private void startRun() {
        score = 0;
        runStart = tick;
        runCandidate = at(candidates, 0);
        runBaseline = at(baselines, 0);
    }

    private void noteAllBad(Tally calls) {
        if (calls.exceeded() > 0 && (allBadSince < 0 || calls.judged() > calls.exceeded())) {
            allBadSince = tick;
        } else if (calls.judged() > 0 && calls.exceeded() == 0) {
            allBadSince = -1;
        }
    }

    private <T> T at(T[] ring, int ticksAgo) {
        return ring[Math.max(0, tick - ticksAgo) % RING];
    }

    private Tally last(Tally[] sums, int ticks) {
        return at(sums, 0).minus(at(sums, ticks));
    }

    private double usualRate() {
        Tally ten = last(baselines, LONG_TICKS);
        if (ten.judged() == 0) {
            return MOST_RATE;
        }
        double slow = (ten.exceeded() + PRIOR_CALLS * PRIOR_RATE) / (ten.judged() + PRIOR_CALLS);
        Tally second = last(baselines, TICKS_PER_SECOND);
        double now = (second.exceeded() + PRIOR_CALLS * slow) / (second.judged() + PRIOR_CALLS);
        return Math.min(MOST_RATE, Math.max(LEAST_RATE, CANDIDATE_PART * Math.max(slow, now)));
    }

    /** @return the log of how much likelier these calls are if the rate is a bad one than if it is the usual one */
    private static double likelihood(Tally calls, double usual) {
        double bad = badRate(usual);
        return calls.exceeded() * Math.log(bad / usual)
                + (calls.judged() - calls.exceeded()) * Math.log((1 - bad) / (1 - usual));
    }

    private static double badRate(double usual) {
        return Math.max(usual + 0.15, 4 * usual / (1 + 3 * usual));
    }

    private boolean lasts(double usual, long hanging, double scoreToTrip) {
        int bad = allBadSince < 0 ? 0 : tick - allBadSince;
        if (bad >= HANGING_TICKS
                && 2 * hanging
                        >= last(candidates, Math.min(bad + 1, LONG_TICKS)).exceeded()) {
            return true;
        }
        int ticks = FRESH_TICKS;
        while (ticks < LONG_TICKS && last(candidates, ticks).judged() < FRESH_CALLS) {
            ticks++;
        }
        Tally fresh = last(candidates, ticks);
        double weight = fresh.judged() < FRESH_CALLS ? LEAST_FRESH_WEIGHT : FRESH_WEIGHT;
        // So that a second lies between what is old and what is new.
        int old = tick - ticks - TICKS_PER_SECOND;
        return old > runStart
                && scores[old % RING] >= scoreToTrip * LASTING_SCORE
                && wasAbove(tick - old)
                && isAbove(fresh, last(baselines, LONG_TICKS))
                && likelihood(fresh, usual) >= weight * Math.log(badRate(usual) / usual);
    }

    /** @return whether the candidate's calls of the run, or of its last second, were above the baseline's by then */
    private boolean wasAbove(int ticksAgo) {
        Tally own = at(candidates, ticksAgo);
        Tally other = at(baselines, ticksAgo);
        int before = ticksAgo + TICKS_PER_SECOND;
        return isAbove(own.minus(runCandidate), other.minus(runBaseline))
                || isAbove(own.minus(at(candidates, before)), other.minus(at(baselines, before)));
    }

    /** In a run that is long, what is new is a small part. */
    private boolean isWorse() {
        return tick - runStart <= LONG_TICKS
                ? isWorse(candidateInRun(), baselineInRun())
                : isWorse(candidateInRun(), baselineInRun())
                        || isWorse(last(candidates, LONG_TICKS), last(baselines, LONG_TICKS));
    }

    /** @param other the baseline's calls at the same time: few, so that they are enough to contradict, and not to convict */
    private boolean isWorse(Tally own, Tally other) {
        if (other.judged() == 0) {
            return !needsBaseline && last(baselines, LONG_TICKS).judged() == 0;
        }
        Tally more = last(baselines, LONG_TICKS);
        return isAbove(own, other)
                && difference(own, other) >= LIKELIHOOD_AT_THE_TIME
                && difference(own, more.judged() > other.judged() ? more : other) >= LIKELIHOOD_TO_CONFIRM;
    }

    /** @return the log of how much likelier these calls are if the rates are two than if they are one */
    private static double difference(Tally own, Tally other) {
        double pooled = own.plus(other).rate();
        return fit(own, own.rate()) + fit(other, other.rate()) - fit(own, pooled) - fit(other, pooled);
    }

    private static boolean isAbove(Tally own, Tally other) {
        double usual = Math.min(MOST_RATE, Math.max(LEAST_RATE, other.rate()));
        return own.rate() > other.rate() + MARGIN * (badRate(usual) - usual);
    }

    private static double fit(Tally calls, double rate) {
        return times(calls.exceeded(), rate) + times(calls.judged() - calls.exceeded(), 1 - rate);
    }

    private static double times(long calls, double probability) {
        return calls == 0 ? 0 : calls * Math.log(probability);
    }

    /** @return the candidate's calls since the score left zero */
    Tally candidateInRun() {
        return at(candidates, 0).minus(runCandidate);
    }

    /** @return the baseline's calls since the score left zero */
    Tally baselineInRun() {
        return at(baselines, 0).minus(runBaseline);
    }

    /** @return for how long the score has been above zero, in seconds */
    double runSeconds() {
        return (double) (tick - runStart) / TICKS_PER_SECOND;
    }

    double score() {
        return score;
    }
}
