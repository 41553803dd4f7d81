package io.hotroute.upgrade;

import io.hotroute.degrade.Admission;
import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.GuardState;
import io.hotroute.degrade.Heartbeat;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.degrade.Side;
import io.hotroute.degrade.Transition;
import io.hotroute.drill.Drill;
import io.hotroute.drill.DrillPlan;
import io.hotroute.drill.DrillReport;
import io.hotroute.drill.StoppedBy;
import io.hotroute.rollout.Criteria;
import io.hotroute.rollout.MethodCalls;
import io.hotroute.rollout.ServiceRollout;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Weight;
import io.hotroute.shadow.ServiceShadow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is live of one rule that watches its calls: its guard, its rollout, and a drill at times. It lives on while the rule's
 * weights and match rules change, and ends when anything else of the rule does. Thread-safe, but for {@link #tick}, which is
 * for the ticker.
 */
public final class Upgrade {

    private final ServiceRoute route;
    private final Supplier<ServiceShadow> shadow;
    private final Heartbeat heartbeat;
    private final UpgradeListener listener;
    private final ServiceGuard guard;
    /** Null if the rule has none. */
    private final ServiceRollout rollout;

    /** Null while none is under way. */
    private volatile Drill drill;

    private volatile DrillReport lastDrill;

    /** @param shadow what is live of the rule's {@code shadow} now; null while there is nothing */
    Upgrade(
            ServiceRoute route,
            Supplier<ServiceShadow> shadow,
            Heartbeat heartbeat,
            GuardBudget budget,
            long seed,
            long now,
            UpgradeListener listener) {
        this.route = route;
        this.shadow = shadow;
        this.heartbeat = heartbeat;
        this.listener = listener;
        String service = route.service().toString();
        this.guard = new ServiceGuard(
                service, route.degrade(), route.candidate() != null, budget, seed, now, this::guardChanged);
        this.guard.shadowsMayProbe(this::shadowsMayProbe);
        this.rollout = route.rollout() == null
                ? null
                : new ServiceRollout(
                        service,
                        route.rollout(),
                        Criteria.of(route.degrade()),
                        this::calls,
                        this::isHeldBack,
                        new ProofByShadows(shadow),
                        now,
                        listener::rolloutChanged);
    }

    /** @return whether the route is of the same upgrade: what was learnt is true of it too */
    boolean isOf(ServiceRoute other) {
        return route.baseline().equals(other.baseline())
                && Objects.equals(route.candidate(), other.candidate())
                && route.degrade().toString().equals(String.valueOf(other.degrade()))
                && String.valueOf(route.rollout()).equals(String.valueOf(other.rollout()));
    }

    /** @return the guard of the rule's calls */
    public ServiceGuard guard() {
        return guard;
    }

    /** @return the rule's rollout, or null */
    public ServiceRollout rollout() {
        return rollout;
    }

    /** @return the candidate's most of the calls that no match rule decides, in 10,000ths. On the call path */
    public int step() {
        return rollout == null ? Weight.WHOLE : rollout.limit();
    }

    /** @return whether nobody drives the guards any more: calls belong to the baseline. On the call path */
    public boolean isStale(long now) {
        return heartbeat.isStale(now);
    }

    /** @return the drill under way, or null. On the call path */
    public Drill drill() {
        return drill;
    }

    /**
     * Starts a drill.
     *
     * @throws IllegalStateException if one is under way, or a guard has taken calls off: that is no drill any more
     */
    public synchronized void startDrill(DrillPlan plan, long now) {
        if (drill != null) {
            throw new IllegalStateException(
                    "a drill of " + route.service() + " is under way; allowed: one at a time, stop it or wait for it");
        }
        if (plan.target() == Side.CANDIDATE && route.candidate() == null) {
            throw new IllegalArgumentException(
                    "target: 'candidate' is not allowed; allowed: baseline, as the rule has no candidate");
        }
        if (isAnyGuard(admission -> admission.limit() < Weight.WHOLE || admission.baselineDegraded())) {
            throw new IllegalStateException("calls of " + route.service()
                    + " are limited by a guard already; allowed: when all its guards are CLOSED");
        }
        drill = new Drill(route.service().toString(), plan, route.degrade(), guard.guards(), now);
    }

    /**
     * Stops the drill under way, if there is one; its guards go on recovering.
     *
     * @return whether there was one
     */
    public boolean stopDrill(StoppedBy by, String reason, long now) {
        Drill current = drill;
        if (current == null || !current.isRunning(now)) {
            return false;
        }
        current.stop(by, reason, now);
        return true;
    }

    /** @return what the drill under way or the last one has shown; null if there was none */
    public DrillReport drillReport(long now) {
        Drill current = drill;
        return current == null ? lastDrill : current.report(now);
    }

    /** The rule is gone. */
    void end(long now) {
        stopDrill(StoppedBy.RULE_CHANGE, "the rule has changed", now);
        guard.end();
    }

    void tick(long now) {
        guard.tick(now);
        if (rollout != null) {
            rollout.tick(now);
        }
        Drill current = drill;
        if (current != null) {
            current.watch(now);
            if (current.isSettled(now)) {
                lastDrill = current.report(now);
                drill = null;
                listener.drillSettled(lastDrill);
            }
        }
    }

    private void guardChanged(Transition transition) {
        listener.guardChanged(transition);
        Drill current = drill;
        if (current == null) {
            return;
        }
        if (transition.side() == current.plan().target() && current.plan().mayConcern(transition.method())) {
            current.guardChanged(
                    transition.side(), transition.method(), transition.from(), transition.to(), transition.time());
        } else if (transition.to() == GuardState.OPEN || transition.to() == GuardState.LATCHED) {
            current.realSignal(transition.toString(), transition.time());
        }
    }

    private List<MethodCalls> calls() {
        List<MethodCalls> calls = new ArrayList<>();
        for (MethodGuard each : guard.guards()) {
            calls.add(new MethodCalls(each.method(), each.candidate(), each.baseline()));
        }
        return calls;
    }

    /** During a drill they may not: it hits calls only, and is to show what becomes of them. */
    private boolean shadowsMayProbe(String method) {
        ServiceShadow live = shadow.get();
        if (live == null || drill != null) {
            return false;
        }
        return method.equals(ServiceGuard.ALL_OTHERS) ? live.mayProbe() : live.mayProbe(method);
    }

    /** Calls that a drill hits, of either version, say nothing about the candidate. */
    private boolean isHeldBack() {
        return drill != null || isAnyGuard(admission -> admission.limit() < Weight.WHOLE);
    }

    private boolean isAnyGuard(Predicate<Admission> like) {
        return guard.guards().stream().map(MethodGuard::admission).anyMatch(like);
    }
}
