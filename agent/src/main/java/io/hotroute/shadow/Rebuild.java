package io.hotroute.shadow;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From a snapshot's tree to objects: what is one object in the tree is one object again, cycles too. Containers that refer to
 * a record that is being made, which can't exist before its parts, are filled when it does. Lives for one rebuild.
 */
final class Rebuild {

    /** Stands for a record (or Optional) that waits for its parts. */
    private static final Object PENDING = new Object();

    private final Map<Node, Object> made = new IdentityHashMap<>();
    private final Deque<Node> toFill = new ArrayDeque<>();

    private Rebuild() {}

    static Object of(Object root) throws SnapshotException {
        try {
            Rebuild rebuild = new Rebuild();
            Object value = rebuild.build(root);
            while (!rebuild.toFill.isEmpty()) {
                Node node = rebuild.toFill.poll();
                if (!rebuild.fill(node, rebuild.made.get(node))) {
                    throw new SnapshotException(Skip.NOT_READABLE, "a cycle that can't be made");
                }
            }
            return value;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // A hash code or a comparator of the application.
            throw new SnapshotException(Skip.NOT_READABLE, "can't be made: " + e);
        }
    }

    private Object build(Object value) throws SnapshotException {
        if (!(value instanceof Node)) {
            return value;
        }
        Node node = (Node) value;
        if (node.unchanging != null) {
            return node.unchanging;
        }
        Object known = made.get(node);
        if (known != null) {
            return known;
        }
        if (node instanceof Node.Copy) {
            return made(node, ((Node.Copy) node).plan.copy(((Node.Copy) node).copy));
        }
        if (isMadeOfItsParts(node)) {
            made.put(node, PENDING);
            return made(node, ofParts(node));
        }
        Object empty = made(node, empty(node));
        if (!fill(node, empty)) {
            toFill.add(node);
        }
        return empty;
    }

    private Object made(Node node, Object object) {
        made.put(node, object);
        return object;
    }

    private static boolean isMadeOfItsParts(Node node) {
        return node instanceof Node.Holder && !((Node.Holder) node).plan.isReference()
                || node instanceof Node.Named
                        && ((Node.Named) node).plan.making().isRecord();
    }

    private Object ofParts(Node node) throws SnapshotException {
        Object[] parts = build(node instanceof Node.Holder ? ((Node.Holder) node).values : ((Node.Named) node).values);
        if (parts == null) {
            throw new SnapshotException(Skip.NOT_READABLE, "a cycle that can't be made");
        }
        return node instanceof Node.Holder
                ? ((Node.Holder) node).plan.make(parts)
                : ((Node.Named) node).plan.making().record(parts);
    }

    private Object empty(Node node) throws SnapshotException {
        if (node instanceof Node.Sequence) {
            Node.Sequence sequence = (Node.Sequence) node;
            return sequence.plan.create(sequence.kept, sequence.elements.length);
        }
        if (node instanceof Node.Mapping) {
            Node.Mapping mapping = (Node.Mapping) node;
            return mapping.plan.create(mapping.kept, mapping.keys.length);
        }
        if (node instanceof Node.Holder) {
            return new AtomicReference<>();
        }
        Node.Named named = (Node.Named) node;
        if (!named.plan.making().isThrowable()) {
            return named.plan.making().empty(null, null);
        }
        Object cause = build(named.values[1]);
        if (cause == PENDING) {
            throw new SnapshotException(Skip.NOT_READABLE, "a cycle that can't be made");
        }
        return named.plan.making().empty((String) named.values[0], (Throwable) cause);
    }

    /** @return false if one of the parts does not exist yet */
    private boolean fill(Node node, Object empty) throws SnapshotException {
        if (node instanceof Node.Sequence) {
            return fillSequence((Node.Sequence) node, empty);
        }
        if (node instanceof Node.Mapping) {
            return fillMap((Node.Mapping) node, empty);
        }
        Object[] parts = build(node instanceof Node.Holder ? ((Node.Holder) node).values : ((Node.Named) node).values);
        if (parts == null) {
            return false;
        }
        if (node instanceof Node.Holder) {
            @SuppressWarnings("unchecked")
            AtomicReference<Object> reference = (AtomicReference<Object>) empty;
            reference.set(parts[0]);
            return true;
        }
        Making making = ((Node.Named) node).plan.making();
        int first = making.isThrowable() ? 2 : 0;
        for (int i = first; i < parts.length; i++) {
            making.set(empty, i - first, parts[i]);
        }
        return true;
    }

    private boolean fillSequence(Node.Sequence node, Object empty) throws SnapshotException {
        Object[] parts = build(node.elements);
        if (parts == null) {
            return false;
        }
        if (empty instanceof Object[]) {
            System.arraycopy(parts, 0, (Object[]) empty, 0, parts.length);
            return true;
        }
        @SuppressWarnings("unchecked")
        Collection<Object> collection = (Collection<Object>) empty;
        collection.clear();
        for (Object part : parts) {
            collection.add(part);
        }
        return true;
    }

    private boolean fillMap(Node.Mapping node, Object empty) throws SnapshotException {
        Object[] keys = build(node.keys);
        Object[] values = build(node.values);
        if (keys == null || values == null) {
            return false;
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) empty;
        map.clear();
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], values[i]);
        }
        return true;
    }

    /** @return null if one of them does not exist yet */
    private Object[] build(Object[] values) throws SnapshotException {
        Object[] built = new Object[values.length];
        boolean isPending = false;
        for (int i = 0; i < values.length; i++) {
            built[i] = build(values[i]);
            isPending |= built[i] == PENDING;
        }
        return isPending ? null : built;
    }
}
