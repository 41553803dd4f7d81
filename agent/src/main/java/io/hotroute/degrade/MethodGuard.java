package io.hotroute.degrade;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.Slices;
import io.hotroute.rule.Degrade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Watches the calls of one method, or of several together, and takes them off providers that went bad. {@link #admission()},
 * the recorders' call path, {@link #callTimeout} and the requests are for any thread; {@link #tick} is for one, the ticker,
 * about every 250 ms. All else that happens, happens in a tick.
 *
 * <p>With a candidate, its calls are compared with the baseline's. Absolute thresholds guard the candidate too, and the
 * baseline where the rule has another action for its calls.
 */
public final class MethodGuard {

    /** The candidate's limit while it is cold, in 10,000ths. */
    static final int WARM_UP_LIMIT = 100;

    private static final long REFRESH = TimeUnit.SECONDS.toNanos(5);
    private static final long MINUTE = TimeUnit.SECONDS.toNanos(60);
    private static final double RATE_KEPT = 1 - 1.0 / (60 * Detector.TICKS_PER_SECOND);
    private static final double WARM_UP_JITTER = 0.2;

    private final String service;
    private final String method;
    private final Degrade settings;
    private final boolean hasCandidate;
    private final Facts facts;
    private final Consumer<Transition> listener;
    private final long warmUp;
    private final LatencyRecorder baseline;
    private final LatencyRecorder candidate;
    private final StallGate stalls;
    private final SlowThreshold threshold;
    private final Watch candidateWatch;
    private final Watch baselineWatch;
    private final Breaker candidateBreaker;
    private final Breaker baselineBreaker;
    private final RouteBack routeBack;
    private final AtomicReference<Request> request = new AtomicReference<>();

    private volatile long callTimeout = LatencyRecorder.LONGEST_NANOS;
    private volatile Admission admission;
    private volatile List<GuardStatus> status = Collections.emptyList();

    private boolean cold;
    private boolean isOrdered;
    private long refreshedAt;
    private double callsPerSecond;
    private long completed;
    private boolean changed;

    /**
     * @param hasCandidate whether the rule has one
     * @param random for jitter; not used by others at the same time
     * @param earlier by how much what it does every five seconds comes earlier, so that not all guards do it at the same tick
     */
    MethodGuard(
            String service,
            String method,
            Degrade settings,
            boolean hasCandidate,
            Facts facts,
            SplittableRandom random,
            long now,
            long earlier,
            Consumer<Transition> listener) {
        this.service = service;
        this.method = method;
        this.settings = settings;
        this.hasCandidate = hasCandidate;
        this.facts = facts;
        this.listener = listener;
        this.warmUp = (long) (settings.warmUpNanos() * (1 + WARM_UP_JITTER * random.nextDouble()));
        this.baseline = new LatencyRecorder(now, earlier);
        this.candidate = new LatencyRecorder(now, earlier);
        this.stalls = new StallGate(now);
        this.threshold = new SlowThreshold(settings, baseline);
        this.candidateWatch = hasCandidate ? Watch.ofCandidate(settings, candidate, baseline) : null;
        this.baselineWatch = guardsBaseline() ? Watch.ofBaseline(settings, baseline, !hasCandidate) : null;
        this.candidateBreaker = new Breaker(settings, true, random, now, listener(Side.CANDIDATE));
        this.candidateBreaker.probeByShadows(() -> facts.shadowsMayProbe(method));
        this.baselineBreaker = new Breaker(settings, false, random, now, listener(Side.BASELINE));
        this.routeBack = new RouteBack(settings.routeBackRatio(), settings.routeBackFloor(), now);
        this.cold = facts.isCandidateCold(now, warmUp);
        this.refreshedAt = now - earlier;
        this.admission = newAdmission();
        applyThreshold();
        publishStatus();
    }

    private boolean guardsBaseline() {
        return AbsoluteLimits.areSet(settings) && settings.action() != Degrade.Action.BASELINE;
    }

    private Breaker.Listener listener(Side side) {
        return (from, to, now, evidence) -> {
            changed = true;
            listener.accept(new Transition(service, method, side, from, to, now, evidence));
        };
    }

    /** @return the method, or what stands for several */
    public String method() {
        return method;
    }

    /** @return for calls that the baseline serves */
    public LatencyRecorder baseline() {
        return baseline;
    }

    /** @return for calls that the candidate serves, probes too */
    public LatencyRecorder candidate() {
        return candidate;
    }

    /** @return what is let through now; on the call path */
    public Admission admission() {
        return admission;
    }

    /** @return the calls that were taken off the candidate and went to the baseline */
    public RouteBack routeBack() {
        return routeBack;
    }

    /** Sets after how many nanoseconds a call times out; what hangs for so long is slow, whatever is known otherwise. */
    public void callTimeout(long nanos) {
        callTimeout = Math.min(nanos, LatencyRecorder.LONGEST_NANOS);
    }

    /** Takes the candidate's calls away, until {@link #requestClose} or a new rule; at the next tick. */
    public void requestOpen(String reason) {
        request.set(new Request(true, reason));
    }

    /** Gives all calls back, whatever took them away; at the next tick. Trips are forgotten. */
    public void requestClose(String reason) {
        request.set(new Request(false, reason));
    }

    /** @return each side that is guarded, as of some tick of the last 5 s, and never older than its state */
    public List<GuardStatus> status() {
        return status;
    }

    /** The candidate is cold from now on; the next tick would let some calls through before it says so. For any thread. */
    void cool() {
        Admission current = admission;
        if (warmUp > 0 && current.limit() > WARM_UP_LIMIT) {
            admission =
                    new Admission(WARM_UP_LIMIT, current.probes(), current.baselineLimit(), current.baselineProbes());
        }
    }

    /** Judges the calls since the last tick, and publishes what follows. */
    public void tick(long now) {
        baseline.tick(now);
        candidate.tick(now);
        takeRequest(now);
        warmUp(now);
        boolean counts = stalls.counts(now);
        if (stalls.stalled()) {
            baseline.restartAges(now);
            candidate.restartAges(now);
            candidateBreaker.restartRound(now);
            baselineBreaker.restartRound(now);
        }
        measureRate();
        if (hasCandidate) {
            boolean mayTrip = settings.action() != Degrade.Action.BASELINE
                    || facts.baselineProviders() >= settings.minimumBaseline();
            tick(now, candidateBreaker, candidateWatch, counts, mayTrip);
        }
        if (baselineWatch != null) {
            tick(now, baselineBreaker, baselineWatch, counts, true);
        }
        routeBack.tick(
                now, baseline.peak() + candidate.peak(), candidateBreaker.state() == GuardState.CLOSED, isOrdered);
        publish(now);
    }

    private void tick(long now, Breaker breaker, Watch watch, boolean counts, boolean mayTrip) {
        boolean wasJudging = breaker.isJudging();
        String trouble = null;
        if (counts && wasJudging) {
            trouble = watch.trouble(
                    breaker.state() == GuardState.RECOVERING ? Detector.SCORE_TO_TRIP / 2 : Detector.SCORE_TO_TRIP);
        } else {
            watch.skip();
        }
        breaker.tick(
                now,
                trouble == null ? null : trouble + "; slow is above " + threshold,
                mayTrip,
                watch.exceptionsToBlame(),
                watch.judged(),
                callsPerSecond);
        if (!wasJudging && breaker.isJudging()) {
            watch.reset();
        }
    }

    private void takeRequest(long now) {
        Request next = request.getAndSet(null);
        if (next == null) {
            return;
        }
        isOrdered = next.open;
        Breaker subject = hasCandidate ? candidateBreaker : baselineBreaker;
        if (next.open) {
            subject.open(now, next.reason);
        } else {
            subject.close(now, next.reason);
            baselineBreaker.close(now, next.reason);
            resetWatches();
        }
    }

    private void resetWatches() {
        if (candidateWatch != null) {
            candidateWatch.reset();
        }
        if (baselineWatch != null) {
            baselineWatch.reset();
        }
    }

    private void warmUp(long now) {
        boolean isCold = facts.isCandidateCold(now, warmUp);
        if (isCold != cold) {
            cold = isCold;
            if (candidateWatch != null) {
                candidateWatch.reset();
            }
            applyThreshold();
        }
    }

    private void measureRate() {
        long total = baseline.completed() + candidate.completed();
        double rate = (double) (total - completed) * Detector.TICKS_PER_SECOND;
        completed = total;
        callsPerSecond = callsPerSecond * RATE_KEPT + rate * (1 - RATE_KEPT);
    }

    private void applyThreshold() {
        long timeout = callTimeout;
        long slow = Math.min(timeout, threshold.ofCandidate(cold));
        baseline.slowAbove(Math.min(timeout, threshold.ofBaseline()));
        candidate.slowAbove(slow);
        candidateBreaker.probeBy(slow, Math.min(timeout, 2 * slow));
        long absolute = Math.min(timeout, settings.aboveNanos());
        baselineBreaker.probeBy(absolute, Math.min(timeout, 2 * absolute));
    }

    private void publish(long now) {
        if (now - refreshedAt >= REFRESH) {
            refreshedAt = now;
            threshold.refresh();
            applyThreshold();
            if (candidateWatch != null) {
                candidateWatch.usualOfCandidate(threshold.usualOfCandidate());
            }
            changed = true;
        }
        Admission next = newAdmission();
        if (!next.isSame(admission)) {
            admission = next;
            changed = true;
        }
        if (changed) {
            changed = false;
            publishStatus();
        }
    }

    private Admission newAdmission() {
        return new Admission(
                candidateLimit(), candidateBreaker.probes(), baselineBreaker.limit(), baselineBreaker.probes());
    }

    private int candidateLimit() {
        return Math.min(candidateBreaker.limit(), cold ? WARM_UP_LIMIT : Admission.ALL);
    }

    private void publishStatus() {
        List<GuardStatus> rows = new ArrayList<>();
        if (hasCandidate) {
            rows.add(row(Side.CANDIDATE, candidateBreaker, candidateLimit(), candidate.newest(MINUTE)));
        }
        rows.add(row(Side.BASELINE, baselineBreaker, baselineBreaker.limit(), baseline.newest(MINUTE)));
        status = Collections.unmodifiableList(rows);
    }

    private GuardStatus row(Side side, Breaker breaker, int limit, Slices calls) {
        return new GuardStatus(
                service,
                method,
                side,
                breaker.state(),
                limit,
                breaker.since(),
                breaker.trips(),
                breaker.evidence(),
                calls);
    }

    /** What an operator wants. Immutable. */
    private static final class Request {
        private final boolean open;
        private final String reason;

        Request(boolean open, String reason) {
            this.open = open;
            this.reason = reason;
        }
    }
}
