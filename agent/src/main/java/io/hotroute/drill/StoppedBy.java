package io.hotroute.drill;

/** What ended a drill. */
public enum StoppedBy {
    /** Its time was over. */
    EXPIRY,
    /** Calls that it left alone went bad. */
    REAL_SIGNAL,
    /** Somebody stopped it. */
    OPERATOR,
    /** The rule that it was for is no longer in force. */
    RULE_CHANGE
}
