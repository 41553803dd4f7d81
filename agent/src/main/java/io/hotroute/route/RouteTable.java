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
 * <p>Counters live on from table to table while their service, and in it their rule's name, stays, so that raising a weight
 * does not forget what went before.
 */
public final class RouteTable {

    /** No route. */
    public static final RouteTable EMPTY = new RouteTable(0, Collections.emptyMap());

    private final long sequence;
    private final boolean empty;
    private final boolean byAddress;
    private final Map<ServiceKey, ServiceRoute> routes;

    private RouteTable(long sequence, Map<ServiceKey, ServiceRoute> routes) {
        this.sequence = sequence;
        this.empty = routes.isEmpty();
        this.byAddress = routes.values().stream().anyMatch(ServiceRoute::isByAddress);
        this.routes = routes;
    }

    /** @return the routes of these rules, with the counters of this table's routes for the same services */
    public RouteTable with(RuleSet rules) {
        Map<ServiceKey, Rule> inForce = new LinkedHashMap<>();
        for (Rule rule : rules.rules()) {
            Rule other = inForce.get(rule.service());
            if (rule.enabled() && (other == null || rule.overrides(other))) {
                inForce.put(rule.service(), rule);
            }
        }
        Map<ServiceKey, ServiceRoute> next = new LinkedHashMap<>();
        for (Rule rule : inForce.values()) {
            ServiceRoute old = routes.get(rule.service());
            next.put(rule.service(), new ServiceRoute(rule, old == null ? RouteCounters.NONE : old.counters()));
        }
        return new RouteTable(sequence + 1, Collections.unmodifiableMap(next));
    }

    /** @return higher for a table that came later */
    public long sequence() {
        return sequence;
    }

    /** @return whether no service has a route */
    public boolean isEmpty() {
        return empty;
    }

    /** @return whether a route is about references that name addresses instead of a registry */
    public boolean hasRoutesByAddress() {
        return byAddress;
    }

    /**
     * @param reference the reference's group, interface and version; {@code *} is a version of its own, for references of any
     * @return the route with the highest priority for exactly that key, or null
     */
    public ServiceRoute find(ServiceKey reference) {
        return routes.get(reference);
    }

    /** @return all routes, in the order of the rules */
    public Collection<ServiceRoute> routes() {
        return routes.values();
    }
}
