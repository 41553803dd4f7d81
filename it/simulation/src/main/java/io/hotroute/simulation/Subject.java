package io.hotroute.simulation;

import io.hotroute.latency.CallOutcome;

/** What takes calls off a candidate, in one consumer. Times are in nanoseconds. */
interface Subject {

    long NOT_RECOVERING = -1;

    /**
     * A call that the rule would send to the candidate.
     *
     * @param bucket 0 to 9,999, below the rule's share
     * @return whether it goes there
     */
    boolean admits(long now, int bucket);

    /** A call is sent. */
    void begins(long now, Version version);

    /** A call ended. */
    void ends(long start, long now, Version version, CallOutcome outcome);

    /** Every 250 ms. */
    void tick(long now);

    /** @return how often it took all calls off the candidate while it gave it some */
    long trips();

    /** @return changes of state */
    long transitions();

    /** @return since when calls have come back that are no probes, after a trip; {@link #NOT_RECOVERING} before and else */
    long recoveringSince();

    /** @return whether the candidate has all of the rule's share */
    boolean isClosed();
}
