package io.hotroute.weave;

/** A reference as an operator sees it. Immutable. */
public final class ReferenceStatus {

    private final String service;
    private final String discovery;
    private final String registry;
    private final String candidate;
    private final String candidateState;

    /**
     * @param service the reference's service key
     * @param discovery {@code interface}, {@code application} or {@code direct}
     * @param registry the registry's address
     * @param candidate the candidate's service key, or empty without a rule
     * @param candidateState the candidate's availability and, if it is not there, why; empty without a rule
     */
    public ReferenceStatus(String service, String discovery, String registry, String candidate, String candidateState) {
        this.service = service;
        this.discovery = discovery;
        this.registry = registry;
        this.candidate = candidate;
        this.candidateState = candidateState;
    }

    /** @return the reference's service key */
    public String service() {
        return service;
    }

    /** @return {@code interface}, {@code application} or {@code direct} */
    public String discovery() {
        return discovery;
    }

    /** @return the registry's address */
    public String registry() {
        return registry;
    }

    /** @return the candidate's service key, or empty */
    public String candidate() {
        return candidate;
    }

    /** @return the candidate's availability, or empty */
    public String candidateState() {
        return candidateState;
    }
}
