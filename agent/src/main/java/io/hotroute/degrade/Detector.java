package io.hotroute.degrade;

/**
 * Tells by counts of calls whether those of the candidate exceed more often than those of the baseline at the same time: a
 * CUSUM (Page 1954) of the log of the likelihood that they do.
 *
 * <p>It trips when the score is high and two more things hold, each against one kind of false alarm. It lasts: the score
 * follows the evidence by only so much a tick, and the calls without those of any second must tell the same, so that a pulse
 * of failures of less than a second does not trip; but what hangs, and still does, may be found sooner. And it is the
 * candidate's: the calls of both since there has been evidence are compared once more by themselves, so that what hit both, or
 * a baseline with too few calls to tell, does not trip. Without any call of the baseline, only near-total failure does.
 *
 * <p>What a tick brings above its share is kept for the next ones: callers that wait for slow answers call in bursts, and
 * between them there is nothing but the good calls with which the next one begins.
 *
 * <p>The constants come from {@code it/simulation}, by its tuning seeds. Not thread-safe; ticks are a quarter of a second
 * apart.
 */
final class Detector {

    /**
     * For independent calls, at least e to this power of them lie between two false alarms; what is confirmed below makes
     * these rarer. Each more makes three-fold latency at 5 calls/s be found 0.2 s later.
     */
    static final double SCORE_TO_TRIP = 14;

    static final int TICKS_PER_SECOND = 4;

    /** Of a guess at the usual rate of the candidate; lower ones would make single calls too weighty. */
    private static final double LEAST_RATE = 0.02;
    /** With more than this, a bad rate could not be told from it. */
    private static final double MOST_RATE = 0.5;
    /** A bad rate is the usual one and this; less is for the steps of a rollout. 15% of calls that hang should be found. */
    private static final double BAD_ADDS = 0.15;
    /** A baseline rate counts as if there had been so many calls of the usual rate beside those that were seen. */
    private static final double PRIOR_CALLS = 40;
    /** What was seen is forgotten with this time constant, so that two bad moments of an idle day do not add up. */
    private static final double KEPT_PER_TICK = 1 - 1.0 / (600 * TICKS_PER_SECOND);
    /** Of the log of the likelihood that the two rates are different; 1 in about 30,000 when they are not (Wilks 1938). */
    private static final double LIKELIHOOD_TO_CONFIRM = 8;

    /**
     * Where the candidate's rate is no higher, it may be what a healthy one shows for some seconds: its latency wanders by
     * itself. With 8 for all, 16 of 3,000 hours of x1.1 had a false trip, most of them at a moment of x1.25 to x1.45.
     */
    private static final double MODERATE_RATE = 0.33;

    private static final double LIKELIHOOD_TO_CONFIRM_MODERATE = 12;
    private static final double LIKELIHOOD_AT_THE_TIME = 5;
    /**
     * The same against what the candidate should show beside such a baseline, which is less than what the baseline shows, and
     * known less well.
     */
    private static final double LIKELIHOOD_AGAINST_USUAL = 28;
    /** The rates must be this part of what lies between the usual and a bad rate apart. */
    private static final double MARGIN = 0.4;

    private static final int LONG_TICKS = 10 * TICKS_PER_SECOND;
    /** So many ticks at least: a pulse of 0.9 s touches at most five. With 6, 1 of 1,000 pulses tripped. */
    private static final int LASTING_TICKS = 7;

    private static final int PULSE_TICKS = 5;
    /**
     * What the calls without those of any pulse must tell by themselves. With 3, 1 of 1,000 pulses tripped; with 4, half of
     * the calls of 8 waiting callers taking 2 s longer is found 2 s later (97% of runs).
     */
    private static final double LIKELIHOOD_TO_LAST = 3.6;
    /** From the first to the last of the ticks in which all calls hang: longer than a pause of 0.7 s. */
    private static final int HANGING_TICKS = 3;

    private static final int RING = 64;

    private final Tally[] candidates = new Tally[RING];
    private final Tally[] baselines = new Tally[RING];
    private final boolean needsBaseline;
    private final double usualOfBaseline;
    private Tally seenCandidate;
    private Tally seenBaseline;
    private double usualOfCandidate;
    private int tick;
    private double evidence;
    private double score;
    private int runStart;
    private Tally runCandidate;
    private Tally runBaseline;
    private Tally laterCandidate;
    private Tally laterBaseline;
    private int allBadSince;

    /**
     * @param needsBaseline whether it never trips without calls of the baseline
     * @param usualOfBaseline the share of the baseline's calls that exceed when nothing is wrong
     * @param candidate totals at this moment, as for {@link #tick}
     */
    Detector(boolean needsBaseline, double usualOfBaseline, Tally candidate, Tally baseline) {
        this.needsBaseline = needsBaseline;
        this.usualOfBaseline = usualOfBaseline;
        this.usualOfCandidate = usualOfBaseline;
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
        }
        allBadSince = -1;
        startRun();
    }

    /** Leaves out what was counted since the last tick. */
    void skip(Tally candidate, Tally baseline) {
        seenCandidate = candidate;
        seenBaseline = baseline;
    }

    /** Sets the share of the candidate's calls that exceed when nothing is wrong; until then it is that of the baseline. */
    void usualOfCandidate(double rate) {
        usualOfCandidate = rate;
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
        noteAllBad(calls, hanging);

        double usual = usualRate();
        // Never above what trips, so that one that was once high falls at the first good calls.
        evidence = Math.min(scoreToTrip, Math.max(0, evidence * KEPT_PER_TICK + likelihood(calls, usual)));
        score = Math.min(evidence, score * KEPT_PER_TICK + scoreToTrip / LASTING_TICKS);
        if (evidence == 0) {
            startRun();
        } else if (tick - runStart == 1) {
            laterCandidate = sumCandidate;
            laterBaseline = sumBaseline;
        }
        return score >= scoreToTrip && isBad() || hangs(usual, hanging, scoreToTrip);
    }

    /**
     * The tick in which it began may hold more calls from before than come in many seconds after, from callers that wait: it is
     * judged with it or without.
     */
    private boolean isBad() {
        int run = tick - runStart;
        if (isWorse() && lasts(candidateInRun(), baselineInRun(), run)) {
            return true;
        }
        Tally own = at(candidates, 0).minus(laterCandidate);
        Tally other = at(baselines, 0).minus(laterBaseline);
        return isWorse(own, other) && lasts(own, other, run - 1);
    }

    private void startRun() {
        evidence = 0;
        score = 0;
        runStart = tick;
        runCandidate = at(candidates, 0);
        runBaseline = at(baselines, 0);
    }

    /** What hangs may have begun to within a tick; slow calls of a tick after which none hangs have nothing to do with it. */
    private void noteAllBad(Tally calls, long hanging) {
        boolean anyGood = calls.judged() > calls.exceeded();
        if (anyGood) {
            allBadSince = calls.exceeded() > 0 && hanging > 0 ? tick : -1;
        } else if (calls.exceeded() > 0 && allBadSince < 0) {
            allBadSince = tick;
        }
    }

    private <T> T at(T[] ring, int ticksAgo) {
        return ring[Math.max(0, tick - ticksAgo) % RING];
    }

    private Tally last(Tally[] sums, int ticks) {
        return at(sums, 0).minus(at(sums, ticks));
    }

    /** @return the rate that is to be expected of a candidate that is as good as the baseline of the last seconds */
    private double usualRate() {
        Tally ten = last(baselines, LONG_TICKS);
        return ten.judged() == 0
                ? MOST_RATE
                : usualBeside((ten.exceeded() + PRIOR_CALLS * usualOfBaseline) / (ten.judged() + PRIOR_CALLS));
    }

    private double usualBeside(double rateOfBaseline) {
        return Math.min(MOST_RATE, Math.max(LEAST_RATE, expectedBeside(rateOfBaseline)));
    }

    /**
     * Fewer than usual are fewer on both sides, in proportion: the threshold is high. What makes them more, such as errors,
     * hits the same share of those calls of both sides that would have been good.
     */
    private double expectedBeside(double rateOfBaseline) {
        double more = rateOfBaseline - usualOfBaseline;
        return more < 0
                ? usualOfCandidate * rateOfBaseline / usualOfBaseline
                : usualOfCandidate + (1 - usualOfCandidate) * more / (1 - usualOfBaseline);
    }

    /** @return the log of how much likelier these calls are if the rate is a bad one than if it is the usual one */
    private static double likelihood(Tally calls, double usual) {
        double bad = badRate(usual);
        return calls.exceeded() * Math.log(bad / usual)
                + (calls.judged() - calls.exceeded()) * Math.log((1 - bad) / (1 - usual));
    }

    /** Where the usual rate is high, four times its odds are more. */
    private static double badRate(double usual) {
        return Math.max(usual + BAD_ADDS, 4 * usual / (1 + 3 * usual));
    }

    /** @return whether the calls of the last ticks are above the baseline's without those of any second of them, too */
    private boolean lasts(Tally own, Tally other, int ticks) {
        for (int ago = 0; ago < Math.min(ticks, LONG_TICKS); ago++) {
            Tally pulse = at(candidates, ago).minus(at(candidates, Math.min(ticks, ago + PULSE_TICKS)));
            Tally rest = own.minus(pulse);
            if (!isAbove(rest, other)
                    || other.judged() > 0 && difference(rest, other, other.rate()) < LIKELIHOOD_TO_LAST) {
                return false;
            }
        }
        return true;
    }

    /** @return whether all calls of the last ticks exceeded, most are still in flight, and it is no chance and not both's */
    private boolean hangs(double usual, long hanging, double scoreToTrip) {
        int bad = Math.min(allBadSince < 0 ? 0 : tick - allBadSince, LONG_TICKS);
        if (bad < HANGING_TICKS) {
            return false;
        }
        long calls = last(candidates, bad + 1).exceeded();
        return 2 * hanging >= calls
                && calls * -Math.log(usual) >= scoreToTrip
                && isWorse(last(candidates, bad), last(baselines, bad));
    }

    /** In a run that is long, what is new is a small part. */
    private boolean isWorse() {
        return isWorse(candidateInRun(), baselineInRun())
                || tick - runStart > LONG_TICKS && isWorse(last(candidates, LONG_TICKS), last(baselines, LONG_TICKS));
    }

    /** @param other the baseline's calls at the same time: few, so that they are enough to contradict, and not to convict */
    private boolean isWorse(Tally own, Tally other) {
        Tally more = last(baselines, LONG_TICKS);
        if (other.judged() == 0) {
            return !needsBaseline && more.judged() == 0;
        }
        if (!isAbove(own, other)) {
            return false;
        }
        Tally most = more.judged() > other.judged() ? more : other;
        double toConfirm = own.rate() > MODERATE_RATE ? LIKELIHOOD_TO_CONFIRM : LIKELIHOOD_TO_CONFIRM_MODERATE;
        return difference(own, other, other.rate()) >= LIKELIHOOD_AT_THE_TIME
                        && difference(own, most, most.rate()) >= toConfirm
                || difference(own, other, expectedBeside(other.rate())) >= LIKELIHOOD_AGAINST_USUAL;
    }

    /**
     * @param rate of the other's calls
     * @return the log of how much likelier these calls are if the rates are two than if they are one
     */
    private static double difference(Tally own, Tally other, double rate) {
        double exceeded = rate * other.judged();
        double pooled = (own.exceeded() + exceeded) / (own.judged() + other.judged());
        return fit(own.judged(), own.exceeded(), own.rate())
                + fit(other.judged(), exceeded, rate)
                - fit(own.judged(), own.exceeded(), pooled)
                - fit(other.judged(), exceeded, pooled);
    }

    private boolean isAbove(Tally own, Tally other) {
        double usual = usualBeside(other.rate());
        return own.rate() > Math.max(other.rate(), usual + MARGIN * (badRate(usual) - usual));
    }

    private static double fit(double judged, double exceeded, double rate) {
        return times(exceeded, rate) + times(judged - exceeded, 1 - rate);
    }

    private static double times(double calls, double probability) {
        return calls <= 0 || probability <= 0 ? 0 : calls * Math.log(probability);
    }

    /** @return the candidate's calls since there has been evidence */
    Tally candidateInRun() {
        return at(candidates, 0).minus(runCandidate);
    }

    /** @return the baseline's calls since there has been evidence */
    Tally baselineInRun() {
        return at(baselines, 0).minus(runBaseline);
    }

    /** @return for how long there has been evidence, in seconds */
    double runSeconds() {
        return (double) (tick - runStart) / TICKS_PER_SECOND;
    }

    double score() {
        return score;
    }
}
