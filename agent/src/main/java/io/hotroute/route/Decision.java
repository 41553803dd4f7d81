package io.hotroute.route;

/** Where one call goes, and why. The reason's text is the one that operators see. */
public enum Decision {
    /** The call is in the candidate's share. */
    CANDIDATE_BY_WEIGHT(Target.CANDIDATE, "weight"),
    /** The call is in the baseline's share. */
    BASELINE_BY_WEIGHT(Target.BASELINE, "weight"),
    /** In the candidate's share, but the candidate is still being built. */
    BASELINE_CANDIDATE_NOT_READY(Target.BASELINE, "candidate-not-ready"),
    /** In the candidate's share, but the candidate has no provider. */
    BASELINE_CANDIDATE_UNAVAILABLE(Target.BASELINE, "candidate-unavailable"),
    /** Sent to the candidate, which turned out to have lost its providers: sent to the baseline after all. */
    BASELINE_CANDIDATE_LOST(Target.BASELINE, "candidate-lost");

    /** The two versions of a rule. */
    public enum Target {
        /** The version that the application is pinned to. */
        BASELINE,
        /** The version that gets the share. */
        CANDIDATE
    }

    private final Target target;
    private final String reason;

    Decision(Target target, String reason) {
        this.target = target;
        this.reason = reason;
    }

    /** @return the version that gets the call */
    public Target target() {
        return target;
    }

    /** @return the reason code, such as {@code weight} */
    public String reason() {
        return reason;
    }
}
