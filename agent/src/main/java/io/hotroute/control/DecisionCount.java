package io.hotroute.control;

import io.hotroute.route.Decision;
import io.hotroute.route.RouteCount;
import io.hotroute.route.ServiceRoute;
import java.util.Locale;

/** How often one decision was taken for one rule of one service, as JMX shows it. Immutable. */
public final class DecisionCount {

    private final String service;
    private final String version;
    private final RouteCount count;

    DecisionCount(ServiceRoute route, RouteCount count) {
        this.service = route.service().toString();
        this.version = count.decision().target() == Decision.Target.CANDIDATE
                ? route.candidate().toString()
                : route.baseline().toString();
        this.count = count;
    }

    /** @return the rule's service key */
    public String getService() {
        return service;
    }

    /** @return the rule's name; {@code weight} where no rule matched, {@code methods}, or {@code any} */
    public String getRule() {
        return count.rule();
    }

    /** @return the version that got the calls; where more than a version tells it, all that does */
    public String getVersion() {
        return version;
    }

    /** @return {@code baseline}, {@code candidate} or {@code fail} */
    public String getTarget() {
        return count.decision().target().name().toLowerCase(Locale.ROOT);
    }

    /** @return the reason code */
    public String getReason() {
        return count.decision().reason();
    }

    /** @return calls since the service has had a rule */
    public long getCalls() {
        return count.calls();
    }
}
