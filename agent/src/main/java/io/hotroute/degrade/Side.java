package io.hotroute.degrade;

/** Whose calls a state machine is about. */
public enum Side {
    /** The version under test. */
    CANDIDATE,
    /** The version that the references are pinned to; the only one where a rule has no candidate. */
    BASELINE
}
