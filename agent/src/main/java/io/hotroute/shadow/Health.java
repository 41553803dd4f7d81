package io.hotroute.shadow;

import io.hotroute.latency.RateInterval;
import io.hotroute.rule.Shadow;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Whether shadows do harm, or are worth nothing: how many of the newest fail or are dropped. Counting is for any thread, takes
 * no lock, and is a striped increment; judging is for the ticker.
 *
 * <p>Judged are the last {@value #WINDOW} to {@value #TWO_WINDOWS} of a kind, however long they took, {@value #LEAST} at least.
 * A threshold is exceeded if the lower bound of Wilson's interval is above it.
 */
final class Health {

    static final int LEAST = 20;
    private static final int WINDOW = 100;
    private static final int TWO_WINDOWS = 2 * WINDOW;

    private static final int DROPPED = 0;
    private static final int CANDIDATE_ANSWERED = 1;
    private static final int CANDIDATE_FAILED = 2;
    private static final int BASELINE_ANSWERED = 3;
    private static final int BASELINE_FAILED = 4;
    private static final int KINDS = 5;

    private final Shadow rule;
    private final LongAdder[] counts = new LongAdder[KINDS];

    // The ticker's.
    private final Window drops;
    private final Window candidate;
    private final Window baseline;
    private boolean blamesCandidate;

    /** @param admitted how many samples ever were */
    Health(Shadow rule, LongSupplier admitted) {
        this.rule = rule;
        for (int i = 0; i < KINDS; i++) {
            counts[i] = new LongAdder();
        }
        this.drops = new Window(admitted, counts[DROPPED]::sum);
        this.candidate = new Window(counts[CANDIDATE_ANSWERED]::sum, counts[CANDIDATE_FAILED]::sum);
        this.baseline = new Window(counts[BASELINE_ANSWERED]::sum, counts[BASELINE_FAILED]::sum);
    }

    void countSkip(Skip reason) {
        if (reason.isDrop()) {
            counts[DROPPED].increment();
        }
    }

    void countSettled(boolean isNoise, boolean hasFailed) {
        counts[(isNoise ? BASELINE_ANSWERED : CANDIDATE_ANSWERED) + (hasFailed ? 1 : 0)].increment();
    }

    /** What was counted until now is not judged any more. */
    void restart() {
        drops.restart();
        candidate.restart();
        baseline.restart();
    }

    /** @return why shadowing must stop, with the figures, or null */
    String reasonToStop() {
        drops.take();
        candidate.take();
        baseline.take();
        double mostErrors = rule.stopErrorPercent() / 100;
        double mostDrops = rule.stopDropPercent() / 100;
        blamesCandidate = false;
        if (baseline.isSurelyAbove(mostErrors)) {
            return "shadows to the baseline fail: " + baseline.text(mostErrors);
        }
        if (candidate.isSurelyAbove(mostErrors) && candidate.isWorseThan(baseline)) {
            blamesCandidate = true;
            return "shadows to the candidate fail: " + candidate.text(mostErrors)
                    + (baseline.total() == 0 ? "" : "; to the baseline " + baseline.rate());
        }
        return drops.isSurelyAbove(mostDrops) ? "samples are dropped: " + drops.text(mostDrops) : null;
    }

    /** @return whether the newest reason to stop is that the candidate fails, and nothing that is wrong here */
    boolean blamesCandidate() {
        return blamesCandidate;
    }

    /** The newest of two kinds: all since the last half of them was forgotten. */
    private static final class Window {
        private final LongSupplier allGood;
        private final LongSupplier allBad;
        private long takenGood;
        private long takenBad;
        private long olderGood;
        private long olderBad;
        private long good;
        private long bad;

        Window(LongSupplier allGood, LongSupplier allBad) {
            this.allGood = allGood;
            this.allBad = allBad;
        }

        void restart() {
            take();
            good = bad = olderGood = olderBad = 0;
        }

        void take() {
            long newGood = allGood.getAsLong();
            long newBad = allBad.getAsLong();
            good += newGood - takenGood;
            bad += newBad - takenBad;
            takenGood = newGood;
            takenBad = newBad;
            if (good + bad >= WINDOW) {
                olderGood = good;
                olderBad = bad;
                good = bad = 0;
            }
        }

        long total() {
            return good + bad + olderGood + olderBad;
        }

        private RateInterval interval() {
            return new RateInterval(bad + olderBad, total());
        }

        boolean isSurelyAbove(double share) {
            return total() >= LEAST && interval().lower() > share;
        }

        /** @return whether this one surely has the higher rate, as far as there is anything to compare with */
        boolean isWorseThan(Window other) {
            return other.total() == 0 || interval().leastAbove(other.interval(), 1) > 0;
        }

        String text(double share) {
            return rate() + ", surely more than " + Texts.percent(share);
        }

        String rate() {
            return PathReport.rate(bad + olderBad, total());
        }
    }
}
