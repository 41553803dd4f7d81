package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.route.Availability;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Fallback;
import io.hotroute.upgrade.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * What one route table means for one reference: the route, and the ways that its calls can go. Immutable, but for the methods
 * that it has met; read once per call.
 */
final class View {

    static final View NONE = without(null, null);

    /** Methods beyond it are not watched. */
    private static final int MOST_METHODS = 10_000;

    /** Dubbo's, in ms. */
    private static final int DEFAULT_TIMEOUT = 1_000;

    /** The reference's own providers: Dubbo deals with their absence. */
    private static final Candidate OWN = method -> Availability.AVAILABLE;

    final RouteTable routes;
    final ServiceRoute route;
    final Upgrade upgrade;
    /** Null, as the other two, for the reference's own way. */
    final Sibling baseline;

    final Sibling candidate;
    final Sibling backup;
    /** Null if the rule mirrors no calls. */
    final Mirror mirror;

    /** Whose view it is. */
    final Reference reference;

    final Detour unavailable;
    final Detour degraded;
    private final Candidate availability;
    private final Class<?> service;
    private final URL url;
    private final Map<String, Candidate> methods = new ConcurrentHashMap<>();

    View(
            RouteTable routes,
            ServiceRoute route,
            Upgrade upgrade,
            Sibling baseline,
            Sibling candidate,
            Sibling backup,
            Mirror mirror,
            Reference reference,
            AbstractClusterInvoker<?> leaf) {
        this.routes = routes;
        this.route = route;
        this.upgrade = upgrade;
        this.baseline = baseline;
        this.candidate = candidate;
        this.backup = backup;
        this.mirror = mirror;
        this.reference = reference;
        this.service = leaf == null ? null : leaf.getInterface();
        this.url = leaf == null ? null : leaf.getUrl();
        this.availability = candidate == null ? OWN : candidate;
        this.unavailable = new Detour() {
            @Override
            public Object invoke(Object call) {
                throw new RpcException(
                        RpcException.NO_INVOKER_AVAILABLE_AFTER_FILTER,
                        "Hotroute: the candidate " + candidate + why((Invocation) call) + ", and the rule for "
                                + route.service() + " says whenUnavailable: fail");
            }
        };
        this.degraded = new Detour() {
            @Override
            public Object invoke(Object call) {
                throw new RpcException(
                        RpcException.FORBIDDEN_EXCEPTION,
                        "Hotroute: calls of " + route.service() + " are degraded, and its rule says action: fail");
            }
        };
    }

    /** @return what a table without a rule for the reference means for it */
    static View without(RouteTable routes, Reference reference) {
        return new View(routes, null, null, null, null, null, null, reference, null);
    }

    private String why(Invocation call) {
        String method = InvocationReader.nameOf(call);
        return candidate.availability(method) == Availability.LACKS_METHOD
                ? " lacks the method " + method
                : " is " + candidate.state();
    }

    /** @return the candidate as far as a decision about a call of that method needs it */
    Candidate candidate(String method) {
        if (upgrade == null) {
            return availability;
        }
        Candidate known = methods.get(method);
        return known == null ? meet(method) : known;
    }

    private Candidate meet(String method) {
        MethodGuard guard = upgrade.guard().of(method, System.nanoTime());
        Candidate met = guard == null ? unwatched() : watched(method, guard);
        if (methods.size() < MOST_METHODS) {
            methods.put(method, met);
        }
        return met;
    }

    private Candidate watched(String method, MethodGuard guard) {
        long timeout = TimeUnit.MILLISECONDS.toNanos(url.getMethodParameter(method, "timeout", DEFAULT_TIMEOUT));
        guard.callTimeout(timeout);
        return new WatchedMethod(this, method, guard, answer(method), timeout);
    }

    /** A method that the guard leaves alone; the rollout is about it too. */
    private Candidate unwatched() {
        return new Candidate() {
            @Override
            public Availability availability(String method) {
                return availability.availability(method);
            }

            @Override
            public int step() {
                return upgrade.step();
            }
        };
    }

    private Answer answer(String method) {
        for (Fallback fallback : route.degrade().fallbacks()) {
            if (fallback.isFor(method)) {
                return new Answer(service, fallback);
            }
        }
        return null;
    }

    /** @return the way of a call: a detour, an observer of the usual way, or null for the usual way */
    Object way(Decision decision, Candidate of, Object call) {
        Object way = usualWay(decision, of, call);
        if (mirror == null || decision.target() != Decision.Target.BASELINE) {
            return way;
        }
        // Neither a probe nor a call that a drill is about.
        WatchedMethod watched = of instanceof WatchedMethod ? (WatchedMethod) of : null;
        if (watched == null ? way != baseline : !watched.isUsual(way)) {
            return way;
        }
        Probes probes = watched == null ? null : watched.candidateProbes();
        return probes != null && probes.tryDraw(System.nanoTime())
                ? mirror.probe(way, call, probes)
                : mirror.way(way, call);
    }

    private Object usualWay(Decision decision, Candidate of, Object call) {
        if (of instanceof WatchedMethod) {
            return ((WatchedMethod) of).way(decision, call);
        }
        switch (decision.target()) {
            case CANDIDATE:
                return candidate;
            case FAIL:
                return unavailable;
            default:
                return baseline;
        }
    }

    /** @return the siblings that calls and their shadows go to */
    List<Sibling> siblings() {
        List<Sibling> siblings = new ArrayList<>(5);
        Sibling mirrored = mirror == null ? null : mirror.candidate();
        Sibling repeated = mirror == null ? null : mirror.baseline();
        for (Sibling sibling : new Sibling[] {baseline, candidate, backup, mirrored, repeated}) {
            if (sibling != null) {
                siblings.add(sibling);
            }
        }
        return siblings;
    }
}
