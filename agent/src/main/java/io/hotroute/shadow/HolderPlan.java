package io.hotroute.shadow;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What holds one value or none, and a map's entry, which holds two. */
final class HolderPlan extends Plan {

    private enum Kind {
        OPTIONAL,
        REFERENCE,
        ENTRY
    }

    private final Kind kind;

    private HolderPlan(Kind kind) {
        this.kind = kind;
    }

    /** @return null if the class is none of them */
    static HolderPlan of(Class<?> type) {
        if (type == Optional.class) {
            return new HolderPlan(Kind.OPTIONAL);
        }
        if (type == AtomicReference.class) {
            return new HolderPlan(Kind.REFERENCE);
        }
        return Map.Entry.class.isAssignableFrom(type) ? new HolderPlan(Kind.ENTRY) : null;
    }

    @Override
    Object take(Object value, Walk walk) throws SnapshotException {
        Node.Holder node = new Node.Holder(values(value), this);
        walk.remember(value, node);
        walk.values(node.values);
        if (kind == Kind.OPTIONAL && !Node.canChange(node.values)) {
            node.unchanging = value;
        }
        return node;
    }

    private Object[] values(Object value) {
        switch (kind) {
            case OPTIONAL:
                return ((Optional<?>) value).isPresent() ? new Object[] {((Optional<?>) value).get()} : new Object[0];
            case REFERENCE:
                return new Object[] {((AtomicReference<?>) value).get()};
            default:
                return new Object[] {((Map.Entry<?, ?>) value).getKey(), ((Map.Entry<?, ?>) value).getValue()};
        }
    }

    boolean isReference() {
        return kind == Kind.REFERENCE;
    }

    /** @return for all but references, which are made before what they hold */
    Object make(Object[] values) {
        return kind == Kind.OPTIONAL
                ? values.length == 0 ? Optional.empty() : Optional.of(values[0])
                : new AbstractMap.SimpleEntry<>(values[0], values[1]);
    }
}
