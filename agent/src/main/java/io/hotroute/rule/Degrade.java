package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The {@code degrade} field of a rule: when calls are taken off providers that went bad, and what becomes of these calls.
 * Times are in nanoseconds. Immutable.
 */
public final class Degrade {

    /** What is judged together. */
    public enum Scope {
        /** Each method on its own. */
        METHOD,
        /** All methods of the service. */
        SERVICE
    }

    /** What becomes of the calls of providers that went bad. */
    public enum Action {
        /** They go to the baseline. */
        BASELINE,
        /** They go to {@link #backup()}. */
        BACKUP,
        /** They are answered by the first of {@link #fallbacks()} that is for their method. */
        FALLBACK,
        /** They fail at once. */
        FAIL
    }

    private final Scope scope;
    private final Methods methods;
    private final Thresholds thresholds;
    private final RouteBack routeBack;
    private final Times times;
    private final Action action;
    private final Target backup;
    private final List<Fallback> fallbacks;

    Degrade(
            Scope scope,
            Methods methods,
            Thresholds thresholds,
            RouteBack routeBack,
            Times times,
            Action action,
            Target backup,
            List<Fallback> fallbacks) {
        this.scope = scope;
        this.methods = methods;
        this.thresholds = thresholds;
        this.routeBack = routeBack;
        this.times = times;
        this.action = action;
        this.backup = backup;
        this.fallbacks = Collections.unmodifiableList(new ArrayList<>(fallbacks));
    }

    /** @return what is judged together */
    public Scope scope() {
        return scope;
    }

    /** @return the methods that are judged; calls of the others are left alone */
    public Methods methods() {
        return methods;
    }

    /** @return the candidate may be this many times slower than the baseline; 1 to 10 */
    public double ratio() {
        return thresholds.ratio;
    }

    /** @return and this much on top, in ns */
    public long floorNanos() {
        return thresholds.floorNanos;
    }

    /** @return the percentile that must not be above {@link #aboveNanos()}; 50 to 99.9 */
    public double percentile() {
        return thresholds.percentile;
    }

    /** @return in ns; {@link Long#MAX_VALUE} if there is no absolute threshold of latency */
    public long aboveNanos() {
        return thresholds.aboveNanos;
    }

    /** @return the percentage of calls that must not fail; NaN if there is no such threshold */
    public double errorPercent() {
        return thresholds.errorPercent;
    }

    /** @return how many calls must not fail one after the other; 0 if there is no such threshold */
    public int consecutiveErrors() {
        return thresholds.consecutiveErrors;
    }

    /** @return calls go back to the baseline only while it has this many available providers; at least 1 */
    public int minimumBaseline() {
        return routeBack.minimumBaseline;
    }

    /** @return so many times the usual number of calls in flight may be in flight on their way back; 1 to 100 */
    public double routeBackRatio() {
        return routeBack.ratio;
    }

    /** @return and so many on top; 0 to 100,000 */
    public int routeBackFloor() {
        return routeBack.floor;
    }

    /** @return how long a candidate's new address is cold, in ns; 0 for not at all */
    public long warmUpNanos() {
        return times.warmUpNanos;
    }

    /** @return how long calls stay away after a trip */
    public BackOff backOff() {
        return times.backOff;
    }

    /** @return how long each step of the recovery takes at least, in ns */
    public long recoveryStepNanos() {
        return times.recoveryStepNanos;
    }

    /** @return what becomes of the calls */
    public Action action() {
        return action;
    }

    /** @return where {@link Action#BACKUP} sends them; otherwise null */
    public Target backup() {
        return backup;
    }

    /** @return what {@link Action#FALLBACK} answers; the first that is for a method counts */
    public List<Fallback> fallbacks() {
        return fallbacks;
    }

    /** @return all of it: two that do the same thing have the same text */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("degrade per ").append(scope.name().toLowerCase(java.util.Locale.ROOT));
        text.append(methods == Methods.ALL ? "" : " methods" + methods).append(thresholds);
        text.append(routeBack).append(times);
        text.append(" => ").append(action.name().toLowerCase(java.util.Locale.ROOT));
        return text.append(backup == null ? "" : " " + backup)
                .append(fallbacks.isEmpty() ? "" : " " + fallbacks)
                .toString();
    }

    /** When providers count as bad. Immutable. */
    static final class Thresholds {
        private final double ratio;
        private final long floorNanos;
        private final double percentile;
        private final long aboveNanos;
        private final double errorPercent;
        private final int consecutiveErrors;

        Thresholds(
                double ratio,
                long floorNanos,
                double percentile,
                long aboveNanos,
                double errorPercent,
                int consecutiveErrors) {
            this.ratio = ratio;
            this.floorNanos = floorNanos;
            this.percentile = percentile;
            this.aboveNanos = aboveNanos;
            this.errorPercent = errorPercent;
            this.consecutiveErrors = consecutiveErrors;
        }

        /** @return whether there is none that judges providers by themselves, without a baseline beside them */
        boolean areRelativeOnly() {
            return aboveNanos == Long.MAX_VALUE && Double.isNaN(errorPercent) && consecutiveErrors == 0;
        }

        @Override
        public String toString() {
            return " above " + ratio + " x + " + Durations.text(floorNanos)
                    + (aboveNanos == Long.MAX_VALUE ? "" : " or p" + percentile + " > " + Durations.text(aboveNanos))
                    + (Double.isNaN(errorPercent) ? "" : " or errors > " + errorPercent + "%")
                    + (consecutiveErrors == 0 ? "" : " or " + consecutiveErrors + " errors in a row");
        }
    }

    /** What the baseline must be able to take, and how much it gets. Immutable. */
    static final class RouteBack {
        private final int minimumBaseline;
        private final double ratio;
        private final int floor;

        RouteBack(int minimumBaseline, double ratio, int floor) {
            this.minimumBaseline = minimumBaseline;
            this.ratio = ratio;
            this.floor = floor;
        }

        @Override
        public String toString() {
            return " minimumBaseline " + minimumBaseline + " routeBack " + ratio + " x + " + floor;
        }
    }

    /** How long things take. Immutable. */
    static final class Times {
        private final long warmUpNanos;
        private final BackOff backOff;
        private final long recoveryStepNanos;

        Times(long warmUpNanos, BackOff backOff, long recoveryStepNanos) {
            this.warmUpNanos = warmUpNanos;
            this.backOff = backOff;
            this.recoveryStepNanos = recoveryStepNanos;
        }

        @Override
        public String toString() {
            return " warmUp " + Durations.text(warmUpNanos)
                    + " " + backOff
                    + " recovery " + Durations.text(recoveryStepNanos) + " a step";
        }
    }
}
