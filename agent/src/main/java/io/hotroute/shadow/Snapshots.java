package io.hotroute.shadow;

import java.util.function.LongSupplier;

/**
 * Takes snapshots of values without running any code of the application: fields of its objects are read, and what belongs to
 * the JDK is read by its public methods. Remembers, and so holds, classes of the application: one for each reference.
 * Thread-safe, and without lock.
 *
 * <p>Limits: a collection of the JDK may be a view of one of the application, whose methods it then calls
 * ({@code Collections.unmodifiableList}); synchronized ones lock themselves, as they do when the call is serialized.
 */
public final class Snapshots {

    private final Plans plans = new Plans();
    private final LongSupplier clock;

    /** @param clock ns, for the budget of time */
    public Snapshots(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * On the caller's thread: at most 2,000 values, 64 KB of texts and primitives, 100 levels and 1 ms for all values together.
     *
     * @param values a call's arguments, or one answer
     * @throws SnapshotException if the values can't be read within the budget
     */
    public Snapshot[] take(Object... values) throws SnapshotException {
        Walk walk = new Walk(plans, clock);
        Snapshot[] snapshots = new Snapshot[values.length];
        for (int i = 0; i < values.length; i++) {
            snapshots[i] = new Snapshot(take(values[i], walk));
        }
        return snapshots;
    }

    /** As {@link #take}, of one value. */
    public Snapshot takeOne(Object value) throws SnapshotException {
        return new Snapshot(take(value, new Walk(plans, clock)));
    }

    private static Object take(Object value, Walk walk) throws SnapshotException {
        try {
            return walk.value(value);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A collection that changes while it is read, for instance.
            throw SnapshotException.notReadable(value.getClass(), e.toString());
        }
    }
}
