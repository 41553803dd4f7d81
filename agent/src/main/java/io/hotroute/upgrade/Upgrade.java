package io.hotroute.upgrade;

import io.hotroute.degrade.Heartbeat;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.degrade.Transition;
import io.hotroute.route.ServiceRoute;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is live of one rule that watches its calls. It lives on while the rule's weights and match rules change, and ends when
 * anything else of the rule does. Thread-safe, but for {@link #tick}, which is for the ticker.
 */
public final class Upgrade {

    private final ServiceRoute route;
    private final ServiceGuard guard;
    private final Heartbeat heartbeat;

    Upgrade(ServiceRoute route, Heartbeat heartbeat, long seed, long now, Consumer<Transition> transitions) {
        this.route = route;
        this.heartbeat = heartbeat;
        this.guard = new ServiceGuard(
                route.service().toString(), route.degrade(), route.candidate() != null, seed, now, transitions);
    }

    /** @return whether the route is of the same upgrade: what its guard has learnt is true of it too */
    boolean isOf(ServiceRoute other) {
        return route.baseline().equals(other.baseline())
                && Objects.equals(route.candidate(), other.candidate())
                && route.degrade().toString().equals(String.valueOf(other.degrade()));
    }

    /** @return the guard of the rule's calls */
    public ServiceGuard guard() {
        return guard;
    }

    /** @return whether nobody drives the guards any more: calls belong to the baseline. On the call path */
    public boolean isStale(long now) {
        return heartbeat.isStale(now);
    }

    void tick(long now) {
        guard.tick(now);
    }
}
