package io.hotroute.route;

/** The candidate of a reference, as far as a decision needs it. Thread-safe; neither locks nor allocates. */
public interface Candidate {

    /** @return whether it can take a call of that method now; not null */
    Availability availability(String method);
}
