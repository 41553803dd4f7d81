package io.hotroute.degrade;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many methods may have a guard of their own, over all rules of a JVM. It bounds what guards take of the heap: a guard is
 * two recorders, of up to 26 KB each. Methods beyond it are guarded together, service by service. Thread-safe.
 */
public final class GuardBudget {

    /** 500 methods of two versions. */
    public static final int DEFAULT = 500;

    private final int most;
    private final AtomicInteger used = new AtomicInteger();
    private final LongAdder overflows = new LongAdder();

    /** @throws IllegalArgumentException if it is negative */
    public GuardBudget(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most: '" + most + "' is not allowed; allowed: 0 or more");
        }
        this.most = most;
    }

    /** @return whether there was one left */
    boolean take() {
        if (used.getAndIncrement() < most) {
            return true;
        }
        used.getAndDecrement();
        overflows.increment();
        return false;
    }

    void giveBack(int guards) {
        used.getAndAdd(-guards);
    }

    /** @return methods that have a guard of their own */
    public int used() {
        return used.get();
    }

    /** @return how often a method was to be guarded with the others of its service, as nothing was left */
    public long overflows() {
        return overflows.sum();
    }
}
