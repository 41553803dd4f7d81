package io.hotroute.simulation;

import io.hotroute.latency.CallOutcome;

/** How a provider answers one call. Reused from call to call. */
final class Answer {

    /** In seconds; one that is longer than the time-out is an error by then. */
    double seconds;

    CallOutcome outcome;

    void slower(double factor) {
        seconds *= factor;
    }

    void never() {
        seconds = Double.POSITIVE_INFINITY;
    }

    void fails(CallOutcome how) {
        outcome = how;
    }
}
