package io.hotroute.rule;

/** SKELETON, owner: flow. The {@code shadow} field of a rule. Immutable. */
public final class Shadow {

    /** @return the methods that may be mirrored */
    public Methods methods() {
        throw new UnsupportedOperationException();
    }

    /** @return the share of their calls that is sampled */
    public Weight percent() {
        throw new UnsupportedOperationException();
    }

    /** @return the most that are mirrored per second, in this JVM */
    public int maxPerSecond() {
        throw new UnsupportedOperationException();
    }

    /** @return the most that are under way at once */
    public int maxInFlight() {
        throw new UnsupportedOperationException();
    }

    /** @return the most that a shadow may take, in ns; the call's own time-out may be shorter */
    public long timeoutNanos() {
        throw new UnsupportedOperationException();
    }

    /** @return the share of the samples that is sent to the baseline once more */
    public Weight noise() {
        throw new UnsupportedOperationException();
    }

    /** @return how answers are compared */
    public Compare compare() {
        throw new UnsupportedOperationException();
    }
}
