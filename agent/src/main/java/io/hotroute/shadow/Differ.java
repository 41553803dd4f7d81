package io.hotroute.shadow;

import io.hotroute.rule.Compare;
import io.hotroute.rule.PathGlob;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One comparison of two trees. Does at most {@value #MOST_STEPS} comparisons of two values and goes {@value #MOST_LEVELS}
 * levels deep; what is not compared by then counts as a difference, and says so. Two nodes that are being compared already,
 * further up, are taken for equal, so that cycles end. Not thread-safe; lives for one comparison.
 */
final class Differ {

    static final int MOST_STEPS = 500_000;
    static final int MOST_LEVELS = 500;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]{0,99}");

    private final Compare settings;
    private final List<Difference> differences = new ArrayList<>();
    private final Set<Pair> underWay = new HashSet<>();
    private final Map<PathGlob, Map<Object, Object>> idsOfBaseline = new HashMap<>();
    private final Map<PathGlob, Map<Object, Object>> idsOfCandidate = new HashMap<>();
    private int steps = MOST_STEPS;
    private int level;
    /** Above 0: only whether there is a difference is of interest, and ids are not taken note of. */
    private int quiet;

    private boolean found;

    Differ(Compare settings) {
        this.settings = settings;
    }

    List<Difference> differences() {
        return differences;
    }

    Compare settings() {
        return settings;
    }

    /** @return whether the two are the same, by the settings; reports nothing */
    boolean isSame(Object a, Object b, Place place) {
        boolean foundBefore = found;
        found = false;
        quiet++;
        compare(a, b, place);
        quiet--;
        boolean isSame = !found;
        found = foundBefore;
        return isSame;
    }

    void report(Object a, Object b, Place place) {
        report(place, Shown.pair(a, b, place.isShown));
    }

    void report(Place place, String text) {
        found = true;
        if (quiet == 0 && place.report()) {
            differences.add(new Difference(place.path(), text));
        }
    }

    /** @return whether there is nothing more to find out */
    private boolean isDone() {
        return quiet > 0 && found;
    }

    /** @return false if no more is to be done */
    boolean step() {
        return --steps >= 0;
    }

    void compare(Object a, Object b, Place place) {
        if (place.isIgnored || isDone()) {
            return;
        }
        if (!step()) {
            report(place, "not compared: more than " + MOST_STEPS + " comparisons");
        } else if (a == null || b == null || a == Shown.ABSENT || b == Shown.ABSENT) {
            if (a != b) {
                report(a, b, place);
            }
        } else if (isScalar(a) && isScalar(b)) {
            scalars(a, b, place);
        } else if (isScalar(a) || isScalar(b)) {
            report(a, b, place);
        } else {
            nodes((Node) a, (Node) b, place);
        }
    }

    /** Byte arrays are compared as a whole. */
    static boolean isScalar(Object value) {
        if (value instanceof Node.Copy) {
            Object copy = ((Node.Copy) value).copy;
            return !copy.getClass().isArray() || copy instanceof byte[];
        }
        return !(value instanceof Node);
    }

    private void scalars(Object a, Object b, Place place) {
        Object left = form(a);
        Object right = form(b);
        if (place.id != null) {
            ids(a, b, left, right, place);
        } else if (!isWithin(left, right)) {
            report(a, b, place);
        }
    }

    static Object form(Object scalar) {
        boolean isBytes = scalar instanceof Node.Copy && ((Node.Copy) scalar).copy instanceof byte[];
        return isBytes ? java.nio.ByteBuffer.wrap((byte[]) ((Node.Copy) scalar).copy) : Scalars.canonical(scalar);
    }

    private boolean isWithin(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return Scalars.isWithin(left, right, settings.absolute(), settings.relative());
        }
        if (left instanceof Scalars.Moment && right instanceof Scalars.Moment) {
            return ((Scalars.Moment) left).isWithin(settings.timestampNanos(), (Scalars.Moment) right);
        }
        return left.equals(right);
    }

    private void ids(Object a, Object b, Object left, Object right, Place place) {
        if (left.getClass() != right.getClass()) {
            report(a, b, place);
            return;
        }
        Map<Object, Object> forward = idsOfBaseline.computeIfAbsent(place.id, none -> new HashMap<>());
        Map<Object, Object> back = idsOfCandidate.computeIfAbsent(place.id, none -> new HashMap<>());
        if (!right.equals(forward.getOrDefault(left, right)) || !left.equals(back.getOrDefault(right, left))) {
            report(place, Shown.pair(a, b, place.isShown) + ", not one to one");
        } else if (quiet == 0) {
            forward.put(left, right);
            back.put(right, left);
        }
    }

    private void nodes(Node a, Node b, Place place) {
        Pair pair = a.isRepeated || b.isRepeated ? new Pair(a, b) : null;
        if (pair != null && !underWay.add(pair)) {
            return;
        }
        if (++level > MOST_LEVELS) {
            report(place, "not compared: more than " + MOST_LEVELS + " levels");
        } else {
            kinds(parts(a), parts(b), place);
        }
        level--;
        if (pair != null) {
            underWay.remove(pair);
        }
    }

    /** @return the node, with what is read late */
    static Node parts(Node node) {
        if (node instanceof Node.Message) {
            return Protobuf.read(node.unchanging);
        }
        if (!(node instanceof Node.Copy)) {
            return node;
        }
        Object array = ((Node.Copy) node).copy;
        Object[] elements = new Object[Array.getLength(array)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Array.get(array, i);
        }
        return new Node.Sequence(elements, false, null, null);
    }

    private void kinds(Node a, Node b, Place place) {
        if (a instanceof Node.Sequence && b instanceof Node.Sequence) {
            sequences((Node.Sequence) a, (Node.Sequence) b, place);
        } else if (a instanceof Node.Mapping && b instanceof Node.Mapping) {
            mappings((Node.Mapping) a, (Node.Mapping) b, place);
        } else if (a instanceof Node.Holder && b instanceof Node.Holder) {
            holders(((Node.Holder) a).values, ((Node.Holder) b).values, place);
        } else {
            Node.Named left = named(a);
            Node.Named right = named(b);
            if (left == null || right == null || !left.type.equals(right.type)) {
                report(a, b, place);
            } else {
                named(left, right, place);
            }
        }
    }

    /** @return the object, or what a map of a generic call stands for; null if it is neither */
    static Node.Named named(Node node) {
        if (node instanceof Node.Named) {
            return (Node.Named) node;
        }
        return node instanceof Node.Mapping ? object((Node.Mapping) node) : null;
    }

    private static Node.Named object(Node.Mapping map) {
        String type = null;
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < map.keys.length; i++) {
            if (!(map.keys[i] instanceof String)) {
                return null;
            }
            if (map.keys[i].equals("class")) {
                type = map.values[i] instanceof String ? (String) map.values[i] : null;
            } else {
                names.add((String) map.keys[i]);
                values.add(map.values[i]);
            }
        }
        return type == null ? null : new Node.Named(type, names.toArray(new String[0]), values.toArray(), null);
    }

    private void named(Node.Named a, Node.Named b, Place place) {
        if (a.names == b.names) {
            for (int i = 0; i < a.names.length; i++) {
                compare(a.values[i], b.values[i], place.name(a.names[i]));
            }
            return;
        }
        Map<Object, Object> rest = new LinkedHashMap<>();
        for (int i = 0; i < b.names.length; i++) {
            rest.put(b.names[i], b.values[i]);
        }
        for (int i = 0; i < a.names.length; i++) {
            Object other = rest.containsKey(a.names[i]) ? rest.remove(a.names[i]) : Shown.ABSENT;
            compare(a.values[i], other, place.name(a.names[i]));
        }
        rest.forEach((name, value) -> compare(Shown.ABSENT, value, place.name((String) name)));
    }

    private void holders(Object[] a, Object[] b, Place place) {
        if (a.length == 2 && b.length == 2) {
            compare(a[0], b[0], place.name("key"));
            compare(a[1], b[1], place.name("value"));
        } else if (a.length == 2 || b.length == 2) {
            report(place, "entry -> holder");
        } else {
            compare(a.length == 0 ? Shown.ABSENT : a[0], b.length == 0 ? Shown.ABSENT : b[0], place);
        }
    }

    private void sequences(Node.Sequence a, Node.Sequence b, Place place) {
        boolean isUnordered = place.unordered != null || a.isSet || b.isSet;
        if (!isUnordered) {
            if (a.elements.length != b.elements.length) {
                report(a, b, place);
            }
            int both = Math.min(a.elements.length, b.elements.length);
            for (int i = 0; i < both && !isDone(); i++) {
                compare(a.elements[i], b.elements[i], place.index());
            }
        } else if (!isDone()) {
            String key = place.unordered == null ? null : place.unordered.key();
            new Matching(this, place).compare(a.elements, b.elements, key);
        }
    }

    private void mappings(Node.Mapping a, Node.Mapping b, Place place) {
        Map<Object, Object> rest = new LinkedHashMap<>();
        List<Object> oddOfA = new ArrayList<>();
        List<Object> oddOfB = new ArrayList<>();
        for (int i = 0; i < b.keys.length; i++) {
            if (b.keys[i] == null || isScalar(b.keys[i])) {
                rest.put(keyForm(b.keys[i]), i);
            } else {
                oddOfB.add(entry(b, i));
            }
        }
        for (int i = 0; i < a.keys.length; i++) {
            if (a.keys[i] == null || isScalar(a.keys[i])) {
                Object place2 = rest.remove(keyForm(a.keys[i]));
                Object other = place2 == null ? Shown.ABSENT : b.values[(Integer) place2];
                compare(a.values[i], other, key(a.keys[i], place));
            } else {
                oddOfA.add(entry(a, i));
            }
        }
        for (Object left : rest.values()) {
            compare(Shown.ABSENT, b.values[(Integer) left], key(b.keys[(Integer) left], place));
        }
        if (!oddOfA.isEmpty() || !oddOfB.isEmpty()) {
            new Matching(this, place).compare(oddOfA.toArray(), oddOfB.toArray(), null);
        }
    }

    static Object keyForm(Object key) {
        return key == null ? Shown.ABSENT : form(key);
    }

    static Place key(Object key, Place map) {
        String text = key instanceof Enum ? ((Enum<?>) key).name() : key instanceof String ? (String) key : "";
        return NAME.matcher(text).matches() ? map.name(text) : map.index();
    }

    private static final String[] ENTRY = {"key", "value"};

    static Node.Named entry(Node.Mapping map, int i) {
        return new Node.Named("entry", ENTRY, new Object[] {map.keys[i], map.values[i]}, null);
    }

    /** Two nodes, by identity. Immutable. */
    private static final class Pair {
        private final Node a;
        private final Node b;

        Pair(Node a, Node b) {
            this.a = a;
            this.b = b;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair && ((Pair) other).a == a && ((Pair) other).b == b;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(a) * 31 + System.identityHashCode(b);
        }
    }
}
