package io.hotroute.shadow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares two collections whose order does not count: as multisets, or element by element of the same key. Not thread-safe;
 * lives for one pair of collections.
 *
 * <p>Elements are first sorted into buckets by a hash of what has no tolerance, so that only those of one bucket are compared
 * with each other. Within a bucket, a largest matching is found by augmenting paths (Kuhn), as with a tolerance the first
 * that fits may be the only one that fits another; candidates are tried from the nearest in size outwards. Ids are matched by
 * all else: elements that differ in nothing but ids are paired in their order.
 */
final class Matching {

    private static final int HASHED_LEVELS = 6;
    private static final int NONE = -1;

    private final Differ differ;
    private final Place element;
    private final boolean numbersMayDiffer;
    private final boolean timesMayDiffer;
    private final boolean hasTolerance;

    Matching(Differ differ, Place collection) {
        this.differ = differ;
        this.element = collection.index();
        this.numbersMayDiffer = differ.settings().absolute().signum() != 0
                || differ.settings().relative().signum() != 0;
        this.timesMayDiffer = differ.settings().timestampNanos() != 0;
        this.hasTolerance = numbersMayDiffer || timesMayDiffer;
    }

    /** @param key the name of the field by which elements belong together; null for multisets */
    void compare(Object[] a, Object[] b, String key) {
        if (element.isIgnored) {
            return;
        }
        if (key == null) {
            multisets(a, b);
        } else {
            byKey(a, b, key);
        }
    }

    private void byKey(Object[] a, Object[] b, String key) {
        Map<Object, List<Object>> candidates = new LinkedHashMap<>();
        for (Object value : b) {
            candidates
                    .computeIfAbsent(key(value, key), none -> new ArrayList<>())
                    .add(value);
        }
        for (Object value : a) {
            List<Object> others = candidates.get(key(value, key));
            differ.compare(value, others == null || others.isEmpty() ? Shown.ABSENT : others.remove(0), element);
        }
        candidates.values().forEach(rest -> rest.forEach(value -> differ.compare(Shown.ABSENT, value, element)));
    }

    /** @return the field's value, or ABSENT if it is none to tell elements apart by */
    private static Object key(Object value, String key) {
        Object found = null;
        Node node = value instanceof Node && !Differ.isScalar(value) ? Differ.parts((Node) value) : null;
        if (node instanceof Node.Named) {
            int i = Arrays.asList(((Node.Named) node).names).indexOf(key);
            found = i < 0 ? null : ((Node.Named) node).values[i];
        } else if (node instanceof Node.Mapping) {
            int i = Arrays.asList(((Node.Mapping) node).keys).indexOf(key);
            found = i < 0 ? null : ((Node.Mapping) node).values[i];
        }
        return found == null || !Differ.isScalar(found) ? Shown.ABSENT : Differ.form(found);
    }

    private void multisets(Object[] a, Object[] b) {
        Map<Integer, List<Object>> left = buckets(a);
        Map<Integer, List<Object>> right = buckets(b);
        List<Object> leftOver = new ArrayList<>();
        List<Object> rightOver = new ArrayList<>();
        left.forEach((hash, elements) -> {
            List<Object> others = right.remove(hash);
            bucket(elements, others == null ? new ArrayList<>() : others, leftOver, rightOver);
        });
        right.values().forEach(rightOver::addAll);
        rest(leftOver, rightOver);
    }

    private Map<Integer, List<Object>> buckets(Object[] elements) {
        Map<Integer, List<Object>> buckets = new LinkedHashMap<>();
        for (Object value : elements) {
            buckets.computeIfAbsent(hash(value, element, HASHED_LEVELS), none -> new ArrayList<>())
                    .add(value);
        }
        return buckets;
    }

    private void bucket(List<Object> a, List<Object> b, List<Object> leftOver, List<Object> rightOver) {
        if (hasTolerance) {
            sortBySize(a);
            sortBySize(b);
        }
        int[] partners = new int[b.size()];
        Arrays.fill(partners, NONE);
        for (int i = 0; i < a.size(); i++) {
            if (!augment(i, a, b, partners, new boolean[b.size()])) {
                leftOver.add(a.get(i));
            }
        }
        for (int j = 0; j < partners.length; j++) {
            if (partners[j] == NONE) {
                rightOver.add(b.get(j));
            } else if (hasTolerance) {
                takeNoteOfIds(a.get(partners[j]), b.get(j));
            }
        }
    }

    private void takeNoteOfIds(Object a, Object b) {
        if (!differ.settings().ids().isEmpty()) {
            differ.compare(a, b, element);
        }
    }

    /** @return whether element i has a partner now, be it that others had to change theirs */
    private boolean augment(int i, List<Object> a, List<Object> b, int[] partners, boolean[] tried) {
        int most = 2 * Math.max(a.size(), b.size());
        for (int k = 0; k <= most; k++) {
            int j = k % 2 == 0 ? i + k / 2 : i - (k + 1) / 2;
            if (j < 0 || j >= b.size() || tried[j] || !hasTolerance && partners[j] != NONE) {
                continue;
            }
            if (!differ.isSame(a.get(i), b.get(j), element)) {
                continue;
            }
            tried[j] = true;
            if (partners[j] == NONE || augment(partners[j], a, b, partners, tried)) {
                partners[j] = i;
                if (!hasTolerance) {
                    takeNoteOfIds(a.get(i), b.get(j));
                }
                return true;
            }
        }
        return false;
    }

    /** What has no partner, in pairs, to name the place within them at which they differ. */
    private void rest(List<Object> a, List<Object> b) {
        int both = Math.min(a.size(), b.size());
        for (int i = 0; i < both; i++) {
            differ.compare(a.get(i), b.get(i), element);
        }
        for (int i = both; i < a.size(); i++) {
            differ.compare(a.get(i), Shown.ABSENT, element);
        }
        for (int i = both; i < b.size(); i++) {
            differ.compare(Shown.ABSENT, b.get(i), element);
        }
    }

    /** @return the same for elements that may be the same; 0 for what does not count */
    private int hash(Object value, Place place, int levels) {
        if (place.isIgnored) {
            return 0;
        }
        int hash;
        if (value == null || levels == 0 || !differ.step()) {
            hash = value == null ? 1 : 2;
        } else if (Differ.isScalar(value)) {
            hash = hash(Differ.form(value), place);
        } else {
            hash = hash(Differ.parts((Node) value), place, levels - 1);
        }
        return hash == 0 ? 3 : hash;
    }

    private int hash(Object form, Place place) {
        boolean isNear = form instanceof Number && numbersMayDiffer || form instanceof Scalars.Moment && timesMayDiffer;
        if (place.id != null || isNear) {
            // A whole number's form is of another class than that of one near it.
            return form instanceof Number
                    ? Number.class.hashCode()
                    : form.getClass().hashCode();
        }
        return form.hashCode();
    }

    private int hash(Node node, Place place, int levels) {
        int hash = 0;
        if (node instanceof Node.Sequence) {
            for (Object part : ((Node.Sequence) node).elements) {
                hash += mixed(31, hash(part, place.index(), levels));
            }
            return hash + ((Node.Sequence) node).elements.length;
        }
        if (node instanceof Node.Holder) {
            for (Object part : ((Node.Holder) node).values) {
                hash += hash(part, place, levels);
            }
            return hash;
        }
        Node.Named named = Differ.named(node);
        if (named == null) {
            return hash((Node.Mapping) node, place, levels);
        }
        for (int i = 0; i < named.names.length; i++) {
            hash += mixed(named.names[i].hashCode(), hash(named.values[i], place.name(named.names[i]), levels));
        }
        return hash + hash(named.type, place.name("class"), levels);
    }

    private int hash(Node.Mapping map, Place place, int levels) {
        int hash = 0;
        for (int i = 0; i < map.keys.length; i++) {
            boolean isPlain = map.keys[i] == null || Differ.isScalar(map.keys[i]);
            hash += isPlain
                    ? mixed(
                            Differ.keyForm(map.keys[i]).hashCode(),
                            hash(map.values[i], Differ.key(map.keys[i], place), levels))
                    : hash(Differ.entry(map, i), place.index(), levels);
        }
        return hash;
    }

    /** @return 0 if the value's hash is, as that does not count */
    private static int mixed(int key, int value) {
        int mixed = (key * 31 + value) * 0x9E3779B9;
        return value == 0 ? 0 : mixed ^ mixed >>> 15;
    }

    /** Sums of numbers and times: near for elements that are near. Only the order of trying depends on them. */
    private void sortBySize(List<Object> elements) {
        Map<Object, Double> sizes = new IdentityHashMap<>();
        for (Object value : elements) {
            sizes.put(value, size(value, element, HASHED_LEVELS));
        }
        elements.sort((a, b) -> Double.compare(sizes.get(a), sizes.get(b)));
    }

    private double size(Object value, Place place, int levels) {
        if (value == null || levels == 0 || place.isIgnored || place.id != null || !differ.step()) {
            return 0;
        }
        if (Differ.isScalar(value)) {
            Object form = Differ.form(value);
            return form instanceof Number || form instanceof Scalars.Moment ? Scalars.toDouble(form) : 0;
        }
        double size = 0;
        Node node = Differ.parts((Node) value);
        if (node instanceof Node.Sequence) {
            for (Object part : ((Node.Sequence) node).elements) {
                size += size(part, place.index(), levels - 1);
            }
        } else if (Differ.named(node) != null) {
            Node.Named named = Differ.named(node);
            for (int i = 0; i < named.names.length; i++) {
                size += size(named.values[i], place.name(named.names[i]), levels - 1);
            }
        }
        return size;
    }
}
