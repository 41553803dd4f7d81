package io.hotroute.control;

import io.hotroute.degrade.GuardStatus;
import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencySnapshot;
import java.util.Locale;

/** One side of one guard, as JMX shows it; calls and latencies are those of about the last minute. Immutable. */
public final class GuardInfo {

    private static final double HUNDREDTHS = 100.0;
    private static final double MILLISECOND = 1_000_000.0;
    private static final long SECOND = 1_000_000_000L;

    private final GuardStatus status;
    private final LatencySnapshot calls;
    private final long seconds;

    GuardInfo(GuardStatus status, long now) {
        this.status = status;
        this.calls = status.calls();
        this.seconds = (now - status.since()) / SECOND;
    }

    /** @return the rule's service key */
    public String getService() {
        return status.service();
    }

    /** @return the method; {@code *} for all that are guarded together */
    public String getMethod() {
        return status.method();
    }

    /** @return {@code candidate} or {@code baseline} */
    public String getSide() {
        return status.side().name().toLowerCase(Locale.ROOT);
    }

    /** @return CLOSED, OPEN, HALF_OPEN, RECOVERING or LATCHED */
    public String getState() {
        return status.state().name();
    }

    /** @return for how long, in seconds */
    public long getSeconds() {
        return seconds;
    }

    /** @return the most that the side may have of the calls, in percent */
    public double getLimitPercent() {
        return status.limit() / HUNDREDTHS;
    }

    /** @return how often calls were taken off it */
    public long getTrips() {
        return status.trips();
    }

    /** @return why it is in its state; empty if it never left the first */
    public String getEvidence() {
        return status.evidence();
    }

    /** @return calls that ended */
    public long getCalls() {
        return calls.completed();
    }

    /** @return of these, those that failed: transport, time-outs, rejections */
    public long getErrors() {
        return calls.count(CallOutcome.ERROR);
    }

    /** @return of these, those that the provider answered with an exception of its own */
    public long getBusinessExceptions() {
        return calls.count(CallOutcome.BUSINESS_EXCEPTION);
    }

    /** @return the median in ms; -1 for too few calls */
    public double getP50Millis() {
        return millis(50);
    }

    /** @return the 95th percentile in ms; -1 for too few calls */
    public double getP95Millis() {
        return millis(95);
    }

    /** @return the 99th percentile in ms; -1 for too few calls */
    public double getP99Millis() {
        return millis(99);
    }

    private double millis(double percentile) {
        long nanos = calls.valueAt(percentile);
        return nanos < 0 ? -1 : nanos / MILLISECOND;
    }
}
