package io.hotroute.dubbo;

import io.hotroute.degrade.Admission;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.route.Availability;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.rule.Degrade;

/**
 * The calls of one method of a reference whose rule watches them: what the guard lets through, and the ways that record.
 * Immutable but for the guard. Nothing on the call path allocates, but for probes.
 */
final class WatchedMethod implements Candidate {

    private final View view;
    private final String method;
    private final MethodGuard guard;
    private final Answer answer;
    private final Object toCandidate;
    private final Object toBaseline;

    /** @param answer the rule's fallback for the method, or null */
    WatchedMethod(View view, String method, MethodGuard guard, Answer answer) {
        this.view = view;
        this.method = method;
        this.guard = guard;
        this.answer = answer;
        this.toCandidate = toCandidate(new Recording(guard.candidate()));
        this.toBaseline = toBaseline(new Recording(guard.baseline()));
    }

    private Object toCandidate(Recording recording) {
        return view.candidate == null ? recording : new RecordedDetour(view.candidate, recording, view.upgrade);
    }

    private Object toBaseline(Recording recording) {
        return view.baseline == null ? recording : new RecordedDetour(view.baseline, recording, null);
    }

    @Override
    public Availability availability(String of) {
        return view.candidate == null ? Availability.AVAILABLE : view.candidate.availability(of);
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
        switch (view.route.degrade().action()) {
            case BACKUP:
                return view.backup == null || view.backup.availability(method) == Availability.AVAILABLE
                        ? Degrade.Action.BACKUP
                        : Degrade.Action.BASELINE;
            case FALLBACK:
                return answer == null ? Degrade.Action.BASELINE : Degrade.Action.FALLBACK;
            default:
                return view.route.degrade().action();
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
                return view.backup;
            case FALLBACK:
                return answer;
            case FAIL:
                return decision.isDegraded() ? view.degraded : view.unavailable;
            default:
                return toBaseline;
        }
    }

    private Object probe(boolean ofCandidate) {
        Admission admission = guard.admission();
        Probes probes = ofCandidate ? admission.probes() : admission.baselineProbes();
        if (probes == null || ofCandidate && availability(method) != Availability.AVAILABLE) {
            return null;
        }
        if (!probes.tryAcquire(System.nanoTime())) {
            return null;
        }
        view.route.probe(ofCandidate);
        return ofCandidate
                ? toCandidate(new Recording(guard.candidate(), probes))
                : toBaseline(new Recording(guard.baseline(), probes));
    }
}
