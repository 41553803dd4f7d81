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
        this.version = version(route, count.decision().target());
        this.count = count;
    }

    private static String version(ServiceRoute route, Decision.Target target) {
        switch (target) {
            case CANDIDATE:
                return route.candidate().toString();
            case BACKUP:
                return route.degrade().backup().toString();
            case BASELINE:
                return route.baseline().toString();
            default:
                return "";
        }
    }

    /** @return the rule's service key */
    public String getService() {
        return service;
    }

    /** @return the rule's name; {@code weight} where no rule matched, {@code methods}, or {@code any} */
    public String getRule() {
        return count.rule();
    }

    /** @return the version that got the calls; where more than a version tells it, all that does; empty if none got them */
    public String getVersion() {
        return version;
    }

    /** @return {@code baseline}, {@code candidate}, {@code backup}, {@code fallback} or {@code fail} */
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
