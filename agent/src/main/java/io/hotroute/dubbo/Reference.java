package io.hotroute.dubbo;

import io.hotroute.route.CallReader;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.route.DeclaredMethods;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Target;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.ReferenceStatus;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.client.ServiceDiscoveryRegistryDirectory;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.ClusterInvoker;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * A cluster invoker of the application, and what the rules mean for it. The invoker is held weakly: it is the
 * application's.
 *
 * <p>Thread-safe. {@link #enter} is on the call path: two volatile reads and the route's decision, no lock; it allocates once
 * after each change of the rules.
 */
final class Reference extends WeakReference<AbstractClusterInvoker<?>> {

    private static final AtomicReferenceFieldUpdater<Reference, View> VIEW =
            AtomicReferenceFieldUpdater.newUpdater(Reference.class, View.class, "view");

    private static final String DIRECT = "direct";

    private final ServiceKey service;
    private final String discovery;
    private final String registry;
    private final String application;
    private final String address;
    private volatile View view = View.NONE;
    private volatile RecentCalls recent = RecentCalls.OFF;
    /** The class that overrides the woven method, until a call shows that it comes by all the same; then and otherwise null. */
    private volatile String overrides;

    private Reference(AbstractClusterInvoker<?> invoker, ServiceKey service, String discovery, String registry) {
        super(invoker);
        this.service = service;
        this.discovery = discovery;
        this.registry = registry;
        URL consumer = service == null ? null : invoker.getUrl();
        this.application = consumer == null ? null : consumer.getParameter("application");
        this.overrides = service == null ? null : overriding(invoker.getClass());
        this.address = consumer == null ? null : consumer.getParameter("register.ip", consumer.getHost());
    }

    /**
     * A leaf is what has a registry's directory below it, or providers with fixed addresses. Anything else, such as the node
     * over several registries, has leaves of its own below, which are decided there.
     */
    static Reference of(AbstractClusterInvoker<?> invoker) {
        Directory<?> directory = invoker.getDirectory();
        if (!(directory instanceof DynamicDirectory) && !isDirect(directory)) {
            return notRoutable(invoker);
        }
        URL consumer = invoker.getUrl();
        ServiceKey service = ServiceKey.of(
                consumer.getParameter("group"), consumer.getServiceInterface(), consumer.getParameter("version"));
        return new Reference(
                invoker, service, discovery(directory), directory.getUrl().getAddress());
    }

    private static String overriding(Class<?> type) {
        for (Class<?> each = type; each != AbstractClusterInvoker.class; each = each.getSuperclass()) {
            try {
                each.getDeclaredMethod("invoke", Invocation.class);
                return each.getName();
            } catch (NoSuchMethodException | LinkageError goOn) {
                // It does not, or refers to classes that are not there.
            }
        }
        return null;
    }

    private static boolean isDirect(Directory<?> directory) {
        if (!(directory instanceof StaticDirectory) && !(directory instanceof SoleDirectory)) {
            return false;
        }
        for (Invoker<?> invoker : Providers.of(directory)) {
            // Below the node over several registries: cluster invokers, which have no address.
            if (invoker instanceof ClusterInvoker
                    || invoker.getUrl() == null
                    || invoker.getUrl().getPort() <= 0) {
                return false;
            }
        }
        return true;
    }

    private static String discovery(Directory<?> directory) {
        if (directory instanceof ServiceDiscoveryRegistryDirectory) {
            return "application";
        }
        return directory instanceof DynamicDirectory ? "interface" : DIRECT;
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

    /** @return how its providers are found, and where */
    String place() {
        return discovery + " " + registry;
    }

    /** @return the way of one call: a detour, an observer of the usual way, or null for the usual way */
    Object enter(CallReader reader, Object invocation, RouteTable routes, Upgrades upgrades, Mirrors mirrors) {
        if (!isRoutable()) {
            return null;
        }
        View current = view;
        if (current.routes != routes) {
            current = refresh(routes, upgrades, mirrors);
        }
        ServiceRoute route = current.route;
        if (route == null) {
            return null;
        }
        if (overrides != null) {
            overrides = null;
        }
        String method = reader.method(invocation);
        Candidate candidate = current.candidate(method);
        Decision decision = route.decide(reader, invocation, method, candidate);
        RecentCalls calls = recent;
        if (calls != RecentCalls.OFF) {
            calls.add(reader, invocation, route, candidate, decision);
        }
        return current.way(decision, candidate, invocation);
    }

    /** Brings the view up to the given table, unless it is newer; a sibling stays where its target stays. */
    View refresh(RouteTable routes, Upgrades upgrades, Mirrors mirrors) {
        View old = view;
        if (service == null || old.routes != null && old.routes.sequence() >= routes.sequence()) {
            return old;
        }
        View next = view(routes, upgrades, mirrors, old);
        // Another call was faster, perhaps with an older table: each time round, the view is newer.
        return VIEW.compareAndSet(this, old, next) ? next : refresh(routes, upgrades, mirrors);
    }

    private View view(RouteTable routes, Upgrades upgrades, Mirrors mirrors, View old) {
        ServiceRoute found = routeIn(routes);
        AbstractClusterInvoker<?> leaf = get();
        if (found == null || leaf == null) {
            return View.without(routes, this);
        }
        return new View(
                routes,
                found.forCaller(application, address),
                upgrades.find(service),
                siblingFor(found.baseline(), false, old.baseline),
                siblingFor(found.candidate(), true, old.candidate),
                siblingFor(found.degrade() == null ? null : found.degrade().backup(), false, old.backup),
                mirrors.of(this, leaf, found, upgrades.findShadow(service), old.mirror),
                this,
                leaf);
    }

    private ServiceRoute routeIn(RouteTable routes) {
        ServiceRoute found = routes.find(service);
        return found == null || discovery.equals(DIRECT) && !found.isByAddress() ? null : found;
    }

    /** @return null for what the reference itself would call */
    private Sibling siblingFor(Target target, boolean isCandidate, Sibling old) {
        if (target == null || !target.isSubset() && target.serviceOf(service).equals(service)) {
            return null;
        }
        return old != null && old.target().equals(target) ? old : new Sibling(this, target, isCandidate);
    }

    /** @return the siblings that the current view sends to */
    List<Sibling> siblings() {
        return view.siblings();
    }

    /** @return the current view */
    View view() {
        return view;
    }

    /** @return the candidate's sibling in the current view, or null */
    Sibling candidate() {
        return view.candidate;
    }

    /** @return the route in the current view, or null */
    ServiceRoute route() {
        return view.route;
    }

    /** @return the decision's reasons for a sample call, a line each; empty without a rule */
    List<String> explain(CallReader reader, Object call) {
        View current = view;
        if (current.route == null) {
            return new ArrayList<>();
        }
        List<String> lines = new ArrayList<>();
        lines.add("reference " + service + " (" + place() + ")");
        lines.addAll(current.route
                .explain(reader, call, current.candidate(reader.method(call)))
                .lines());
        if (current.route.candidate() == null) {
            return lines;
        }
        if (current.mirror != null) {
            lines.add(current.mirror.explain(reader.method(call)));
        }
        lines.addAll(current.route.use(declaredMethods()));
        if (!doubt().isEmpty()) {
            lines.add(doubt());
        }
        lines.add("candidate " + current.route.candidate() + ": "
                + (current.candidate == null ? "the reference's own providers" : current.candidate.described()));
        return lines;
    }

    /** Whether it is Dubbo's own interface for calls of any service: no rule is about its methods. */
    static boolean isGeneric(Class<?> type) {
        return type.getName().startsWith("org.apache.dubbo.rpc.service.");
    }

    private DeclaredMethods declaredMethods() {
        AbstractClusterInvoker<?> leaf = get();
        return leaf == null || isGeneric(leaf.getInterface())
                ? DeclaredMethods.UNKNOWN
                : DeclaredMethods.of(leaf.getInterface());
    }

    /** @param calls how many of the newest calls to remember; 0 for none */
    void remember(int calls) {
        if (recent.size() != calls) {
            recent = calls == 0 ? RecentCalls.OFF : new RecentCalls(calls);
        }
    }

    /** A call went another way than {@link #enter} planned: so it is remembered, if it is. */
    void amend(Object call, Decision decision) {
        recent.amend(call, decision);
    }

    /** @return the calls remembered, oldest first, a line each */
    List<String> recentCalls() {
        return recent.lines();
    }

    /** @return why its calls may not be decided, or empty */
    String doubt() {
        String type = overrides;
        return type == null ? "" : "may not be routed: " + type + " overrides invoke, and no call has come by yet";
    }

    ReferenceStatus status() {
        Sibling candidate = view.candidate;
        String state = candidate == null ? "" : candidate.state();
        String doubt = view.route == null ? "" : doubt();
        return new ReferenceStatus(
                service.toString(),
                discovery,
                registry,
                candidate == null ? "" : candidate.toString(),
                doubt.isEmpty() || state.isEmpty() ? state + doubt : state + "; " + doubt);
    }
}
