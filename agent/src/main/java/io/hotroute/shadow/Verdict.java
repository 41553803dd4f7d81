package io.hotroute.shadow;

import io.hotroute.latency.RateInterval;

/**
 * What the comparisons of a method, or of one path of its answers, tell about the candidate.
 *
 * <p>The rate at which two answers differ is bounded by Wilson's interval, for pairs of baseline and candidate (raw) and for
 * pairs of baseline and baseline (noise). They differ if raw is surely above noise, and by more than one of a thousand; the
 * rule is Diffy's, with intervals in place of its thresholds. Of two rates that are the same, about two of 10,000 are taken
 * for different each time somebody looks.
 */
public enum Verdict {
    /** No difference was seen, or surely no more than in one of a thousand. */
    SAME,
    /** They differ, and no more than two answers of the baseline surely do. */
    NOISE,
    /** They differ more often than two answers of the baseline. */
    DIFFERS,
    /** Too few comparisons, or differences too rare, to tell. */
    INCONCLUSIVE,
    /** Too few pairs of baseline and baseline to know the noise: fewer than {@value #LEAST_NOISE}. */
    UNCALIBRATED;

    /** Pairs of baseline and baseline without which nothing is said. */
    static final int LEAST_NOISE = 200;

    /** Pairs of baseline and candidate without which nothing is said: Wilson's interval is not fit for fewer. */
    static final int LEAST_RAW = 100;

    private static final double LEAST_DIFFERENCE = 0.001;

    /** So much more often may the candidate's shadows get no answer: one that timed out must not hold everything for hours. */
    private static final double MOST_MORE_FAILURES = 0.01;

    /**
     * @param rawDiffers how many of the raw pairs differ
     * @param noiseDiffers how many of the noise pairs differ
     */
    static Verdict of(long rawDiffers, long raw, long noiseDiffers, long noise) {
        if (noise < LEAST_NOISE) {
            return UNCALIBRATED;
        }
        if (raw < LEAST_RAW) {
            return INCONCLUSIVE;
        }
        RateInterval ofRaw = new RateInterval(rawDiffers, raw);
        RateInterval ofNoise = new RateInterval(noiseDiffers, noise);
        if (ofRaw.lower() > ofNoise.upper() && ofRaw.rate() - ofNoise.rate() > LEAST_DIFFERENCE) {
            return DIFFERS;
        }
        if (rawDiffers == 0) {
            return SAME;
        }
        if (noiseDiffers > 0) {
            return NOISE;
        }
        return ofRaw.upper() <= LEAST_DIFFERENCE ? SAME : INCONCLUSIVE;
    }

    /**
     * @param rawFailed how many of the candidate's shadows got no answer
     * @param noiseFailed how many of the baseline's
     */
    static Verdict ofFailures(long rawFailed, long raw, long noiseFailed, long noise) {
        Verdict verdict = of(rawFailed, raw, noiseFailed, noise);
        boolean isFew = verdict == INCONCLUSIVE
                && raw >= LEAST_RAW
                && new RateInterval(rawFailed, raw).mostAbove(new RateInterval(noiseFailed, noise), 1)
                        <= MOST_MORE_FAILURES;
        return isFew ? SAME : verdict;
    }

    /** @return of both, what an operator has to know first */
    Verdict and(Verdict other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        switch (this) {
            case SAME:
                return 0;
            case NOISE:
                return 1;
            case INCONCLUSIVE:
                return 2;
            case DIFFERS:
                return 3;
            default:
                return 4;
        }
    }
}
