package io.hotroute.simulation;

import java.util.Arrays;

/** One figure of each seed. Immutable. */
final class Figures {

    private final double[] sorted;

    Figures(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    int runs() {
        return sorted.length;
    }

    double sum() {
        return Arrays.stream(sorted).sum();
    }

    /** @return by nearest rank */
    double percentile(double percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)];
    }
}
