package io.hotroute.rule;

/**
 * One upgrade: which share of a service's calls goes from the baseline version to the candidate version. Immutable.
 */
public final class Rule {

    private final ServiceKey service;
    private final boolean enabled;
    private final String candidateVersion;
    private final Weight weight;

    Rule(ServiceKey service, boolean enabled, String candidateVersion, Weight weight) {
        this.service = service;
        this.enabled = enabled;
        this.candidateVersion = candidateVersion;
        this.weight = weight;
    }

    /** @return the service in its baseline version: the references that the rule is about */
    public ServiceKey service() {
        return service;
    }

    /** @return whether the rule is in force; if not, it is kept but its service's calls are untouched */
    public boolean enabled() {
        return enabled;
    }

    /** @return the version that gets the share */
    public String candidateVersion() {
        return candidateVersion;
    }

    /** @return the candidate's share */
    public Weight weight() {
        return weight;
    }

    @Override
    public String toString() {
        return service + " -> " + candidateVersion + " " + weight + "%" + (enabled ? "" : " (disabled)");
    }
}
