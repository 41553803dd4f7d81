package io.hotroute.shadow;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The samples in flight, in a fixed number of slots. Thread-safe; no lock.
 *
 * <p><b>Cost.</b> Taking one is a CAS of the number taken, and one for each slot looked at: one where few are taken. Who gets
 * past the number has a free slot somewhere, though others may take the one it just saw; it looks twice, and gives up then.
 */
final class Slots {

    private static final int ROUNDS = 2;

    private final AtomicReferenceArray<Sample> slots;
    private final AtomicInteger taken = new AtomicInteger();
    /** Where to look first: a hint, updates may get lost. */
    private int hint;

    Slots(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    /** @return false if all are taken */
    boolean take(Sample sample) {
        int size = slots.length();
        if (!reserve(size)) {
            return false;
        }
        int first = hint;
        for (int i = 0; i < ROUNDS * size; i++) {
            int slot = (first + i) % size;
            // Known before the slot is: who finds the sample there may end it at once.
            sample.setSlot(slot);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, sample)) {
                hint = (slot + 1) % size;
                return true;
            }
        }
        taken.getAndDecrement();
        return false;
    }

    private boolean reserve(int size) {
        while (true) {
            int before = taken.get();
            if (before >= size) {
                return false;
            }
            if (taken.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    /** To be called once for each sample that has a slot. */
    void free(int slot) {
        slots.set(slot, null);
        taken.getAndDecrement();
    }

    int taken() {
        return taken.get();
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
