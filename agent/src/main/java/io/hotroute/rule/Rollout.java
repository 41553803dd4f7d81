package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The {@code rollout} field of a rule: the steps by which the candidate's share grows to {@code route.weight}, perhaps after some
 * in which it only gets shadows. Immutable.
 */
public final class Rollout {

    private final List<Step> steps;
    private final boolean dryRun;

    Rollout(List<Step> steps, boolean dryRun) {
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.dryRun = dryRun;
    }

    /** @return the steps, at least one: first those by shadows, then each with a higher weight than the one before */
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

    /** @return whether it begins with a step by shadows */
    public boolean hasShadowStep() {
        return steps.get(0).isShadow();
    }

    /** One step. Immutable. */
    public static final class Step {
        private final Weight weight;
        private final boolean shadow;
        private final long minDurationNanos;
        private final int minSamples;

        private Step(Weight weight, boolean shadow, long minDurationNanos, int minSamples) {
            this.weight = weight;
            this.shadow = shadow;
            this.minDurationNanos = minDurationNanos;
            this.minSamples = minSamples;
        }

        static Step ofWeight(Weight weight, long minDurationNanos, int minSamples) {
            return new Step(weight, false, minDurationNanos, minSamples);
        }

        static Step ofShadows(long minDurationNanos, int minSamples) {
            return new Step(Weight.ZERO, true, minDurationNanos, minSamples);
        }

        /** @return whether shadows prove the candidate in it, and no call goes there */
        public boolean isShadow() {
            return shadow;
        }

        /** @return the candidate's share during the step, unless {@code route.weight} is lower; 0 in a step by shadows */
        public Weight weight() {
            return weight;
        }

        /** @return how long the step lasts at least, in ns */
        public long minDurationNanos() {
            return minDurationNanos;
        }

        /** @return how many calls of the candidate, or answers of shadows that were compared, it takes at least */
        public int minSamples() {
            return minSamples;
        }

        /** @return what the candidate gets, for people */
        public String share() {
            return shadow ? "shadow" : weight + "%";
        }

        /** @return what {@link #minSamples()} counts, for people */
        public String samples() {
            return shadow ? "shadows" : "calls";
        }

        @Override
        public String toString() {
            return share() + " " + Durations.text(minDurationNanos) + " " + minSamples + " " + samples();
        }
    }
}
