package io.hotroute.degrade;

import java.util.Locale;

/** Calls that were judged, and those of them that exceeded: were slow or failed. Immutable. */
final class Tally {

    static final Tally NONE = new Tally(0, 0);

    private final long judged;
    private final long exceeded;

    Tally(long judged, long exceeded) {
        this.judged = judged;
        this.exceeded = exceeded;
    }

    long judged() {
        return judged;
    }

    long exceeded() {
        return exceeded;
    }

    /** @return the share that exceeded; 0 without calls */
    double rate() {
        return judged == 0 ? 0 : (double) exceeded / judged;
    }

    Tally plus(Tally other) {
        return new Tally(judged + other.judged, exceeded + other.exceeded);
    }

    Tally minus(Tally other) {
        return new Tally(judged - other.judged, exceeded - other.exceeded);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d", exceeded, judged);
    }
}
