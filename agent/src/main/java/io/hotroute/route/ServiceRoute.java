package io.hotroute.route;

import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Weight;

/**
 * A rule, ready for the call path. Immutable but for its counters, which it shares with the routes that replace it.
 */
public final class ServiceRoute {

    private final ServiceKey service;
    private final String candidateVersion;
    private final int weight;
    private final DecisionCounters counters;

    ServiceRoute(Rule rule, DecisionCounters counters) {
        this.service = rule.service();
        this.candidateVersion = rule.candidateVersion();
        this.weight = rule.weight().tenThousandths();
        this.counters = counters;
    }

    /** @return the service in its baseline version */
    public ServiceKey service() {
        return service;
    }

    /** @return the version that gets the share */
    public String candidateVersion() {
        return candidateVersion;
    }

    /** @return what was decided for this service so far */
    public DecisionCounters counters() {
        return counters;
    }

    /**
     * Decides one call and counts it. Cost: a comparison and a striped increment; no lock, no allocation.
     *
     * @param bucket uniformly random, from 0 to before {@value Weight#WHOLE}
     * @param candidate whether the candidate can take a call now
     */
    public Decision decide(int bucket, Availability candidate) {
        Decision decision = decision(bucket, candidate);
        counters.increment(decision);
        return decision;
    }

    private Decision decision(int bucket, Availability candidate) {
        if (bucket >= weight) {
            return Decision.BASELINE_BY_WEIGHT;
        }
        switch (candidate) {
            case AVAILABLE:
                return Decision.CANDIDATE_BY_WEIGHT;
            case UNAVAILABLE:
                return Decision.BASELINE_CANDIDATE_UNAVAILABLE;
            default:
                return Decision.BASELINE_CANDIDATE_NOT_READY;
        }
    }
}
