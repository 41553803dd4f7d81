package io.hotroute.rule;

/**
 * The {@code shadow} field of a rule: which calls are sent to the candidate once more, as copies whose answers nobody gets, and
 * when that stops by itself. Times are in nanoseconds. Immutable.
 */
public final class Shadow {

    private final Methods methods;
    private final Weight percent;
    private final Weight noise;
    private final Limits limits;
    private final Compare compare;
    private final AutoStop autoStop;

    Shadow(Methods methods, Weight percent, Weight noise, Limits limits, Compare compare, AutoStop autoStop) {
        this.methods = methods;
        this.percent = percent;
        this.noise = noise;
        this.limits = limits;
        this.compare = compare;
        this.autoStop = autoStop;
    }

    /** @return the methods that may be mirrored */
    public Methods methods() {
        return methods;
    }

    /** @return the share of their calls that is sampled */
    public Weight percent() {
        return percent;
    }

    /** @return the most that are mirrored in any second, in this JVM; 1 to 10,000 */
    public int maxPerSecond() {
        return limits.perSecond;
    }

    /** @return the most that are under way at once; 1 to 1,000 */
    public int maxInFlight() {
        return limits.inFlight;
    }

    /** @return the most that a shadow may take, in ns; the call's own time-out may be shorter */
    public long timeoutNanos() {
        return limits.timeoutNanos;
    }

    /** @return the share of the samples that is sent to the baseline once more */
    public Weight noise() {
        return noise;
    }

    /** @return how answers are compared */
    public Compare compare() {
        return compare;
    }

    /** @return it stops if more percent of the candidate's shadows fail; above 0 */
    public double stopErrorPercent() {
        return autoStop.errorPercent;
    }

    /** @return it stops if more percent of the samples are dropped; above 0 */
    public double stopDropPercent() {
        return autoStop.dropPercent;
    }

    /** @return how long it stays stopped */
    public BackOff backOff() {
        return autoStop.backOff;
    }

    /** @return all of it: two that do the same thing have the same text */
    @Override
    public String toString() {
        return "shadow " + percent + "% of" + methods + limits + " noise " + noise + "% " + compare + autoStop;
    }

    /** How many there may be. Immutable. */
    static final class Limits {
        private final int perSecond;
        private final int inFlight;
        private final long timeoutNanos;

        Limits(int perSecond, int inFlight, long timeoutNanos) {
            this.perSecond = perSecond;
            this.inFlight = inFlight;
            this.timeoutNanos = timeoutNanos;
        }

        @Override
        public String toString() {
            return " up to " + perSecond + "/s " + inFlight + " in flight " + Durations.text(timeoutNanos);
        }
    }

    /** The {@code shadow.autoStop} field. Immutable. */
    static final class AutoStop {
        private final double errorPercent;
        private final double dropPercent;
        private final BackOff backOff;

        AutoStop(double errorPercent, double dropPercent, BackOff backOff) {
            this.errorPercent = errorPercent;
            this.dropPercent = dropPercent;
            this.backOff = backOff;
        }

        @Override
        public String toString() {
            return " stop at errors > " + errorPercent + "% or drops > " + dropPercent + "% " + backOff;
        }
    }
}
