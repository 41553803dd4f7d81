package io.hotroute.dubbo;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/**
 * References by the identity of the invoker that they hold weakly.
 *
 * <p><b>Assumptions.</b> Looked up on every call, added to a few times in a JVM's life.
 *
 * <p><b>Guarantees.</b> {@link #find} is one volatile read, an identity hash and a probe of an open-addressed array at most
 * half full: no lock, no allocation. A writer copies the array and publishes it by compare-and-set, dropping what was
 * collected.
 */
final class ReferenceTable<R extends WeakReference<?>> {

    private static final int SMALLEST = 16;

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<ReferenceTable, WeakReference[]> SLOTS =
            AtomicReferenceFieldUpdater.newUpdater(ReferenceTable.class, WeakReference[].class, "slots");

    private final Consumer<? super R> listener;
    private volatile WeakReference<?>[] slots = new WeakReference<?>[SMALLEST];

    /** @param listener told of each reference once it is there, by who added it */
    ReferenceTable(Consumer<? super R> listener) {
        this.listener = listener;
    }

    /** @return the reference, or null */
    R find(Object invoker) {
        return find(slots, invoker);
    }

    /** Nothing else is ever put into a slot. */
    @SuppressWarnings("unchecked")
    private R find(WeakReference<?>[] table, Object invoker) {
        int mask = table.length - 1;
        for (int i = spread(invoker) & mask; ; i = (i + 1) & mask) {
            WeakReference<?> reference = table[i];
            if (reference == null || reference.get() == invoker) {
                return (R) reference;
            }
        }
    }

    /** @return the given reference, or the one that was added for its invoker before */
    R add(R added) {
        Object invoker = added.get();
        while (true) {
            WeakReference<?>[] table = slots;
            R present = find(table, invoker);
            if (present != null) {
                return present;
            }
            List<R> next = live(table);
            next.add(added);
            if (SLOTS.compareAndSet(this, table, tableOf(next))) {
                listener.accept(added);
                return added;
            }
        }
    }

    /** Forgets a reference whose invoker is destroyed or collected. */
    void remove(R removed) {
        while (true) {
            WeakReference<?>[] table = slots;
            List<R> next = live(table);
            next.remove(removed);
            if (SLOTS.compareAndSet(this, table, tableOf(next))) {
                return;
            }
        }
    }

    @SuppressWarnings("unchecked")
    List<R> all() {
        List<R> all = new ArrayList<>();
        for (WeakReference<?> reference : slots) {
            if (reference != null) {
                all.add((R) reference);
            }
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private List<R> live(WeakReference<?>[] table) {
        List<R> live = new ArrayList<>();
        for (WeakReference<?> reference : table) {
            if (reference != null && reference.get() != null) {
                live.add((R) reference);
            }
        }
        return live;
    }

    private WeakReference<?>[] tableOf(List<R> references) {
        int size = SMALLEST;
        while (size < 2 * references.size()) {
            size *= 2;
        }
        WeakReference<?>[] table = new WeakReference<?>[size];
        for (R reference : references) {
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
