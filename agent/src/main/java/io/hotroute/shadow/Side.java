package io.hotroute.shadow;

import io.hotroute.latency.LatencySnapshot;
import io.hotroute.latency.LatencyTally;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What came of one method's shadows that went to one version. Not thread-safe; a copy is not changed any more. */
final class Side {

    private static final int MOST_FAILURES = 10;
    private static final int MOST_CHARS = 100;

    private final LatencyTally latency;
    private final Map<String, Long> failures;
    private long matched;
    private long mismatched;
    private long failedAlike;
    private long failed;

    Side() {
        latency = new LatencyTally();
        failures = new TreeMap<>();
    }

    private Side(Side other) {
        latency = null;
        failures = Collections.unmodifiableMap(new TreeMap<>(other.failures));
        matched = other.matched;
        mismatched = other.mismatched;
        failedAlike = other.failedAlike;
        failed = other.failed;
    }

    Side copy() {
        return new Side(this);
    }

    LatencyTally latency() {
        return latency;
    }

    LatencySnapshot latencySnapshot() {
        return latency.snapshot();
    }

    /** @param isException whether both answers are exceptions */
    void countMatch(boolean isException) {
        matched++;
        failedAlike += isException ? 1 : 0;
    }

    void countMismatch() {
        mismatched++;
    }

    void countFailure(String what) {
        failed++;
        String text = Texts.clip(what, MOST_CHARS);
        failures.merge(
                failures.size() < MOST_FAILURES || failures.containsKey(text) ? text : Texts.OTHER, 1L, Long::sum);
    }

    /** @return shadows that were answered, and compared */
    long compared() {
        return matched + mismatched;
    }

    long matched() {
        return matched;
    }

    long mismatched() {
        return mismatched;
    }

    /** @return of those that matched, how many were the same exception */
    long failedAlike() {
        return failedAlike;
    }

    /** @return shadows without an answer */
    long failed() {
        return failed;
    }

    /** @return how often each failure was, the rarer ones as one */
    Map<String, Long> failures() {
        return failures;
    }
}
