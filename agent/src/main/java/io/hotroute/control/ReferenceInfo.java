package io.hotroute.control;

import io.hotroute.weave.ReferenceStatus;

/** A reference of the application, as JMX shows it. Immutable. */
public final class ReferenceInfo {

    private final ReferenceStatus status;

    ReferenceInfo(ReferenceStatus status) {
        this.status = status;
    }

    /** @return the reference's service key */
    public String getService() {
        return status.service();
    }

    /** @return {@code interface} or {@code application} */
    public String getDiscovery() {
        return status.discovery();
    }

    /** @return the registry's address */
    public String getRegistry() {
        return status.registry();
    }

    /** @return the candidate's service key, or empty without a rule */
    public String getCandidate() {
        return status.candidate();
    }

    /** @return NOT_READY, UNAVAILABLE or AVAILABLE with the reason if there is one; empty without a rule */
    public String getCandidateState() {
        return status.candidateState();
    }
}
