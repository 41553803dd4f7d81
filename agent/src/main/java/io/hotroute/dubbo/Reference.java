package io.hotroute.dubbo;

import io.hotroute.route.Availability;
import io.hotroute.route.Decision;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Weight;
import io.hotroute.weave.ReferenceStatus;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.client.ServiceDiscoveryRegistryDirectory;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * A cluster invoker of the application, and what the rules mean for it. The invoker is held weakly: it is the
 * application's.
 *
 * <p>Thread-safe. {@link #enter} is on the call path: two volatile reads, a random number and a striped increment, no lock;
 * it allocates once after each change of the rules.
 */
final class Reference extends WeakReference<AbstractClusterInvoker<?>> {

    private static final AtomicReferenceFieldUpdater<Reference, View> VIEW =
            AtomicReferenceFieldUpdater.newUpdater(Reference.class, View.class, "view");

    private final ServiceKey service;
    private final String discovery;
    private final String registry;
    private volatile View view = View.NONE;

    private Reference(AbstractClusterInvoker<?> invoker, ServiceKey service, String discovery, String registry) {
        super(invoker);
        this.service = service;
        this.discovery = discovery;
        this.registry = registry;
    }

    /**
     * A leaf is what has a registry's directory below it. Anything else, such as the node over several registries, has
     * leaves of its own below, which are decided there.
     */
    static Reference of(AbstractClusterInvoker<?> invoker) {
        if (!(invoker.getDirectory() instanceof DynamicDirectory)) {
            return notRoutable(invoker);
        }
        URL consumer = invoker.getUrl();
        ServiceKey service = ServiceKey.of(
                consumer.getParameter("group"), consumer.getServiceInterface(), consumer.getParameter("version"));
        boolean byApplication = invoker.getDirectory() instanceof ServiceDiscoveryRegistryDirectory;
        String registry = invoker.getDirectory().getUrl().getAddress();
        return new Reference(invoker, service, byApplication ? "application" : "interface", registry);
    }

    /** For what is never routed: nodes that are no leaves, and our own siblings. */
    static Reference notRoutable(AbstractClusterInvoker<?> invoker) {
        return new Reference(invoker, null, "", "");
    }

    /** Since 3.0 Dubbo destroys a leaf below consumer filters by destroying its directory only. */
    static boolean isDestroyed(AbstractClusterInvoker<?> leaf) {
        return leaf.isDestroyed() || leaf.getDirectory().isDestroyed();
    }

    boolean isRoutable() {
        return service != null;
    }

    ServiceKey service() {
        return service;
    }

    /** @return the detour for one call, or null */
    Sibling enter(RouteTable routes) {
        View current = view;
        if (current.routes != routes) {
            current = refresh(routes);
        }
        ServiceRoute route = current.route;
        if (route == null) {
            return null;
        }
        int bucket = ThreadLocalRandom.current().nextInt(Weight.WHOLE);
        Decision decision = route.decide(bucket, current.sibling.availability());
        return decision == Decision.CANDIDATE_BY_WEIGHT ? current.sibling : null;
    }

    /** Brings the view up to the given table; the sibling stays where the candidate stays. */
    View refresh(RouteTable routes) {
        View old = view;
        if (old.routes == routes || service == null) {
            return old;
        }
        ServiceRoute route = routes.find(service);
        View next = new View(routes, route, siblingFor(route, old.sibling));
        return VIEW.compareAndSet(this, old, next) ? next : view;
    }

    private Sibling siblingFor(ServiceRoute route, Sibling old) {
        if (route == null) {
            return null;
        }
        ServiceKey candidate = service.withVersion(route.candidateVersion());
        return old != null && old.service().equals(candidate) ? old : new Sibling(this, candidate);
    }

    /** @return the sibling that the current view sends to, or null */
    Sibling sibling() {
        return view.sibling;
    }

    /** @return the route in the current view, or null */
    ServiceRoute route() {
        return view.route;
    }

    ReferenceStatus status() {
        Sibling sibling = view.sibling;
        return new ReferenceStatus(
                service.toString(),
                discovery,
                registry,
                sibling == null ? "" : sibling.service().toString(),
                sibling == null ? "" : stateOf(sibling));
    }

    private static String stateOf(Sibling sibling) {
        Availability availability = sibling.availability();
        String problem = sibling.problem();
        return problem.isEmpty() ? availability.name() : availability + ": " + problem;
    }

    /** What one table means for this reference. Immutable; read once per call. */
    static final class View {
        static final View NONE = new View(null, null, null);

        final RouteTable routes;
        final ServiceRoute route;
        final Sibling sibling;

        private View(RouteTable routes, ServiceRoute route, Sibling sibling) {
            this.routes = routes;
            this.route = route;
            this.sibling = sibling;
        }
    }
}
