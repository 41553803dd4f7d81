package io.hotroute.route;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often each {@link Decision} was taken on behalf of one rule. Thread-safe; an increment takes no lock and allocates
 * nothing beyond the striping cells that the first contention makes.
 */
final class RuleCounters {

    private static final int DECISIONS = Decision.values().length;

    private final LongAdder[] counts = new LongAdder[DECISIONS];
    private final LongAdder unreadable = new LongAdder();

    RuleCounters() {
        for (int i = 0; i < DECISIONS; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** @return the decision, counted */
    Decision count(Decision decision) {
        counts[decision.ordinal()].increment();
        return decision;
    }

    long calls(Decision decision) {
        return counts[decision.ordinal()].sum();
    }

    /** @return calls over all decisions */
    long calls() {
        long calls = 0;
        for (LongAdder count : counts) {
            calls += count.sum();
        }
        return calls;
    }

    void countUnreadable() {
        unreadable.increment();
    }

    long unreadable() {
        return unreadable.sum();
    }
}
