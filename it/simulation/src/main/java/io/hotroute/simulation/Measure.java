package io.hotroute.simulation;

import java.util.Locale;

/** What a run is measured by; less is better. */
enum Measure {
    /** Seconds from the onset to the trip; a trip before the onset does not count as one. */
    DETECTION {
        @Override
        double of(World world) {
            double after = world.detectedAfter();
            return Double.isNaN(after) ? Double.POSITIVE_INFINITY : after;
        }

        @Override
        String text(Figures figures) {
            return seconds(figures.percentile(50)) + " / " + seconds(figures.percentile(97));
        }

        private String seconds(double value) {
            return Double.isInfinite(value) ? "-" : String.format(Locale.ROOT, "%.1f s", value);
        }

        @Override
        String target(double target) {
            return String.format(Locale.ROOT, "%s s", number(target));
        }

        @Override
        double judged(Figures figures) {
            return figures.percentile(97);
        }
    },
    /** False ones. */
    TRIPS {
        @Override
        double of(World world) {
            return world.trips();
        }

        @Override
        String text(Figures figures) {
            return String.format(Locale.ROOT, "%d in %d", (long) figures.sum(), figures.runs());
        }

        @Override
        String target(double target) {
            return target == 0 ? "none" : number(target);
        }

        @Override
        double judged(Figures figures) {
            return figures.sum();
        }
    },
    TRANSITIONS {
        @Override
        double of(World world) {
            return world.transitions();
        }

        @Override
        String text(Figures figures) {
            return number(figures.percentile(50)) + " / " + number(figures.percentile(97));
        }

        @Override
        String target(double target) {
            return number(target) + " an hour";
        }

        @Override
        double judged(Figures figures) {
            return figures.percentile(97);
        }
    },
    /** Calls that came back within ten seconds, over those of the steps of recovery. */
    LOAD {
        @Override
        double of(World world) {
            return world.highestLoad();
        }

        @Override
        String text(Figures figures) {
            return ratios(figures);
        }

        @Override
        String target(double target) {
            return number(target) + " x the step";
        }

        @Override
        double judged(Figures figures) {
            return figures.percentile(97);
        }
    },
    /** How much the candidate's calls grow within a second, over those of the rule's share. */
    RISE {
        @Override
        double of(World world) {
            return world.steepestRise();
        }

        @Override
        String text(Figures figures) {
            return ratios(figures);
        }

        @Override
        String target(double target) {
            return number(target) + " x the share";
        }

        @Override
        double judged(Figures figures) {
            return figures.percentile(97);
        }
    };

    private static String ratios(Figures figures) {
        return String.format(Locale.ROOT, "%.2f / %.2f", figures.percentile(50), figures.percentile(97));
    }

    abstract double of(World world);

    /** @return the figures of all seeds */
    abstract String text(Figures figures);

    abstract String target(double target);

    /** @return what must not be above the target */
    abstract double judged(Figures figures);

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
