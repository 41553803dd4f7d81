package io.hotroute.route;

import io.hotroute.rule.Rule;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.ServiceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All routes in force. Immutable: a call reads one table and keeps to it, a change makes a new one.
 *
 * <p>Counters live on from table to table while their service stays in it, so that raising a weight does not forget what
 * went before.
 */
public final class RouteTable {

    /** No route. */
    public static final RouteTable EMPTY = new RouteTable(Collections.emptyMap());

    private final Map<ServiceKey, ServiceRoute> routes;

    private RouteTable(Map<ServiceKey, ServiceRoute> routes) {
        this.routes = routes;
    }

    /** @return the routes of these rules, with the counters of this table's routes for the same services */
    public RouteTable with(RuleSet rules) {
        Map<ServiceKey, ServiceRoute> next = new LinkedHashMap<>();
        for (Rule rule : rules.rules()) {
            if (rule.enabled()) {
                ServiceRoute old = routes.get(rule.service());
                next.put(rule.service(), new ServiceRoute(rule, old == null ? new DecisionCounters() : old.counters()));
            }
        }
        return next.isEmpty() ? EMPTY : new RouteTable(Collections.unmodifiableMap(next));
    }

    /** @return whether no service has a route; as there is but one such table, this reads nothing */
    public boolean isEmpty() {
        return this == EMPTY;
    }

    /** @return the route of a reference with this key, or null */
    public ServiceRoute find(ServiceKey reference) {
        return routes.get(reference);
    }

    /** @return all routes, in the order of the rules */
    public Collection<ServiceRoute> routes() {
        return routes.values();
    }
}
