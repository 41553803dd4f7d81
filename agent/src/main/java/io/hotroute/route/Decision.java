package io.hotroute.route;

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
    FAIL_CANDIDATE_LOST(Target.FAIL, "candidate-lost");

    /** Where a call goes. */
    public enum Target {
        /** The version that the application is pinned to. */
        BASELINE,
        /** The version that gets the share. */
        CANDIDATE,
        /** Nowhere: the caller gets an exception. */
        FAIL
    }

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

    /** @return the decision for a call in the candidate's share */
    static Decision inShare(Availability candidate, boolean byRule, boolean fails) {
        switch (candidate) {
            case AVAILABLE:
                return byRule ? CANDIDATE_BY_RULE : CANDIDATE_BY_WEIGHT;
            case UNAVAILABLE:
                return fails ? FAIL_CANDIDATE_UNAVAILABLE : BASELINE_CANDIDATE_UNAVAILABLE;
            case LACKS_METHOD:
                return fails ? FAIL_CANDIDATE_LACKS_METHOD : BASELINE_CANDIDATE_LACKS_METHOD;
            default:
                return fails ? FAIL_CANDIDATE_NOT_READY : BASELINE_CANDIDATE_NOT_READY;
        }
    }
}
