package io.hotroute.control;

import io.hotroute.route.Decision;
import io.hotroute.route.ServiceRoute;
import java.util.Locale;

/** How often one decision was taken for one service, as JMX shows it. Immutable. */
public final class DecisionCount {

    private final String service;
    private final String version;
    private final Decision decision;
    private final long calls;

    DecisionCount(ServiceRoute route, Decision decision) {
        this.service = route.service().toString();
        this.version = decision.target() == Decision.Target.CANDIDATE
                ? route.candidateVersion()
                : route.service().version();
        this.decision = decision;
        this.calls = route.counters().count(decision);
    }

    /** @return the rule's service key */
    public String getService() {
        return service;
    }

    /** @return the version that got the calls */
    public String getVersion() {
        return version;
    }

    /** @return {@code baseline} or {@code candidate} */
    public String getTarget() {
        return decision.target().name().toLowerCase(Locale.ROOT);
    }

    /** @return the reason code */
    public String getReason() {
        return decision.reason();
    }

    /** @return calls since the service has had a rule */
    public long getCalls() {
        return calls;
    }
}
