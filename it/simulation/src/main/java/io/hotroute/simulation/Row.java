package io.hotroute.simulation;

/**
 * A line of the table.
 *
 * @param target the most that Hotroute's figure may be; NaN if it is only shown
 * @param seeds runs of the short version
 * @param longSeeds runs of the long one
 * @param isKnownMiss whether it is known that the target is missed: shown as such, but no news
 */
record Row(Scenario scenario, Measure measure, double target, int seeds, int longSeeds, boolean isKnownMiss) {

    boolean isMet(Figures figures) {
        return Double.isNaN(target) || measure.judged(figures) <= target;
    }
}
