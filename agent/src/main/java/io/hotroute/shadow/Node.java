package io.hotroute.shadow;

/**
 * A value with parts, or one that can change, as it was at one moment. Values that can't change (texts, numbers, enum
 * constants, dates and times...) need no node: in a snapshot's tree they stand for themselves.
 *
 * <p>Written by the caller's thread while the snapshot is taken and never again; it reaches other threads by a queue.
 */
abstract class Node {

    /** Whether more than one place in the tree refers to it, as in a cycle. */
    boolean isRepeated;

    /** The object itself if it and all of its parts can't change; otherwise null. */
    Object unchanging;

    static boolean canChange(Object value) {
        return value instanceof Node && ((Node) value).unchanging == null;
    }

    static boolean canChange(Object[] values) {
        for (Object value : values) {
            if (canChange(value)) {
                return true;
            }
        }
        return false;
    }

    /** What has named parts: an object of the application, an exception, a protobuf message. */
    static final class Named extends Node {
        final String type;
        final String[] names;
        final Object[] values;
        /** How to make it again; null for what is only compared. */
        final ObjectPlan plan;

        Named(String type, String[] names, Object[] values, ObjectPlan plan) {
            this.type = type;
            this.names = names;
            this.values = values;
            this.plan = plan;
        }
    }

    /** A collection, or an array of objects. */
    static final class Sequence extends Node {
        final Object[] elements;
        final boolean isSet;
        final ContainerPlan plan;
        /** A comparator, or an empty collection of the same kind, if one of them is needed to make it again. */
        final Object kept;

        Sequence(Object[] elements, boolean isSet, ContainerPlan plan, Object kept) {
            this.elements = elements;
            this.isSet = isSet;
            this.plan = plan;
            this.kept = kept;
        }
    }

    /** A map; keys and values in the map's order. */
    static final class Mapping extends Node {
        final Object[] keys;
        final Object[] values;
        final ContainerPlan plan;
        final Object kept;

        Mapping(Object[] keys, Object[] values, ContainerPlan plan, Object kept) {
            this.keys = keys;
            this.values = values;
            this.plan = plan;
            this.kept = kept;
        }
    }

    /** What holds one value or none: Optional, AtomicReference; two for a map's entry. */
    static final class Holder extends Node {
        final Object[] values;
        final HolderPlan plan;

        Holder(Object[] values, HolderPlan plan) {
            this.values = values;
            this.plan = plan;
        }
    }

    /** A value of the JDK that can change and has no parts: the snapshot has a copy of its own. */
    static final class Copy extends Node {
        final Object copy;
        final CopyPlan plan;

        Copy(Object copy, CopyPlan plan) {
            this.copy = copy;
            this.plan = plan;
        }
    }

    /** A protobuf message, which can't change: it is read when it is compared. */
    static final class Message extends Node {

        Message(Object message) {
            unchanging = message;
        }
    }
}
