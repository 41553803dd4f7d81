package io.hotroute.shadow;

import java.lang.reflect.Array;

/** Values as people see them in a report: as they are, or by type and size only. Stateless. */
final class Shown {

    /** Stands for what is not there, which is not the same as null. */
    static final Object ABSENT = new Object();

    private static final int MOST_CHARS = 100;

    private Shown() {}

    static String pair(Object a, Object b, boolean isShown) {
        return of(a, isShown) + " -> " + of(b, isShown);
    }

    static String of(Object value, boolean isShown) {
        if (value == ABSENT || value == null) {
            return value == null ? "null" : "absent";
        }
        Object leaf = value instanceof Node.Copy ? ((Node.Copy) value).copy : value;
        if (leaf instanceof Node) {
            return node((Node) leaf);
        }
        if (leaf.getClass().isArray()) {
            return simple(leaf.getClass().getComponentType().getName()) + "[](" + Array.getLength(leaf) + ")";
        }
        if (isShown) {
            return clip(leaf instanceof Enum ? ((Enum<?>) leaf).name() : leaf.toString());
        }
        String type = leaf instanceof Enum
                ? ((Enum<?>) leaf).getDeclaringClass().getName()
                : leaf.getClass().getName();
        return simple(type) + (leaf instanceof CharSequence ? "(" + ((CharSequence) leaf).length() + ")" : "");
    }

    private static String node(Node node) {
        if (node instanceof Node.Named) {
            return simple(((Node.Named) node).type);
        }
        if (node instanceof Node.Sequence) {
            Node.Sequence sequence = (Node.Sequence) node;
            return (sequence.isSet ? "Set(" : "List(") + sequence.elements.length + ")";
        }
        if (node instanceof Node.Mapping) {
            return "Map(" + ((Node.Mapping) node).keys.length + ")";
        }
        return node instanceof Node.Message ? simple(node.unchanging.getClass().getName()) : "holder";
    }

    static String simple(String type) {
        return clip(type.substring(type.lastIndexOf('.') + 1));
    }

    static String clip(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "...";
    }
}
