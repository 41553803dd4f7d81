package io.hotroute.latency;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** What {@link LatencyRecorder} counts, as plainly as it can be said, but for the cohorts' width. For one thread. */
final class RecorderModel {

    /** A call of each is in flight: when it is to be judged as begun, by when it began. */
    private final Map<Long, Integer> young = new HashMap<>();

    private final Map<Long, Integer> aged = new HashMap<>();
    private final long origin;
    private long threshold = LatencyRecorder.LONGEST_NANOS;
    private long agesFrom;
    long completed;
    long slow;
    long errors;
    long businessExceptions;
    long exceedances;
    int consecutiveErrors;

    RecorderModel(long now) {
        origin = now;
        agesFrom = now;
    }

    void begin(long now) {
        young.merge(now, 1, Integer::sum);
    }

    void end(long start, long now, CallOutcome outcome) {
        boolean isSlow = now - began(start) > threshold;
        if (aged.containsKey(start)) {
            isSlow = true;
            takeOne(aged, start);
        } else {
            takeOne(young, start);
        }
        completed++;
        slow += isSlow ? 1 : 0;
        errors += outcome == CallOutcome.ERROR ? 1 : 0;
        businessExceptions += outcome == CallOutcome.BUSINESS_EXCEPTION ? 1 : 0;
        exceedances += isSlow || outcome == CallOutcome.ERROR ? 1 : 0;
        consecutiveErrors = outcome == CallOutcome.ERROR ? consecutiveErrors + 1 : 0;
    }

    private static void takeOne(Map<Long, Integer> calls, long start) {
        calls.compute(start, (key, count) -> count == 1 ? null : count - 1);
    }

    private long began(long start) {
        return Math.max(start, agesFrom);
    }

    void slowAbove(long nanos) {
        threshold = Math.min(nanos, LatencyRecorder.LONGEST_NANOS);
    }

    void restartAges(long now) {
        agesFrom = now;
    }

    void tick(long now) {
        for (Iterator<Map.Entry<Long, Integer>> calls = young.entrySet().iterator(); calls.hasNext(); ) {
            Map.Entry<Long, Integer> call = calls.next();
            if (now - began(lastOfCohort(call.getKey())) > threshold) {
                aged.put(call.getKey(), call.getValue());
                calls.remove();
            }
        }
    }

    private long lastOfCohort(long start) {
        return start + CohortRing.COHORT_NANOS - 1 - Math.floorMod(start - origin, CohortRing.COHORT_NANOS);
    }

    long agedInFlight() {
        return sum(aged);
    }

    long inFlight() {
        return sum(aged) + sum(young);
    }

    private static long sum(Map<Long, Integer> calls) {
        return calls.values().stream().mapToLong(Integer::longValue).sum();
    }
}
