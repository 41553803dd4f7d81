package io.hotroute.rollout;

import io.hotroute.latency.LatencyRecorder;
import java.util.Objects;

/** Where the calls of one method, or of several that are judged together, are recorded. Immutable. */
public final class MethodCalls {

    private final String method;
    private final LatencyRecorder candidate;
    private final LatencyRecorder baseline;

    /**
     * @param method the method, or what stands for several; once for each service
     * @param candidate of the calls that the candidate served
     * @param baseline of those that the baseline served
     */
    public MethodCalls(String method, LatencyRecorder candidate, LatencyRecorder baseline) {
        this.method = Objects.requireNonNull(method, "method");
        this.candidate = Objects.requireNonNull(candidate, "candidate");
        this.baseline = Objects.requireNonNull(baseline, "baseline");
    }

    String method() {
        return method;
    }

    LatencyRecorder candidate() {
        return candidate;
    }

    LatencyRecorder baseline() {
        return baseline;
    }
}
