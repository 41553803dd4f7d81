package io.hotroute.shadow;

/** Whether calls are mirrored. */
public enum ShadowState {
    /** They are. */
    RUNNING,
    /** They are not: it stopped by itself, and goes on by itself. */
    BACKED_OFF,
    /** They are not, until an operator lets it go on. */
    STOPPED,
    /** The rule is gone. */
    ENDED
}
