package io.hotroute.rollout;

/** Where a rollout stands. */
public enum RolloutState {
    /** A step is being judged. */
    RUNNING,
    /** An operator holds the step: the share stays, and nothing is judged. */
    PAUSED,
    /** The candidate was not good enough: no share, until an operator resumes or a new rule comes. */
    FAILED,
    /** An operator took the share away, until one resumes or a new rule comes. */
    ABORTED,
    /** All steps are passed: the rule's whole share. */
    COMPLETE,
    /** It only says what it would do; the rule's whole share throughout. */
    DRY_RUN
}
