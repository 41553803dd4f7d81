package io.hotroute.degrade;

import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.Slices;

/** What a guard was like at a tick, for people. Immutable. */
public final class GuardStatus {

    private final String service;
    private final String method;
    private final Side side;
    private final GuardState state;
    private final int limit;
    private final long since;
    private final long trips;
    private final String evidence;
    private final Slices calls;

    GuardStatus(
            String service,
            String method,
            Side side,
            GuardState state,
            int limit,
            long since,
            long trips,
            String evidence,
            Slices calls) {
        this.service = service;
        this.method = method;
        this.side = side;
        this.state = state;
        this.limit = limit;
        this.since = since;
        this.trips = trips;
        this.evidence = evidence;
        this.calls = calls;
    }

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

    public GuardState state() {
        return state;
    }

    /** @return the side's most, in 10,000ths */
    public int limit() {
        return limit;
    }

    /** @return since when it is in its state, a {@link System#nanoTime()} value */
    public long since() {
        return since;
    }

    /** @return how often it took calls away */
    public long trips() {
        return trips;
    }

    /** @return why it is in its state, in one line; empty if it never left the first */
    public String evidence() {
        return evidence;
    }

    /** @return the side's calls of about the last minute; merged each time, as nobody asks at most ticks */
    public LatencySnapshot calls() {
        return calls.merged();
    }
}
