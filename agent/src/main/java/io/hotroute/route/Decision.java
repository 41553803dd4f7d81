package io.hotroute.route;

import io.hotroute.rule.Degrade;

/** Where one call goes, and why. The reason's text is the one that operators see. */
public enum Decision {
    /** A rule matches, and the call is in the share that it gives to the candidate. */
    CANDIDATE_BY_RULE(Target.CANDIDATE, "rule"),
    /** No rule matches, and the call is in the candidate's share. */
    CANDIDATE_BY_WEIGHT(Target.CANDIDATE, "weight"),
    /** A rule matches, and is for the baseline, or gives the rest of its calls to it. */
    BASELINE_BY_RULE(Target.BASELINE, "rule"),
    /** No rule matches, and the call is in the baseline's share. */
    BASELINE_BY_WEIGHT(Target.BASELINE, "weight"),
    /** In the share that the rule gives to the candidate, but its rollout has not come that far. */
    BASELINE_ROLLOUT(Target.BASELINE, "rollout"),
    /** The method is not one of those that may go to the candidate. */
    BASELINE_METHOD_EXCLUDED(Target.BASELINE, "method-excluded"),
    /** In the candidate's share, but the candidate is still being built. */
    BASELINE_CANDIDATE_NOT_READY(Target.BASELINE, "candidate-not-ready"),
    /** In the candidate's share, but the candidate has no provider. */
    BASELINE_CANDIDATE_UNAVAILABLE(Target.BASELINE, "candidate-unavailable"),
    /** In the candidate's share, but the candidate has not got the method. */
    BASELINE_CANDIDATE_LACKS_METHOD(Target.BASELINE, "candidate-lacks-method"),
    /** Sent to the candidate, which turned out to have lost its providers: sent to the baseline after all. */
    BASELINE_CANDIDATE_LOST(Target.BASELINE, "candidate-lost"),
    /** As {@link #BASELINE_CANDIDATE_NOT_READY}, where the rule wants the call to fail. */
    FAIL_CANDIDATE_NOT_READY(Target.FAIL, "candidate-not-ready"),
    /** As {@link #BASELINE_CANDIDATE_UNAVAILABLE}, where the rule wants the call to fail. */
    FAIL_CANDIDATE_UNAVAILABLE(Target.FAIL, "candidate-unavailable"),
    /** As {@link #BASELINE_CANDIDATE_LACKS_METHOD}, where the rule wants the call to fail. */
    FAIL_CANDIDATE_LACKS_METHOD(Target.FAIL, "candidate-lacks-method"),
    /** As {@link #BASELINE_CANDIDATE_LOST}, where the rule wants the call to fail. */
    FAIL_CANDIDATE_LOST(Target.FAIL, "candidate-lost"),
    /** In the candidate's share, but the candidate went bad. */
    BASELINE_CANDIDATE_DEGRADED(Target.BASELINE, Decision.CANDIDATE_DEGRADED),
    /** As {@link #BASELINE_CANDIDATE_DEGRADED}, where the rule names a backup. */
    BACKUP_CANDIDATE_DEGRADED(Target.BACKUP, Decision.CANDIDATE_DEGRADED),
    /** As {@link #BASELINE_CANDIDATE_DEGRADED}, where the rule has an answer. */
    FALLBACK_CANDIDATE_DEGRADED(Target.FALLBACK, Decision.CANDIDATE_DEGRADED),
    /** As {@link #BASELINE_CANDIDATE_DEGRADED}, where the rule wants the call to fail. */
    FAIL_CANDIDATE_DEGRADED(Target.FAIL, Decision.CANDIDATE_DEGRADED),
    /** In the candidate's share, the candidate went bad, and enough of its calls went to the baseline: it stays. */
    CANDIDATE_ROUTE_BACK_FULL(Target.CANDIDATE, "route-back-full"),
    /** Taken off the candidate, and sent there after all, to see how it does now. */
    CANDIDATE_PROBE(Target.CANDIDATE, "probe"),
    /** Taken off the baseline, and sent there after all, to see how it does now. */
    BASELINE_PROBE(Target.BASELINE, "probe"),
    /** In the baseline's share, but the baseline went bad, and the rule names a backup. */
    BACKUP_BASELINE_DEGRADED(Target.BACKUP, Decision.BASELINE_DEGRADED),
    /** In the baseline's share, but the baseline went bad, and the rule has an answer. */
    FALLBACK_BASELINE_DEGRADED(Target.FALLBACK, Decision.BASELINE_DEGRADED),
    /** In the baseline's share, but the baseline went bad, and the rule wants the call to fail. */
    FAIL_BASELINE_DEGRADED(Target.FAIL, Decision.BASELINE_DEGRADED);

    /** Where a call goes. */
    public enum Target {
        /** The version that the application is pinned to. */
        BASELINE,
        /** The version that gets the share. */
        CANDIDATE,
        /** The providers that take calls off bad ones. */
        BACKUP,
        /** Nowhere: the caller gets the rule's answer. */
        FALLBACK,
        /** Nowhere: the caller gets an exception. */
        FAIL
    }

    private static final String CANDIDATE_DEGRADED = "candidate-degraded";
    private static final String BASELINE_DEGRADED = "baseline-degraded";

    private final Target target;
    private final String reason;

    Decision(Target target, String reason) {
        this.target = target;
        this.reason = reason;
    }

    /** @return where the call goes */
    public Target target() {
        return target;
    }

    /** @return the reason code, such as {@code weight} */
    public String reason() {
        return reason;
    }

    /** @return whether the call was taken off providers that went bad */
    public boolean isDegraded() {
        return isCandidateDegraded() || reason.equals(BASELINE_DEGRADED);
    }

    /** @return whether the call was taken off the candidate because that went bad */
    public boolean isCandidateDegraded() {
        return reason.equals(CANDIDATE_DEGRADED);
    }

    /** @return the decision for a call that a rule matches, and that has this bucket */
    static Decision byRule(int bucket, int share, Candidate candidate, String method, boolean fails) {
        return bucket < share ? inShare(bucket, CANDIDATE_BY_RULE, candidate, method, fails) : BASELINE_BY_RULE;
    }

    /** @return the decision for a call that no rule matches, and that has this bucket */
    static Decision byWeight(int bucket, int share, int step, Candidate candidate, String method, boolean fails) {
        if (bucket >= share) {
            return BASELINE_BY_WEIGHT;
        }
        return bucket >= step ? BASELINE_ROLLOUT : inShare(bucket, CANDIDATE_BY_WEIGHT, candidate, method, fails);
    }

    private static Decision inShare(int bucket, Decision taken, Candidate candidate, String method, boolean fails) {
        if (bucket >= candidate.limit()) {
            return degraded(candidate, method);
        }
        switch (candidate.availability(method)) {
            case AVAILABLE:
                return taken;
            case UNAVAILABLE:
                return fails ? FAIL_CANDIDATE_UNAVAILABLE : BASELINE_CANDIDATE_UNAVAILABLE;
            case LACKS_METHOD:
                return fails ? FAIL_CANDIDATE_LACKS_METHOD : BASELINE_CANDIDATE_LACKS_METHOD;
            default:
                return fails ? FAIL_CANDIDATE_NOT_READY : BASELINE_CANDIDATE_NOT_READY;
        }
    }

    private static Decision degraded(Candidate candidate, String method) {
        Degrade.Action action = candidate.whenDegraded();
        boolean stays = action == Degrade.Action.BASELINE
                && candidate.isRouteBackFull()
                && candidate.availability(method) == Availability.AVAILABLE;
        return stays ? CANDIDATE_ROUTE_BACK_FULL : candidateDegraded(action);
    }

    private static Decision candidateDegraded(Degrade.Action action) {
        switch (action) {
            case BACKUP:
                return BACKUP_CANDIDATE_DEGRADED;
            case FALLBACK:
                return FALLBACK_CANDIDATE_DEGRADED;
            case FAIL:
                return FAIL_CANDIDATE_DEGRADED;
            default:
                return BASELINE_CANDIDATE_DEGRADED;
        }
    }

    /** @return this decision about a baseline that went bad, unless the call goes elsewhere anyway */
    Decision baselineDegraded(Degrade.Action action) {
        switch (target == Target.BASELINE ? action : Degrade.Action.BASELINE) {
            case BACKUP:
                return BACKUP_BASELINE_DEGRADED;
            case FALLBACK:
                return FALLBACK_BASELINE_DEGRADED;
            case FAIL:
                return FAIL_BASELINE_DEGRADED;
            default:
                return this;
        }
    }
}
