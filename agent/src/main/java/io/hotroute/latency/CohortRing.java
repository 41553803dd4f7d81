package io.hotroute.latency;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Calls in flight by age, without an object for a call. A cohort is the calls that began within the same 134 ms; its slot
 * counts how many of them began and ended. The ring is longer than a call may go unjudged. Any thread may count; the ticker
 * alone ages, and reads.
 *
 * <p>Whether a cohort is aged lies in the same word as its counts. So a call that ends knows for certain whether the ticker
 * has counted it in flight, and the ticker has counted exactly those that will know so. A cohort that lost its slot to a
 * later one is aged too: who takes the slot notes what was in flight.
 *
 * <p>A call may end on another ring than it began on: the rings of a recorder add up, one alone may be below zero.
 */
final class CohortRing extends AtomicLongArray {

    private static final long serialVersionUID = 1L;

    private static final int COHORT_SHIFT = 27;
    private static final int SLOT_BITS = 9;

    static final int SLOTS = 1 << SLOT_BITS;
    static final long COHORT_NANOS = 1L << COHORT_SHIFT;

    /** A call that began as long ago may have lost its slot. */
    static final long SPAN_NANOS = (SLOTS - 1) * COHORT_NANOS;

    // A word, from the low bits: calls ended, calls begun, aged, lap. A thread would have to sleep for 26 days to take
    // one lap for another, and 125 million calls to begin in a second to overflow a count.
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long ENDED = 1;
    private static final long BEGUN = 1L << COUNT_BITS;
    private static final long AGED = 1L << 2 * COUNT_BITS;
    private static final int LAP_SHIFT = 2 * COUNT_BITS + 1;
    private static final long LAP_MASK = -1L << LAP_SHIFT;

    private final AtomicLong agedByCallers = new AtomicLong();

    /** A hint: an increment may get lost. */
    private int collisions;

    /** All cohorts below 0 are aged. */
    CohortRing() {
        super(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            lazySet(slot, lap(slot - SLOTS) | AGED);
        }
    }

    /** The cohorts that are aged are those of the other ring. For the ticker. */
    CohortRing(CohortRing other) {
        super(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            lazySet(slot, other.get(slot) & (LAP_MASK | AGED));
        }
    }

    /** @return the cohort of the calls that begin so long after cohort 0 */
    static long cohort(long nanos) {
        return nanos >> COHORT_SHIFT;
    }

    private static int slot(long cohort) {
        return (int) cohort & (SLOTS - 1);
    }

    private static long lap(long cohort) {
        return cohort >> SLOT_BITS << LAP_SHIFT;
    }

    void begin(long cohort) {
        if (!count(cohort, BEGUN)) {
            agedByCallers.getAndIncrement();
        }
    }

    /** @return whether the call ended before it was aged */
    boolean end(long cohort) {
        return count(cohort, ENDED);
    }

    private boolean count(long cohort, long what) {
        int slot = slot(cohort);
        long lap = lap(cohort);
        while (true) {
            long word = get(slot);
            long lead = (word & LAP_MASK) - lap;
            if (lead > 0 || lead == 0 && isAged(word)) {
                return false;
            }
            if (compareAndSet(slot, word, (lead == 0 ? word : lap) + what)) {
                if (lead < 0 && !isAged(word)) {
                    agedByCallers.getAndAdd(inFlight(word));
                }
                return true;
            }
            collisions++;
        }
    }

    /** Ages a cohort. @return calls of it in flight; 0 if it was aged before */
    long age(long cohort) {
        int slot = slot(cohort);
        long lap = lap(cohort);
        while (true) {
            long word = get(slot);
            long lead = (word & LAP_MASK) - lap;
            if (lead > 0) {
                return 0;
            }
            if (compareAndSet(slot, word, (lead == 0 ? word : lap) | AGED)) {
                return isAged(word) ? 0 : inFlight(word);
            }
        }
    }

    /** @return calls of these cohorts in flight and not aged */
    long young(long first, long last) {
        long sum = 0;
        for (long cohort = first; cohort <= last; cohort++) {
            long word = get(slot(cohort));
            if ((word & LAP_MASK) == lap(cohort) && !isAged(word)) {
                sum += inFlight(word);
            }
        }
        return sum;
    }

    /** @return calls that began in the cohort, if it has its slot still, and was not aged by then */
    long begun(long cohort) {
        long word = get(slot(cohort));
        return (word & LAP_MASK) == lap(cohort) ? word >>> COUNT_BITS & COUNT_MASK : 0;
    }

    /** @return calls that were aged by a caller: begun into an aged cohort, or in flight in one that lost its slot */
    long agedByCallers() {
        return agedByCallers.get();
    }

    /** @return about how many times threads have got into each other's way since this was asked last */
    int takeCollisions() {
        int taken = collisions;
        collisions = 0;
        return taken;
    }

    private static boolean isAged(long word) {
        return (word & AGED) != 0;
    }

    private static long inFlight(long word) {
        return (word >>> COUNT_BITS & COUNT_MASK) - (word & COUNT_MASK);
    }
}
