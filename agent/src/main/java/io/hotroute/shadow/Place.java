package io.hotroute.shadow;

import io.hotroute.rule.Compare;
import io.hotroute.rule.PathGlob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in two values that are compared, with every index as {@code *}, and what the rule says about it. The places of one
 * comparison are a tree, which grows as they are met. Not thread-safe; lives for one comparison.
 */
final class Place {

    private final Compare settings;
    private final Place parent;
    /** Null for an index. */
    private final String name;
    /** For each glob of the settings: ignore, showValues, ids, unordered. */
    private final long[][] states;

    private final Map<String, Place> names = new HashMap<>();
    private Place index;
    private boolean isReported;

    final boolean isIgnored;
    final boolean isShown;
    /** The first of the rule's id patterns that is for this place; null for none. */
    final PathGlob id;
    /** How the list here is compared; null for in order. */
    final Compare.Unordered unordered;

    private Place(Compare settings, Place parent, String name, long[][] states) {
        this.settings = settings;
        this.parent = parent;
        this.name = name;
        this.states = states;
        isIgnored = first(settings.ignore(), states[0]) >= 0;
        isShown = first(settings.showValues(), states[1]) >= 0;
        int idPattern = first(settings.ids(), states[2]);
        id = idPattern < 0 ? null : settings.ids().get(idPattern);
        int list = -1;
        for (int i = 0; i < states[3].length && list < 0; i++) {
            list = settings.unordered().get(i).path().matches(states[3][i]) ? i : -1;
        }
        unordered = list < 0 ? null : settings.unordered().get(list);
    }

    static Place root(Compare settings) {
        return new Place(settings, null, null, new long[][] {
            start(settings.ignore()),
            start(settings.showValues()),
            start(settings.ids()),
            startLists(settings.unordered())
        });
    }

    private static long[] start(List<PathGlob> globs) {
        long[] states = new long[globs.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = globs.get(i).start();
        }
        return states;
    }

    private static long[] startLists(List<Compare.Unordered> lists) {
        long[] states = new long[lists.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = lists.get(i).path().start();
        }
        return states;
    }

    private static int first(List<PathGlob> globs, long[] states) {
        for (int i = 0; i < states.length; i++) {
            if (globs.get(i).matches(states[i])) {
                return i;
            }
        }
        return -1;
    }

    /** @return the place of a field, or of a map's key that is like a name */
    Place name(String below) {
        Place place = names.get(below);
        if (place == null) {
            place = below(below);
            names.put(below, place);
        }
        return place;
    }

    /** @return the place of all elements */
    Place index() {
        if (index == null) {
            index = below(null);
        }
        return index;
    }

    private Place below(String below) {
        long[][] next = new long[states.length][];
        next[0] = next(settings.ignore(), states[0], below);
        next[1] = next(settings.showValues(), states[1], below);
        next[2] = next(settings.ids(), states[2], below);
        next[3] = new long[states[3].length];
        for (int i = 0; i < next[3].length; i++) {
            next[3][i] = settings.unordered().get(i).path().next(states[3][i], below);
        }
        return new Place(settings, this, below, next);
    }

    private static long[] next(List<PathGlob> globs, long[] states, String below) {
        long[] next = new long[states.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = states[i] == 0 ? 0 : globs.get(i).next(states[i], below);
        }
        return next;
    }

    /** @return true the first time */
    boolean report() {
        boolean isFirst = !isReported;
        isReported = true;
        return isFirst;
    }

    /** @return such as {@code items[*].price}; a pattern for the place if {@link PathGlob#isGlob} */
    String path() {
        StringBuilder path = new StringBuilder();
        write(path);
        return path.toString();
    }

    private void write(StringBuilder path) {
        if (parent != null) {
            parent.write(path);
            if (name == null) {
                path.append("[*]");
            } else {
                path.append(path.length() == 0 ? "" : ".").append(PathGlob.step(name));
            }
        }
    }
}
