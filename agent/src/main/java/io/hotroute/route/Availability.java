package io.hotroute.route;

/** Whether the candidate can take a call now. */
public enum Availability {
    /** It is still being built, or building it failed and is tried again. */
    NOT_READY,
    /** It is there, and has no provider that can be reached. */
    UNAVAILABLE,
    /** It has a provider, but none that has the method. */
    LACKS_METHOD,
    /** It has a provider. */
    AVAILABLE
}
