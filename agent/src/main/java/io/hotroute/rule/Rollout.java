package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The {@code rollout} field of a rule: the steps by which the candidate's share grows to {@code route.weight}. Immutable. */
public final class Rollout {

    private final List<Step> steps;
    private final boolean dryRun;

    Rollout(List<Step> steps, boolean dryRun) {
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.dryRun = dryRun;
    }

    /** @return the steps, each with a higher weight than the one before; at least one */
    public List<Step> steps() {
        return steps;
    }

    /** @return whether it only says what it would have done, and leaves the share at {@code route.weight} */
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public String toString() {
        return "rollout " + steps + (dryRun ? " (dry run)" : "");
    }

    /** One step. Immutable. */
    public static final class Step {
        private final Weight weight;
        private final long minDurationNanos;
        private final int minSamples;

        Step(Weight weight, long minDurationNanos, int minSamples) {
            this.weight = weight;
            this.minDurationNanos = minDurationNanos;
            this.minSamples = minSamples;
        }

        /** @return the candidate's share during the step, unless {@code route.weight} is lower */
        public Weight weight() {
            return weight;
        }

        /** @return how long the step lasts at least, in ns */
        public long minDurationNanos() {
            return minDurationNanos;
        }

        /** @return how many calls of the candidate it takes at least to be judged */
        public int minSamples() {
            return minSamples;
        }

        @Override
        public String toString() {
            return weight + "% " + Durations.text(minDurationNanos) + " " + minSamples + " calls";
        }
    }
}
