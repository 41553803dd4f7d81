package io.hotroute.it.demo;

/** The two versions of the service. */
final class Version {

    /** What the consumer is pinned to. */
    static final String BASELINE = "1.0.0";

    /** What it is upgraded to. */
    static final String CANDIDATE = "2.0.0";

    private Version() {}
}
