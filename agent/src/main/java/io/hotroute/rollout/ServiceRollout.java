package io.hotroute.rollout;

import io.hotroute.rollout.Verdict.Result;
import io.hotroute.rule.Durations;
import io.hotroute.rule.Rollout;
import io.hotroute.rule.Weight;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One rule's way to its whole share. {@link #limit()}, {@link #status()} and the requests are for any thread;
 * {@link #tick} is for one, the ticker, about every 250 ms, after the recorders were ticked. All that happens, happens in a
 * tick.
 *
 * <p>A step lasts for its duration and its number of the candidate's calls at least, and goes on until its calls say by
 * {@link Criteria} that the candidate is good enough, which leads to the next step. Calls that say that it is not end the
 * rollout at once, however young the step is. Without enough calls of the baseline there is no next step, unless by absolute
 * thresholds. Only whole slices of {@link io.hotroute.latency.LatencyRecorder#SLICE_NANOS} that began in the step count, so a
 * step takes two of them at least.
 *
 * <p>While it is held back, because a guard took calls off the candidate, the candidate is cold or calls are hit by a drill,
 * the step's clock stands still, and calls of that time do not count.
 *
 * <p>In steps by shadows the candidate has no share, and {@link ShadowProof} says whether it is good enough. They wait while no
 * shadows may be sent; what is held back is the share, so what holds that does not concern them.
 *
 * <p>The limit bounds the rule's share; where that is lower, a step has that. A last step in which the baseline gets no more
 * calls can't be compared, and so only ends by absolute thresholds or an operator: better to let the last step leave some.
 */
public final class ServiceRollout {

    private static final int MOST_REQUESTS = 16;
    /** Of a longer time without a tick nobody knows what happened in it. */
    private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(1);

    private final String service;
    private final Rollout rollout;
    private final Consumer<RolloutEvent> listener;
    private final StepCalls calls;
    private final ShadowProof proof;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MOST_REQUESTS);

    private volatile int limit;
    private volatile RolloutStatus status;

    private RolloutState state = RolloutState.RUNNING;
    private int step;
    /** What the step is judged by. */
    private Trial trial;

    private long since;
    private long lastTick;
    private long elapsed;
    /** Why what happened at the last tick must not count; null if it did. */
    private String obstacle;

    private boolean wasDue;
    private Verdict verdict = Verdict.NONE;

    /**
     * Begins the first step.
     *
     * @param service {@code [group/]interface[:version]}
     * @param methods the recorders of all methods called so far; asked at each tick
     * @param heldBack whether a guard gives the candidate less than the rule would, or calls are hit by a drill; asked at each
     *     tick
     * @param proof what shadows have shown; null if the rollout has no steps by shadows
     * @param listener is told of changes on the ticker's thread; must not throw
     */
    public ServiceRollout(
            String service,
            Rollout rollout,
            Criteria criteria,
            Supplier<? extends Collection<MethodCalls>> methods,
            BooleanSupplier heldBack,
            ShadowProof proof,
            long now,
            Consumer<RolloutEvent> listener) {
        this.service = Objects.requireNonNull(service, "service");
        this.rollout = rollout;
        this.listener = listener;
        this.calls = new StepCalls(criteria, methods, heldBack);
        this.proof = proof;
        this.lastTick = now;
        enter(RolloutState.RUNNING, 0, now);
        publish();
    }

    /** @return the candidate's most, in 10,000ths: the step's weight, all, or nothing. Cost: one volatile read. */
    public int limit() {
        return limit;
    }

    /** @return as of the last tick */
    public RolloutStatus status() {
        return status;
    }

    /** Holds the step at the next tick. */
    public void requestPause(String reason) {
        request(Action.PAUSE, reason);
    }

    /** At the next tick goes on with a paused step; after a failure or {@link #requestAbort} begins the first step again. */
    public void requestResume(String reason) {
        request(Action.RESUME, reason);
    }

    /** Begins the next step at the next tick, whatever is known of this one; after the last, the rollout is complete. */
    public void requestPromote(String reason) {
        request(Action.PROMOTE, reason);
    }

    /** Takes the share away at the next tick, also that of a rollout that is complete. */
    public void requestAbort(String reason) {
        request(Action.ABORT, reason);
    }

    /** @throws IllegalStateException if more wait than the ticker can have left over */
    private void request(Action action, String reason) {
        if (!requests.offer(new Request(action, reason))) {
            throw new IllegalStateException("rollout of " + service + ": " + MOST_REQUESTS
                    + " requests wait already; allowed: to try again in a second");
        }
    }

    /** Takes up requests, and judges the calls since the last tick. */
    public void tick(long now) {
        long interval = Math.max(0, now - lastTick);
        lastTick = now;
        for (Request next = requests.poll(); next != null; next = requests.poll()) {
            take(next, now);
        }
        if (state == RolloutState.RUNNING) {
            run(now, interval);
        } else {
            trial.skip();
        }
        publish();
    }

    private void run(long now, long interval) {
        String before = obstacle;
        obstacle = trial.obstacle();
        if ((obstacle == null) != (before == null)) {
            tell(state, now, obstacle == null ? "no longer held back" : obstacle);
        }
        if (obstacle != null) {
            trial.skip();
            return;
        }
        elapsed += Math.min(interval, LONGEST_TICK);
        trial.take();
        judge(now);
    }

    private void judge(long now) {
        boolean isDue = elapsed >= step().minDurationNanos() && trial.samples() >= step().minSamples();
        if (!trial.hasGrown() && isDue == wasDue) {
            return;
        }
        boolean becameDue = isDue && !wasDue;
        wasDue = isDue;
        verdict = trial.judge();
        if (verdict.result() == Result.FAIL) {
            fail(now);
        } else if (isDue && verdict.result() == Result.PASS) {
            promote(now, verdict.toString());
        } else if (becameDue) {
            tell(state, now, "step " + name() + " goes on: " + verdict);
        }
    }

    private void fail(long now) {
        Verdict reason = verdict;
        String text = (rollout.dryRun() ? "would have failed" : "failed") + " at step " + name() + ": " + reason;
        change(RolloutState.FAILED, step, now, text);
        verdict = reason;
    }

    private void promote(long now, String reason) {
        Verdict last = verdict;
        boolean isLast = step + 1 == rollout.steps().size();
        String verb = rollout.dryRun() ? "would have " : "";
        if (isLast) {
            change(RolloutState.COMPLETE, step, now, verb + "completed after step " + name() + ": " + reason);
            verdict = last;
        } else {
            RolloutState kept = state == RolloutState.PAUSED ? state : RolloutState.RUNNING;
            String text = verb + "promoted from step " + name() + " to " + name(step + 1) + ": " + reason;
            change(kept, step + 1, now, text);
        }
    }

    private void take(Request request, long now) {
        String by = request.action.text + ": " + request.reason;
        boolean isOpen = state == RolloutState.RUNNING || state == RolloutState.PAUSED;
        if (request.action == Action.ABORT && state != RolloutState.ABORTED) {
            change(RolloutState.ABORTED, step, now, by);
        } else if (request.action == Action.PAUSE && state == RolloutState.RUNNING) {
            hold(RolloutState.PAUSED, now, by);
        } else if (request.action == Action.RESUME && state == RolloutState.PAUSED) {
            hold(RolloutState.RUNNING, now, by);
        } else if (request.action == Action.RESUME && !isOpen && state != RolloutState.COMPLETE) {
            change(RolloutState.RUNNING, 0, now, by + ", from the first step");
        } else if (request.action == Action.PROMOTE && isOpen) {
            promote(now, by);
        } else {
            tell(state, now, by + ", which changes nothing now");
        }
    }

    /** Between {@code RUNNING} and {@code PAUSED}: the step keeps what it has. */
    private void hold(RolloutState next, long now, String text) {
        RolloutState before = state;
        state = next;
        since = now;
        tell(before, now, text);
    }

    private void change(RolloutState next, int nextStep, long now, String text) {
        RolloutState before = state;
        enter(next, nextStep, now);
        tell(before, now, text);
    }

    private void enter(RolloutState next, int nextStep, long now) {
        state = next;
        step = nextStep;
        since = now;
        elapsed = 0;
        wasDue = false;
        obstacle = null;
        verdict = Verdict.NONE;
        if (next == RolloutState.RUNNING || next == RolloutState.PAUSED) {
            trial = step().isShadow() ? new StepShadows(proof, step().minSamples()) : calls;
            trial.restart();
        }
        limit = newLimit();
    }

    private int newLimit() {
        if (state == RolloutState.ABORTED) {
            return 0;
        }
        if (rollout.dryRun() || state == RolloutState.COMPLETE) {
            return Weight.WHOLE;
        }
        return state == RolloutState.FAILED ? 0 : step().weight().tenThousandths();
    }

    private void publish() {
        status = new RolloutStatus(
                service,
                shown(state),
                step + 1,
                rollout.steps().size(),
                step().isShadow(),
                limit,
                since,
                elapsed,
                trial.samples(),
                verdict,
                waitsFor());
    }

    private String waitsFor() {
        switch (state) {
            case RUNNING:
                if (obstacle != null) {
                    return obstacle;
                }
                return wasDue ? step().samples() + " that decide" : "the step's least duration and " + step().samples();
            case PAUSED:
                return "an operator";
            case COMPLETE:
                return "";
            default:
                return "an operator or a new rule";
        }
    }

    private void tell(RolloutState before, long now, String text) {
        listener.accept(new RolloutEvent(service, shown(before), shown(state), limit, now, text));
    }

    /** A dry run shows whether it was paused or aborted, and nothing else of its state: nothing else has an effect. */
    private RolloutState shown(RolloutState of) {
        boolean hasEffect = of == RolloutState.PAUSED || of == RolloutState.ABORTED;
        return rollout.dryRun() && !hasEffect ? RolloutState.DRY_RUN : of;
    }

    private Rollout.Step step() {
        return rollout.steps().get(step);
    }

    private String name() {
        return name(step);
    }

    private String name(int of) {
        Rollout.Step named = rollout.steps().get(of);
        return (of + 1) + " of " + rollout.steps().size() + " (" + named.share() + ", at least "
                + Durations.text(named.minDurationNanos()) + " and " + named.minSamples() + " " + named.samples() + ")";
    }

    private enum Action {
        PAUSE("paused by an operator"),
        RESUME("resumed by an operator"),
        PROMOTE("promoted by an operator"),
        ABORT("aborted by an operator");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    /** What an operator wants. Immutable. */
    private static final class Request {
        private final Action action;
        private final String reason;

        Request(Action action, String reason) {
            this.action = action;
            this.reason = reason;
        }
    }
}
