package io.hotroute.latency;

/** A completed call's outcome and pace, as a small number: what was judged about it is told by where it is
 * counted. */
final class Kind {

    /** Paces: within the threshold, above it, and judged in flight. */
    static final int FAST = 0;

    static final int SLOW = 1;
    static final int AGED = 2;

    static final int PACES = 3;

    private static final CallOutcome[] OUTCOMES = CallOutcome.values();

    static final int COUNT = OUTCOMES.length * PACES;

    private Kind() {}

    static int of(CallOutcome outcome, int pace) {
        return outcome.ordinal() * PACES + pace;
    }

    static CallOutcome outcome(int kind) {
        return OUTCOMES[kind / PACES];
    }
}
