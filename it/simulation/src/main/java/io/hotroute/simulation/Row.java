package io.hotroute.simulation;

/**
 * A line of the table.
 *
 * @param target the most that Hotroute's figure may be; NaN if it is only shown
 * @param seeds runs of the short version
 * @param longSeeds runs of the long one
 */
record Row(Scenario scenario, Measure measure, double target, int seeds, int longSeeds) {

    boolean isMet(Figures figures) {
        return Double.isNaN(target) || measure.judged(figures) <= target;
    }
}
