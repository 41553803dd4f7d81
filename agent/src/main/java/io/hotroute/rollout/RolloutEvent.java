package io.hotroute.rollout;

/** A rollout went on, stopped, or says why it does neither. Immutable. */
public final class RolloutEvent {

    private final String service;
    private final RolloutState from;
    private final RolloutState to;
    private final int limit;
    private final long time;
    private final String text;

    RolloutEvent(String service, RolloutState from, RolloutState to, int limit, long time, String text) {
        this.service = service;
        this.from = from;
        this.to = to;
        this.limit = limit;
        this.time = time;
        this.text = text;
    }

    /** @return the service, as the rollout was given it */
    public String service() {
        return service;
    }

    /** @return the state before */
    public RolloutState from() {
        return from;
    }

    /** @return the state after; the same as before if only the step changed, or nothing did */
    public RolloutState to() {
        return to;
    }

    /** @return the candidate's most from now on, in 10,000ths */
    public int limit() {
        return limit;
    }

    /** @return when, a {@link System#nanoTime()} value */
    public long time() {
        return time;
    }

    /** @return what happened and why, with the figures, in one line */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return service + ": " + (from == to ? to : from + " -> " + to) + ": " + text;
    }
}
