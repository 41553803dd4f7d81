package io.hotroute.route;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often each {@link Decision} was taken for a service. Thread-safe; an increment takes no lock and allocates nothing
 * beyond the striping cells that the first contention makes.
 */
public final class DecisionCounters {

    private static final int DECISIONS = Decision.values().length;

    private final LongAdder[] counts = new LongAdder[DECISIONS];

    DecisionCounters() {
        for (int i = 0; i < DECISIONS; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Counts one decision. */
    public void increment(Decision decision) {
        counts[decision.ordinal()].increment();
    }

    /** @return calls so far; weakly consistent while calls go on */
    public long count(Decision decision) {
        return counts[decision.ordinal()].sum();
    }
}
