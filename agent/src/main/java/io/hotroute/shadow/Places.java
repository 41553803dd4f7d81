package io.hotroute.shadow;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The samples in flight, in a fixed number of places. Thread-safe; no lock.
 *
 * <p><b>Cost.</b> Taking one is a CAS of the number taken, and one for each place looked at: one where few are taken. Who gets
 * past the number has a free place somewhere, though others may take the one it just saw; it looks twice, and gives up then.
 */
final class Places {

    private static final int ROUNDS = 2;

    private final AtomicReferenceArray<Sample> places;
    private final AtomicInteger taken = new AtomicInteger();
    /** Where to look first: a hint, updates may get lost. */
    private int hint;

    Places(int size) {
        places = new AtomicReferenceArray<>(size);
    }

    /** @return false if all are taken */
    boolean take(Sample sample) {
        int size = places.length();
        if (!reserve(size)) {
            return false;
        }
        int first = hint;
        for (int i = 0; i < ROUNDS * size; i++) {
            int place = (first + i) % size;
            // Known before the place is: who finds the sample there may end it at once.
            sample.setPlace(place);
            if (places.get(place) == null && places.compareAndSet(place, null, sample)) {
                hint = (place + 1) % size;
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

    /** To be called once for each sample that has a place. */
    void free(int place) {
        places.set(place, null);
        taken.getAndDecrement();
    }

    int taken() {
        return taken.get();
    }

    void forEach(Consumer<Sample> action) {
        for (int i = 0; i < places.length(); i++) {
            Sample sample = places.get(i);
            if (sample != null) {
                action.accept(sample);
            }
        }
    }
}
