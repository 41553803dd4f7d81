package io.hotroute.degrade;

import java.util.function.Predicate;

/** What the guards of a service are told from outside. Any thread writes, the ticker reads. */
final class Facts {

    private volatile int baselineProviders = Integer.MAX_VALUE;
    private volatile boolean candidateSeen;
    private volatile long candidateSeenAt;

    private volatile Predicate<String> shadowsMayProbe = method -> false;

    void shadowsMayProbe(Predicate<String> ofMethod) {
        shadowsMayProbe = ofMethod;
    }

    boolean shadowsMayProbe(String method) {
        return shadowsMayProbe.test(method);
    }

    void baselineProviders(int available) {
        baselineProviders = available;
    }

    int baselineProviders() {
        return baselineProviders;
    }

    void candidateSeen(long now) {
        candidateSeenAt = now;
        candidateSeen = true;
    }

    boolean isCandidateCold(long now, long warmUpNanos) {
        return candidateSeen && now - candidateSeenAt < warmUpNanos;
    }
}
