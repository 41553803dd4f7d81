package io.hotroute.shadow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes the same graph again for the same seed, but for one place: the leaf of a given number has another value, or the list of
 * that number one element more.
 */
final class RandomGraph {

    static class Base {
        long number;
    }

    static class Item extends Base {
        String name;
        double rate;
        Color color;
        BigDecimal amount;
        Instant time;
        Date date;
        byte[] bytes;
        int[] ints;
        Optional<String> optional;
        Pair pair;
        List<Object> list;
        Map<String, Object> map;
        Map<Color, Integer> byColor;
        Set<String> set;
        Object any;
        Item child;
    }

    record Pair(int left, Object right) {}

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    private final Random random;
    private final int mutateAt;
    private int leaves;
    private int size;
    private String mutated;

    RandomGraph(long seed, int mutateAt) {
        this.random = new Random(seed);
        this.mutateAt = mutateAt;
    }

    /** @return how many places there are to change */
    int leaves() {
        return leaves;
    }

    /** @return the generalised path of the changed place */
    String mutated() {
        return mutated;
    }

    Object make() {
        return value("", 4);
    }

    private boolean isMutated(String path) {
        boolean isMutated = leaves++ == mutateAt;
        if (isMutated) {
            mutated = path;
        }
        return isMutated;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Object value(String path, int levels) {
        size++;
        int kind = random.nextInt(levels <= 0 || size > 150 ? 6 : 14);
        switch (kind) {
            case 0:
                return number(path);
            case 1:
                return text(path);
            case 2:
                return color(path);
            case 3:
                return amount(path);
            case 4:
                return time(path);
            case 5:
                return isMutated(path) ? (Object) "not null" : null;
            case 6, 7:
                return list(path, levels);
            case 8:
                return map(path, levels);
            case 9:
                return new Pair((int) number(below(path, "left")), value(below(path, "right"), levels - 1));
            case 10:
                return set(path);
            default:
                return item(path, levels);
        }
    }

    private long number(String path) {
        long number = random.nextInt(5);
        return isMutated(path) ? number + 1 : number;
    }

    private String text(String path) {
        String text = "t" + random.nextInt(5);
        return isMutated(path) ? text + "#" : text;
    }

    private Color color(String path) {
        int color = random.nextInt(3);
        return Color.values()[isMutated(path) ? (color + 1) % 3 : color];
    }

    private BigDecimal amount(String path) {
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000), 2);
        return isMutated(path) ? amount.add(BigDecimal.ONE) : amount;
    }

    private Instant time(String path) {
        Instant time = Instant.ofEpochSecond(random.nextInt(1_000));
        return isMutated(path) ? time.plusNanos(1) : time;
    }

    private List<Object> list(String path, int levels) {
        List<Object> list = random.nextBoolean() ? new ArrayList<>() : new LinkedList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            list.add(value(path + "[*]", levels - 1));
        }
        if (isMutated(path)) {
            list.add("one more");
        }
        return list;
    }

    private Map<String, Object> map(String path, int levels) {
        Map<String, Object> map = random.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            map.put("k" + n, value(below(path, "k" + n), levels - 1));
        }
        if (isMutated(below(path, "more"))) {
            map.put("more", 1);
        }
        return map;
    }

    private Set<String> set(String path) {
        Set<String> set = new HashSet<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            set.add(n + text(path + "[*]"));
        }
        return set;
    }

    private Item item(String path, int levels) {
        Item item = new Item();
        item.number = number(below(path, "number"));
        item.name = text(below(path, "name"));
        item.rate = number(below(path, "rate")) / 7.0;
        item.color = color(below(path, "color"));
        item.amount = amount(below(path, "amount"));
        item.time = time(below(path, "time"));
        item.date = new Date(number(below(path, "date")));
        item.bytes = text(below(path, "bytes")).getBytes();
        item.ints = new int[] {(int) number(below(path, "ints") + "[*]"), 3};
        item.optional = Optional.of(text(below(path, "optional")));
        item.pair = new Pair((int) number(below(path, "pair.left")), text(below(path, "pair.right")));
        item.list = list(below(path, "list"), levels - 1);
        item.map = map(below(path, "map"), levels - 1);
        item.byColor = new HashMap<>(Map.of(Color.RED, (int) number(below(path, "byColor.RED"))));
        item.set = set(below(path, "set"));
        item.any = value(below(path, "any"), levels - 1);
        item.child = levels > 1 && random.nextBoolean() ? item(below(path, "child"), levels - 1) : null;
        return item;
    }

    /** Changes all that can be changed in a graph. */
    static void scramble(Object value) {
        if (value instanceof Item item) {
            List<Object> parts = java.util.Arrays.asList(item.list, item.map, item.any, item.child, item.pair);
            parts.forEach(RandomGraph::scramble);
            item.number = -1;
            item.name = "scrambled";
            item.date.setTime(-1);
            item.bytes[0] = -1;
            item.ints[0] = -1;
            item.byColor.clear();
            item.set.add("scrambled");
        } else if (value instanceof Pair pair) {
            scramble(pair.right);
        } else if (value instanceof List<?> list) {
            list.forEach(RandomGraph::scramble);
            list.clear();
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(RandomGraph::scramble);
            map.clear();
        } else if (value instanceof Set<?> set) {
            set.clear();
        }
    }
}
