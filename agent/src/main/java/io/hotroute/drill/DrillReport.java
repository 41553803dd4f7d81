package io.hotroute.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a drill has shown so far. Immutable. */
public final class DrillReport {

    /** Stands for the time of what did not happen. */
    public static final long NEVER = -1;

    private final String service;
    private final String plan;
    private final long lengthNanos;
    private final long injected;
    private final long spared;
    private final long detectionNanos;
    private final long recoveryNanos;
    private final List<String> transitions;
    private final StoppedBy stoppedBy;
    private final String reason;

    DrillReport(
            String service,
            String plan,
            long lengthNanos,
            long injected,
            long spared,
            long detectionNanos,
            long recoveryNanos,
            List<String> transitions,
            StoppedBy stoppedBy,
            String reason) {
        this.service = service;
        this.plan = plan;
        this.lengthNanos = lengthNanos;
        this.injected = injected;
        this.spared = spared;
        this.detectionNanos = detectionNanos;
        this.recoveryNanos = recoveryNanos;
        this.transitions = Collections.unmodifiableList(transitions);
        this.stoppedBy = stoppedBy;
        this.reason = reason;
    }

    /** @return the service, as the drill was given it */
    public String service() {
        return service;
    }

    /** @return what was done, in one line */
    public String plan() {
        return plan;
    }

    /** @return from the start to the end, or to now, in ns */
    public long lengthNanos() {
        return lengthNanos;
    }

    /** @return calls that were hit */
    public long injected() {
        return injected;
    }

    /** @return those of them that were not delayed, because too many were at that moment */
    public long spared() {
        return spared;
    }

    /** @return from the start until a guard of the target first opened, in ns; {@link #NEVER} if none did */
    public long detectionNanos() {
        return detectionNanos;
    }

    /**
     * @return from the end until every guard that had opened was closed again, in ns; 0 if they closed before the end;
     *     {@link #NEVER} if none opened, or one has not closed
     */
    public long recoveryNanos() {
        return recoveryNanos;
    }

    /** @return what the target's guards did, in order, each in one line; bounded */
    public List<String> transitions() {
        return transitions;
    }

    /** @return what ended it; null while it runs */
    public StoppedBy stoppedBy() {
        return stoppedBy;
    }

    /** @return why it ended, in one line; empty while it runs */
    public String reason() {
        return reason;
    }

    /** @return all of it for people */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("drill of " + service + ": " + plan);
        lines.add((stoppedBy == null ? "running" : "stopped by " + stoppedBy + " (" + reason + ")") + " after "
                + Drill.seconds(lengthNanos) + "; " + injected + " calls hit"
                + (spared == 0 ? "" : ", " + spared + " of them not delayed: too many at a time"));
        lines.add("detected: " + (detectionNanos == NEVER ? "not" : "after " + Drill.seconds(detectionNanos))
                + "; recovered: "
                + (recoveryNanos == NEVER ? "not" : Drill.seconds(recoveryNanos) + " after the end"));
        for (String transition : transitions) {
            lines.add("  " + transition);
        }
        return lines;
    }
}
