package io.hotroute.shadow;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One walk through the values of one call: what has been seen, and what is left of the budget. Not thread-safe; lives for one
 * {@link Snapshots#take}. Few objects are looked for one by one, as hashing their identity costs more.
 */
final class Walk {

    static final int MOST_NODES = 2_000;
    static final int MOST_BYTES = 64 * 1_024;
    static final int MOST_LEVELS = 100;
    static final long MOST_NANOS = 1_000_000;
    private static final int NODES_BETWEEN_CLOCKS = 64;
    private static final int FIRST = 8;
    private static final int FEW = 64;

    private final Plans plans;
    private final LongSupplier clock;
    private int nodes;
    private int bytes;
    private int level;
    private long start;
    private int seenCount;
    /** Null, as no time is taken either, until there is a value that can change, or one of a class that was not met before. */
    private Object[] seen;

    private Node[] nodesSeen;
    private Map<Object, Node> manySeen;

    Walk(Plans plans, LongSupplier clock) {
        this.plans = plans;
        this.clock = clock;
    }

    private void begin() {
        start = clock.getAsLong();
        seen = new Object[FIRST];
        nodesSeen = new Node[FIRST];
    }

    /** @return null, the value itself if it can't change, or a node */
    Object value(Object value) throws SnapshotException {
        if ((++nodes & NODES_BETWEEN_CLOCKS - 1) == 0 && seen != null) {
            checkTime();
        }
        if (nodes > MOST_NODES) {
            throw tooLarge(MOST_NODES + " values");
        }
        if (value == null) {
            return null;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            bytes(((String) value).length());
            return value;
        }
        if (type == Integer.class || type == Long.class || type == Boolean.class || type == Double.class) {
            return value;
        }
        return parts(value, type);
    }

    private Object parts(Object value, Class<?> type) throws SnapshotException {
        Plan plan = plans.known(type);
        if (plan == Plan.LEAF) {
            return value;
        }
        if (seen == null) {
            begin();
        }
        if (plan == null) {
            plan = plans.make(type);
            checkTime();
        }
        if (plan == Plan.LEAF) {
            return value;
        }
        Node known = find(value);
        if (known != null) {
            known.isRepeated = true;
            return known;
        }
        if (level == MOST_LEVELS) {
            throw tooLarge(MOST_LEVELS + " levels");
        }
        level++;
        Object taken = plan.take(value, this);
        level--;
        return taken;
    }

    /** Takes each of them, in place. */
    void values(Object[] values) throws SnapshotException {
        for (int i = 0; i < values.length; i++) {
            values[i] = value(values[i]);
        }
    }

    /** For plans, before they go on to a value's parts, which may refer to it. */
    void remember(Object value, Node node) {
        if (manySeen != null) {
            manySeen.put(value, node);
            return;
        }
        if (seenCount == seen.length) {
            if (seenCount == FEW) {
                startMany();
                manySeen.put(value, node);
                return;
            }
            seen = Arrays.copyOf(seen, seenCount * 2);
            nodesSeen = Arrays.copyOf(nodesSeen, seenCount * 2);
        }
        seen[seenCount] = value;
        nodesSeen[seenCount++] = node;
    }

    private void startMany() {
        manySeen = new IdentityHashMap<>(FEW * 4);
        for (int i = 0; i < seenCount; i++) {
            manySeen.put(seen[i], nodesSeen[i]);
        }
    }

    private Node find(Object value) {
        if (manySeen != null) {
            return manySeen.get(value);
        }
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == value) {
                return nodesSeen[i];
            }
        }
        return null;
    }

    /** For plans, before they copy so many values. */
    void expect(int values) throws SnapshotException {
        if (values > MOST_NODES - nodes) {
            throw tooLarge(MOST_NODES + " values");
        }
    }

    /** For plans, before they copy so many bytes. */
    void bytes(long more) throws SnapshotException {
        if (more > MOST_BYTES - bytes) {
            throw tooLarge(MOST_BYTES / 1_024 + " KB");
        }
        bytes += (int) more;
    }

    private void checkTime() throws SnapshotException {
        if (clock.getAsLong() - start > MOST_NANOS) {
            throw new SnapshotException(Skip.TOO_SLOW, "more than " + MOST_NANOS / 1_000 + " us");
        }
    }

    private static SnapshotException tooLarge(String limit) {
        return new SnapshotException(Skip.TOO_LARGE, "more than " + limit);
    }
}
