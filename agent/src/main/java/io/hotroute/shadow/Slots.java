package io.hotroute.shadow;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The samples in flight, in a fixed number of slots. Thread-safe; no lock.
 *
 * <p><b>Cost.</b> Taking one is a CAS for its number, and one for each slot looked at: one where few are taken. Who gets a number
 * has a free slot somewhere, though others may take the one it just saw; it looks twice, and gives up then.
 */
final class Slots {

    /** Instead of a number: all slots are taken. */
    static final long NONE = -1;

    private static final int ROUNDS = 2;

    // Callers write the first and others the second: far apart, so that neither waits for the other's cache line.
    private static final int TAKEN = 8;
    private static final int FREED = 24;
    private static final int COUNTS = 32;

    private final AtomicReferenceArray<Sample> slots;
    /** How many were ever taken, and how many of them are free again. */
    private final AtomicLongArray counts = new AtomicLongArray(COUNTS);

    Slots(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    /** @return 0, 1, 2 and so on: the number of one that {@link #take} is to be called for; or {@link #NONE} */
    long reserve() {
        while (true) {
            // Read before those that are free again: so more seem to be taken than are, if the number is another's
            // meanwhile.
            long number = counts.get(TAKEN);
            if (number - counts.get(FREED) >= slots.length()) {
                return NONE;
            }
            if (counts.compareAndSet(TAKEN, number, number + 1)) {
                return number;
            }
        }
    }

    /** @return false if none was found; then the number is given back */
    boolean take(long number, Sample sample) {
        int size = slots.length();
        int slot = (int) (number % size);
        for (int i = 0; i < ROUNDS * size; i++) {
            // Known before the slot is: who finds the sample there may end it at once.
            sample.setSlot(slot);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, sample)) {
                return true;
            }
            slot = slot + 1 == size ? 0 : slot + 1;
        }
        counts.getAndIncrement(FREED);
        return false;
    }

    /** To be called once for each sample that has a slot. */
    void free(int slot) {
        slots.set(slot, null);
        counts.getAndIncrement(FREED);
    }

    int taken() {
        long freed = counts.get(FREED);
        return (int) (counts.get(TAKEN) - freed);
    }

    /** @return how many numbers were given */
    long everTaken() {
        return counts.get(TAKEN);
    }

    void forEach(Consumer<Sample> action) {
        for (int i = 0; i < slots.length(); i++) {
            Sample sample = slots.get(i);
            if (sample != null) {
                action.accept(sample);
            }
        }
    }
}
