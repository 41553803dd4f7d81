package io.hotroute.degrade;

/** A guard went from one state to another, or stayed where it was and says why. Immutable. */
public final class Transition {

    private final String service;
    private final String method;
    private final Side side;
    private final GuardState from;
    private final GuardState to;
    private final long time;
    private final String evidence;

    Transition(String service, String method, Side side, GuardState from, GuardState to, long time, String evidence) {
        this.service = service;
        this.method = method;
        this.side = side;
        this.from = from;
        this.to = to;
        this.time = time;
        this.evidence = evidence;
    }

    /** @return the service, as the guard was given it */
    public String service() {
        return service;
    }

    /** @return the method, or what stands for several */
    public String method() {
        return method;
    }

    /** @return whose calls it is about */
    public Side side() {
        return side;
    }

    /** @return the state before */
    public GuardState from() {
        return from;
    }

    /** @return the state after; the same as before if the guard would have tripped and must not */
    public GuardState to() {
        return to;
    }

    /** @return when, a {@link System#nanoTime()} value */
    public long time() {
        return time;
    }

    /** @return why, with the figures, in one line */
    public String evidence() {
        return evidence;
    }

    @Override
    public String toString() {
        return service + " " + method + " " + side + ": " + from + " -> " + to + ": " + evidence;
    }
}
