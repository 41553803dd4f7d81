package io.hotroute.simulation;

import io.hotroute.latency.CallOutcome;
import java.util.random.RandomGenerator;

/** What is wrong with providers. */
@FunctionalInterface
interface Effect {

    Effect NONE = (answer, seconds, random) -> {};

    /** @param seconds since it set in; negative before */
    void apply(Answer answer, double seconds, RandomGenerator random);

    static Effect slower(double factor) {
        return (answer, seconds, random) -> answer.slower(factor);
    }

    static Effect ramp(double factor, double within) {
        return (answer, seconds, random) -> answer.slower(1 + (factor - 1) * Math.min(1, seconds / within));
    }

    static Effect hang() {
        return (answer, seconds, random) -> answer.never();
    }

    static Effect takes(double latency) {
        return (answer, seconds, random) -> answer.seconds = latency;
    }

    static Effect later(double delay) {
        return (answer, seconds, random) -> answer.seconds += delay;
    }

    static Effect fails(CallOutcome outcome) {
        return (answer, seconds, random) -> answer.fails(outcome);
    }

    /** A part of the calls. */
    default Effect of(double share) {
        return (answer, seconds, random) -> {
            if (random.nextDouble() < share) {
                apply(answer, seconds, random);
            }
        };
    }

    default Effect after(double onset) {
        return (answer, seconds, random) -> {
            if (seconds >= onset) {
                apply(answer, seconds - onset, random);
            }
        };
    }

    default Effect lasting(double end) {
        return (answer, seconds, random) -> {
            if (seconds < end) {
                apply(answer, seconds, random);
            }
        };
    }

    /** On and off by turns, each for that long. */
    default Effect flapping(double each) {
        return (answer, seconds, random) -> {
            if ((long) (seconds / each) % 2 == 0) {
                apply(answer, seconds, random);
            }
        };
    }
}
