package io.hotroute.shadow;

import io.hotroute.latency.CallOutcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What came of one method's samples. Thread-safe; what callers use takes no lock. What is compared is noted under a lock, which
 * only the shadow's threads, the ticker and readers take, each for a short time.
 */
final class MethodShadow {

    /** Where a value stands against an exception. */
    static final String OUTCOME = "!outcome";

    private final String name;
    private final Comparison comparison;
    private final Health health;
    private final LongAdder sampled = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder[] skips = new LongAdder[Skip.values().length];

    private final Object lock = new Object();
    private final Side raw = new Side();
    private final Side noise = new Side();
    private final Paths paths;

    MethodShadow(String name, Comparison comparison, Health health, AtomicInteger pathBudget) {
        this.name = name;
        this.comparison = comparison;
        this.health = health;
        this.paths = new Paths(pathBudget);
        for (int i = 0; i < skips.length; i++) {
            skips[i] = new LongAdder();
        }
    }

    void countSampled() {
        sampled.increment();
    }

    void countSent() {
        sent.increment();
    }

    void countEnd() {
        ended.increment();
    }

    void countSkip(Skip reason) {
        skips[reason.ordinal()].increment();
        health.countSkip(reason);
    }

    void countFailure(boolean isNoise, String what) {
        health.countSettled(isNoise, true);
        synchronized (lock) {
            side(isNoise).countFailure(what);
        }
    }

    void settle(boolean isNoise, ObservedResult call, ObservedResult shadow, long shadowNanos) {
        if (!call.isAnswer()) {
            countSkip(Skip.BASELINE_FAILED);
        } else if (!shadow.isAnswer()) {
            countFailure(isNoise, shadow.text());
        } else {
            compare(isNoise, call, shadow, shadowNanos);
        }
    }

    private void compare(boolean isNoise, ObservedResult call, ObservedResult shadow, long shadowNanos) {
        boolean sameKind = !shadow.isUnreadable() && call.isException() == shadow.isException();
        List<Difference> differences = sameKind ? differences(call, shadow) : Collections.emptyList();
        health.countSettled(isNoise, false);
        synchronized (lock) {
            Side side = side(isNoise);
            side.latency()
                    .add(shadowNanos, shadow.isException() ? CallOutcome.BUSINESS_EXCEPTION : CallOutcome.SUCCESS);
            if (!sameKind) {
                side.countMismatch();
                paths.add(OUTCOME, kind(call) + " -> " + kind(shadow), isNoise);
            } else if (differences.isEmpty()) {
                side.countMatch(call.isException());
            } else {
                side.countMismatch();
                paths.add(differences, isNoise);
            }
        }
    }

    private List<Difference> differences(ObservedResult call, ObservedResult shadow) {
        return call.isException()
                ? comparison.differences(call.exceptionType(), call.text(), shadow.exceptionType(), shadow.text())
                : comparison.differences(call.value(), shadow.value());
    }

    private static String kind(ObservedResult result) {
        if (result.isUnreadable()) {
            return result.text();
        }
        return result.isException() ? result.exceptionType() : "a value";
    }

    private Side side(boolean isNoise) {
        return isNoise ? noise : raw;
    }

    long compared() {
        synchronized (lock) {
            return raw.compared();
        }
    }

    /** @return those that were compared or failed, of both sides */
    long settled() {
        synchronized (lock) {
            return raw.compared() + raw.failed() + noise.compared() + noise.failed();
        }
    }

    MethodReport report() {
        Map<Skip, Long> skipped = new EnumMap<>(Skip.class);
        for (Skip reason : Skip.values()) {
            long count = skips[reason.ordinal()].sum();
            if (count > 0) {
                skipped.put(reason, count);
            }
        }
        // Ended ones first: so none is taken for being in flight that is not, nor is one less than none.
        long over = ended.sum();
        MethodReport.Counts counts = new MethodReport.Counts(sampled.sum(), sent.sum(), over, skipped);
        synchronized (lock) {
            return new MethodReport(
                    name,
                    counts,
                    raw.copy(),
                    noise.copy(),
                    paths.reports(raw.compared(), noise.compared()),
                    new LatencyComparison(raw.latencySnapshot(), noise.latencySnapshot()));
        }
    }
}
