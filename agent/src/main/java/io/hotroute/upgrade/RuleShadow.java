package io.hotroute.upgrade;

import io.hotroute.route.ServiceRoute;
import io.hotroute.shadow.ServiceShadow;
import java.util.Objects;

/**
 * What is live of one rule's {@code shadow}. It lives on while the rule's weights, match rules, guards and rollout change, and
 * ends when it would compare something else. Immutable.
 */
final class RuleShadow {

    private final ServiceRoute route;
    private final ServiceShadow live;

    RuleShadow(ServiceRoute route, long seed, long now, UpgradeListener listener) {
        this.route = route;
        this.live = new ServiceShadow(route.service().toString(), route.shadow(), seed, now, listener::shadowChanged);
    }

    /** @return whether what was seen is true of the route too */
    boolean isOf(ServiceRoute other) {
        return route.baseline().equals(other.baseline())
                && Objects.equals(route.candidate(), other.candidate())
                && route.shadow().toString().equals(other.shadow().toString());
    }

    ServiceShadow live() {
        return live;
    }
}
