package io.hotroute.dubbo;

import io.hotroute.degrade.Admission;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.degrade.Side;
import io.hotroute.drill.Drill;
import io.hotroute.route.Availability;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.rule.Degrade;
import io.hotroute.rule.Weight;

/**
 * The calls of one method of a reference whose rule watches them: what the guard lets through, and the ways that record.
 * Immutable but for the guard. Nothing on the call path allocates, but for probes and during a drill.
 */
final class WatchedMethod implements Candidate {

    private final View view;
    private final String method;
    private final MethodGuard guard;
    private final Answer answer;
    private final long timeoutNanos;
    private final Recording candidateRecording;
    private final Recording baselineRecording;
    private final Recording routeBackRecording;
    private final Object toCandidate;
    private final Object toBaseline;
    private final Object backToBaseline;

    /**
     * @param answer the rule's fallback for the method, or null
     * @param timeoutNanos after which the method's calls time out
     */
    WatchedMethod(View view, String method, MethodGuard guard, Answer answer, long timeoutNanos) {
        this.view = view;
        this.method = method;
        this.guard = guard;
        this.answer = answer;
        this.timeoutNanos = timeoutNanos;
        this.candidateRecording = new Recording(guard.candidate());
        this.baselineRecording = new Recording(guard.baseline());
        this.routeBackRecording = new Recording(guard.baseline(), guard.routeBack());
        this.toCandidate = toCandidate(candidateRecording);
        this.toBaseline = toBaseline(baselineRecording);
        this.backToBaseline = toBaseline(routeBackRecording);
    }

    /** @return whether it is the way of calls that the baseline serves as usual, or because the candidate went bad */
    boolean isUsual(Object way) {
        return way == toBaseline || way == backToBaseline;
    }

    /** @return the round of the candidate's probes, which may want shadows; null when there is none now */
    Probes candidateProbes() {
        return guard.admission().probes();
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
    public int step() {
        return view.upgrade.step();
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

    @Override
    public boolean isRouteBackFull() {
        return guard.routeBack().isFull();
    }

    /** @return the way of a call that was decided so: a detour, an observer of the usual way, or null for the usual way */
    Object way(Decision decision, Object call) {
        if (decision.isDegraded()) {
            Object probe = probe(decision.isCandidateDegraded() ? Side.CANDIDATE : Side.BASELINE, call);
            if (probe != null) {
                return probe;
            }
        }
        switch (decision.target()) {
            case CANDIDATE:
                return drilled(Side.CANDIDATE, candidateRecording, toCandidate);
            case BACKUP:
                return view.backup;
            case FALLBACK:
                return answer;
            case FAIL:
                return decision.isDegraded() ? view.degraded : view.unavailable;
            default:
                return decision == Decision.BASELINE_CANDIDATE_DEGRADED
                        ? drilled(Side.BASELINE, routeBackRecording, backToBaseline)
                        : drilled(Side.BASELINE, baselineRecording, toBaseline);
        }
    }

    private Object probe(Side side, Object call) {
        boolean ofCandidate = side == Side.CANDIDATE;
        Admission admission = guard.admission();
        Probes probes = ofCandidate ? admission.probes() : admission.baselineProbes();
        if (probes == null || ofCandidate && availability(method) != Availability.AVAILABLE) {
            return null;
        }
        if (!probes.tryAcquire(System.nanoTime())) {
            return null;
        }
        view.reference.amend(call, view.route.probe(ofCandidate));
        Recording recording = new Recording(ofCandidate ? guard.candidate() : guard.baseline(), probes);
        return drilled(side, recording, ofCandidate ? toCandidate(recording) : toBaseline(recording));
    }

    /** @return the way, or one on which a drill hits the call */
    private Object drilled(Side side, Recording recording, Object way) {
        Drill drill = view.upgrade.drill();
        if (drill == null || !drill.concerns(side, method)) {
            return way;
        }
        boolean ofCandidate = side == Side.CANDIDATE;
        int random = Weight.randomBucket();
        if (drill.hits(random, System.nanoTime())) {
            return new DrilledCall(drill, ofCandidate ? view.candidate : view.baseline, recording, timeoutNanos);
        }
        Recording leftAlone = recording.with(drill.leftAlone());
        return ofCandidate ? toCandidate(leftAlone) : toBaseline(leftAlone);
    }
}
