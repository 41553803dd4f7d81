package io.hotroute.simulation;

/** What serves a call. */
enum Version {
    BASELINE,
    CANDIDATE
}
