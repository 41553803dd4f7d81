package io.hotroute.simulation;

import io.hotroute.degrade.Admission;
import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.GuardState;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.degrade.Transition;
import io.hotroute.latency.CallOutcome;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.util.HashMap;
import java.util.Map;

/** The agent's guard, called as the call path calls it. */
final class HotrouteSubject implements Subject {

    private static final String RULE =
            """
            configVersion: v1
            key: com.example.OrderService
            baseline: {version: 1.0.0}
            candidate: {version: 2.0.0}
            route: {weight: 10}
            degrade: {scope: method}
            """;

    /** What nanoTime says at the start; it may overflow. */
    private final long firstTime;

    private final ServiceGuard service;
    private final MethodGuard guard;
    private final Map<Long, Probes> probes = new HashMap<>();
    private Probes taken;
    private long trips;
    private long transitions;
    private long recoveringSince = NOT_RECOVERING;
    private Transition last;

    HotrouteSubject(long seed, long firstTime, boolean cold, double timeoutSeconds) {
        this.firstTime = firstTime;
        try {
            service = new ServiceGuard(
                    "com.example.OrderService",
                    RuleParser.parse(RULE).rules().get(0).degrade(),
                    true,
                    new GuardBudget(1),
                    seed,
                    firstTime,
                    this::changed);
        } catch (RuleException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (cold) {
            service.candidateAddressSeen(firstTime);
        }
        guard = service.of("getOrder", firstTime);
        guard.callTimeout(World.nanos(timeoutSeconds));
    }

    private void changed(Transition transition) {
        if (transition.from() != transition.to()) {
            transitions++;
            last = transition;
            if (transition.to() == GuardState.RECOVERING) {
                recoveringSince = transition.time() - firstTime;
            } else if (transition.to() != GuardState.CLOSED) {
                recoveringSince = NOT_RECOVERING;
            }
            if (transition.from() == GuardState.CLOSED || transition.from() == GuardState.RECOVERING) {
                trips += transition.to() == GuardState.OPEN || transition.to() == GuardState.LATCHED ? 1 : 0;
            }
        }
    }

    Transition lastTransition() {
        return last;
    }

    @Override
    public boolean admits(long now, int bucket) {
        Admission admission = guard.admission();
        if (bucket < admission.limit()) {
            taken = null;
            return true;
        }
        taken = admission.probes() != null && admission.probes().tryAcquire(firstTime + now)
                ? admission.probes()
                : null;
        return taken != null;
    }

    @Override
    public void begins(long now, Version version) {
        (version == Version.CANDIDATE ? guard.candidate() : guard.baseline()).begin(firstTime + now);
        if (taken != null && version == Version.CANDIDATE) {
            probes.put(now, taken);
            taken = null;
        }
    }

    @Override
    public void ends(long start, long now, Version version, CallOutcome outcome) {
        (version == Version.CANDIDATE ? guard.candidate() : guard.baseline())
                .end(firstTime + start, firstTime + now, outcome);
        Probes probe = version == Version.CANDIDATE && !probes.isEmpty() ? probes.remove(start) : null;
        if (probe != null) {
            probe.settled(now - start, outcome);
        }
    }

    @Override
    public void tick(long now) {
        service.tick(firstTime + now);
    }

    @Override
    public long trips() {
        return trips;
    }

    @Override
    public long transitions() {
        return transitions;
    }

    @Override
    public long recoveringSince() {
        return recoveringSince;
    }

    @Override
    public boolean isClosed() {
        return guard.admission().limit() == Admission.ALL;
    }
}
