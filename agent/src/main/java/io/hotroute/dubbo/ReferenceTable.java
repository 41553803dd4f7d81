package io.hotroute.dubbo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The references by the identity of their cluster invoker, which it holds weakly.
 *
 * <p><b>Assumptions.</b> Looked up on every call, added to a few times in a JVM's life.
 *
 * <p><b>Guarantees.</b> {@link #find} is one volatile read, an identity hash and a probe of an open-addressed array at most
 * half full: no lock, no allocation. A writer copies the array and publishes it by compare-and-set, dropping what was
 * collected.
 */
final class ReferenceTable {

    private static final int SMALLEST = 16;

    private static final AtomicReferenceFieldUpdater<ReferenceTable, Reference[]> SLOTS =
            AtomicReferenceFieldUpdater.newUpdater(ReferenceTable.class, Reference[].class, "slots");

    private volatile Reference[] slots = new Reference[SMALLEST];

    /** @return the reference, or null */
    Reference find(Object invoker) {
        return find(slots, invoker);
    }

    private static Reference find(Reference[] table, Object invoker) {
        int mask = table.length - 1;
        for (int i = spread(invoker) & mask; ; i = (i + 1) & mask) {
            Reference reference = table[i];
            if (reference == null || reference.get() == invoker) {
                return reference;
            }
        }
    }

    /** @return the given reference, or the one that was added for its invoker before */
    Reference add(Reference added) {
        Object invoker = added.get();
        while (true) {
            Reference[] table = slots;
            Reference present = find(table, invoker);
            if (present != null) {
                return present;
            }
            List<Reference> next = live(table);
            next.add(added);
            if (SLOTS.compareAndSet(this, table, tableOf(next))) {
                return added;
            }
        }
    }

    /** Forgets a reference whose invoker is destroyed or collected. */
    void remove(Reference removed) {
        while (true) {
            Reference[] table = slots;
            List<Reference> next = live(table);
            next.remove(removed);
            if (SLOTS.compareAndSet(this, table, tableOf(next))) {
                return;
            }
        }
    }

    List<Reference> all() {
        List<Reference> all = new ArrayList<>();
        for (Reference reference : slots) {
            if (reference != null) {
                all.add(reference);
            }
        }
        return all;
    }

    private static List<Reference> live(Reference[] table) {
        List<Reference> live = new ArrayList<>();
        for (Reference reference : table) {
            if (reference != null && reference.get() != null) {
                live.add(reference);
            }
        }
        return live;
    }

    private static Reference[] tableOf(List<Reference> references) {
        int size = SMALLEST;
        while (size < 2 * references.size()) {
            size *= 2;
        }
        Reference[] table = new Reference[size];
        for (Reference reference : references) {
            Object invoker = reference.get();
            if (invoker != null) {
                int i = spread(invoker) & (size - 1);
                while (table[i] != null) {
                    i = (i + 1) & (size - 1);
                }
                table[i] = reference;
            }
        }
        return table;
    }

    /** Identity hashes differ in their low bits; the multiplication spreads them all the same (Knuth). */
    private static int spread(Object invoker) {
        int hash = System.identityHashCode(invoker) * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
