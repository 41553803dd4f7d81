package io.hotroute.rule;

/** A {@code backOff} field: how long something that went bad stays off, twice as long each time. Times are in ns. Immutable. */
public final class BackOff {

    private final long firstNanos;
    private final long mostNanos;

    /** @param mostNanos not less than the first */
    BackOff(long firstNanos, long mostNanos) {
        this.firstNanos = firstNanos;
        this.mostNanos = mostNanos;
    }

    /** @return how long the first time, in ns; above 0 */
    public long firstNanos() {
        return firstNanos;
    }

    /** @return how long at most, in ns */
    public long mostNanos() {
        return mostNanos;
    }

    /**
     * @param doublings how often it went bad before; 0 to 62
     * @return how long it stays off now, in ns
     */
    public long nanos(int doublings) {
        return firstNanos > mostNanos >> doublings ? mostNanos : firstNanos << doublings;
    }

    @Override
    public String toString() {
        return "backOff " + Durations.text(firstNanos) + " to " + Durations.text(mostNanos);
    }
}
