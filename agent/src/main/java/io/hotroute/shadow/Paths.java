package io.hotroute.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How often the answers of one method differ at which path. Bounded. Not thread-safe but for the budget it shares. */
final class Paths {

    static final int MOST_PATHS = 200;
    static final int MOST_EXAMPLES = 5;
    private static final int MOST_PATH_CHARS = 300;
    private static final int MOST_TEXT_CHARS = 200;

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final AtomicInteger budget;
    private long pairs;

    /** @param budget how many paths more all methods together may have */
    Paths(AtomicInteger budget) {
        this.budget = budget;
    }

    /** @param differences of one pair of answers */
    void add(List<Difference> differences, boolean noise) {
        pairs++;
        boolean others = false;
        for (int i = 0; i < differences.size(); i++) {
            Difference difference = differences.get(i);
            Count count = count(difference.path());
            if (count == null) {
                others = true;
            } else {
                count.add(difference.text(), noise, pairs);
            }
        }
        if (others) {
            counts.computeIfAbsent(Texts.OTHER, path -> new Count()).add(null, noise, pairs);
        }
    }

    /** For a pair of which one is a value and the other an exception. */
    void add(String path, String text, boolean noise) {
        pairs++;
        Count count = count(path);
        (count == null ? counts.computeIfAbsent(Texts.OTHER, other -> new Count()) : count).add(text, noise, pairs);
    }

    /** @return null if there is no room for another one */
    private Count count(String path) {
        String name = Texts.clip(path, MOST_PATH_CHARS);
        Count count = counts.get(name);
        if (count != null || counts.size() >= MOST_PATHS) {
            return count;
        }
        if (budget.getAndDecrement() <= 0) {
            budget.getAndIncrement();
            return null;
        }
        count = new Count();
        counts.put(name, count);
        return count;
    }

    /** @param of both sides: how many pairs were compared */
    List<PathReport> reports(long raw, long noise) {
        List<PathReport> reports = new ArrayList<>();
        counts.forEach((path, count) ->
                reports.add(new PathReport(path, count.raw, raw, count.noise, noise, new ArrayList<>(count.examples))));
        return reports;
    }

    private static final class Count {
        private final List<String> examples = new ArrayList<>(0);
        private long raw;
        private long noise;
        private long lastPair;

        /**
         * @param text null for no example
         * @param pair counted once, though it may differ at several places whose paths are written alike
         */
        void add(String text, boolean isNoise, long pair) {
            if (pair == lastPair) {
                return;
            }
            lastPair = pair;
            if (isNoise) {
                noise++;
                return;
            }
            raw++;
            if (text != null && examples.size() < MOST_EXAMPLES) {
                String example = Texts.clip(text, MOST_TEXT_CHARS);
                if (!examples.contains(example)) {
                    examples.add(example);
                }
            }
        }
    }
}
