package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.degrade.Admission;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.route.Availability;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Degrade;
import io.hotroute.upgrade.Upgrade;

/**
 * The calls of one method of a reference whose rule watches them: what the guard lets through, and the ways that record.
 * Immutable but for the guard. Nothing on the call path allocates, but for probes.
 */
final class WatchedMethod implements Candidate {

    private final Candidate candidate;
    private final ServiceRoute route;
    private final MethodGuard guard;
    private final Upgrade upgrade;
    private final Ways ways;
    private final Answer answer;
    private final Object toCandidate;
    private final Object toBaseline;

    WatchedMethod(Ways ways, Candidate candidate, ServiceRoute route, Upgrade upgrade, MethodGuard guard, Answer answer) {
        this.ways = ways;
        this.candidate = candidate;
        this.route = route;
        this.upgrade = upgrade;
        this.guard = guard;
        this.answer = answer;
        this.toCandidate = recorded(ways.candidate, new Recording(guard.candidate()));
        this.toBaseline = recorded(ways.baseline, new Recording(guard.baseline()));
    }

    /** @param way a detour, or null for the usual way */
    private Object recorded(Detour way, Recording recording) {
        return way == null ? recording : new RecordedDetour(way, recording, upgrade);
    }

    @Override
    public Availability availability(String method) {
        return candidate.availability(method);
    }

    @Override
    public int limit() {
        return guard.admission().limit();
    }

    @Override
    public int baselineLimit() {
        return guard.admission().baselineLimit();
    }

    @Override
    public Degrade.Action whenDegraded() {
        switch (route.degrade().action()) {
            case BACKUP:
                return ways.backup.availability(guard.method()) == Availability.AVAILABLE
                        ? Degrade.Action.BACKUP
                        : Degrade.Action.BASELINE;
            case FALLBACK:
                return answer == null ? Degrade.Action.BASELINE : Degrade.Action.FALLBACK;
            default:
                return route.degrade().action();
        }
    }

    /** @return the way of a call that was decided so: a detour, an observer of the usual way, or null for the usual way */
    Object way(Decision decision) {
        if (decision.isDegraded()) {
            Object probe = probe(decision.isCandidateDegraded());
            if (probe != null) {
                return probe;
            }
        }
        switch (decision.target()) {
            case CANDIDATE:
                return toCandidate;
            case BACKUP:
                return ways.backup;
            case FALLBACK:
                return answer;
            case FAIL:
                return decision.isDegraded() ? ways.degraded : ways.unavailable;
            default:
                return toBaseline;
        }
    }

    private Object probe(boolean ofCandidate) {
        Admission admission = guard.admission();
        Probes probes = ofCandidate ? admission.probes() : admission.baselineProbes();
        if (probes == null || ofCandidate && candidate.availability(guard.method()) != Availability.AVAILABLE) {
            return null;
        }
        if (!probes.tryAcquire(System.nanoTime())) {
            return null;
        }
        route.probe(ofCandidate);
        return ofCandidate
                ? recorded(ways.candidate, new Recording(guard.candidate(), probes))
                : recorded(ways.baseline, new Recording(guard.baseline(), probes));
    }
}
