package io.hotroute.latency;

/** How a call ended. */
public enum CallOutcome {
    /** The provider answered with a value. */
    SUCCESS,
    /** The provider answered with an exception of its own. */
    BUSINESS_EXCEPTION,
    /** No answer: a fault of the transport, a time-out, a rejection. */
    ERROR
}
