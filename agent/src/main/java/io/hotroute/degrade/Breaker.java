package io.hotroute.degrade;

import io.hotroute.rule.Degrade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The state machine of one side of a guard. Every state but {@link GuardState#CLOSED} and {@link GuardState#LATCHED} is left
 * at some time whatever happens. For the ticker, as {@link #probes()} are the only thing that callers touch.
 *
 * <p>A round of probes that fails does not open it again: it waits for a back-off in {@link GuardState#HALF_OPEN}, so that
 * providers that are away for long are not a stream of transitions. One that went bad again soon after it recovered must
 * have good probes for five minutes. The first of the rounds is by shadows where there are any, so that no call is spent on providers
 * that are still bad; the others are by calls, so that no state lasts for want of shadows.
 */
final class Breaker {

    /** Told of each change, on the ticker's thread. */
    interface Listener {
        void changed(GuardState from, GuardState to, long now, String evidence);
    }

    /** Steps of recovery, in 10,000ths. */
    static final int[] STEPS = {100, 500, 2_500};

    static final int TRIPS_TO_LATCH = 3;
    static final long TRIPS_WITHIN = TimeUnit.MINUTES.toNanos(30);
    /** Longer than what flaps is well at a time: with a minute, 90 s bad and 90 s well made 13 changes an hour. */
    static final long PROBATION = TimeUnit.MINUTES.toNanos(5);

    static final long ROUND_TIME = TimeUnit.MINUTES.toNanos(10);
    static final long SLOW_STEP_TIME = TimeUnit.MINUTES.toNanos(10);
    static final long LONGEST_STEP_TIME = TimeUnit.MINUTES.toNanos(30);
    static final int STEP_CALLS = 50;
    static final int SLOW_STEP_CALLS = 10;

    private static final int ROUNDS = 2;
    private static final long ROUND_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int FEWEST_PROBES = 3;
    private static final long HEALTHY = TimeUnit.SECONDS.toNanos(60);
    private static final int MOST_LEVEL = 30;
    private static final double STEP_JITTER = 0.2;
    /** A step's limit lets its calls come within this time, where there are few. */
    private static final double STEP_CALLS_WITHIN_SECONDS = 300;

    private final Degrade settings;
    private final boolean latches;
    private final SplittableRandom random;
    private final Listener listener;
    private final Deque<Long> tripTimes = new ArrayDeque<>();

    private GuardState state = GuardState.CLOSED;
    private long since;
    private long trips;
    private int level;
    private long calmSince;
    private boolean held;
    private String evidence = "";

    private long until;
    private Probes probes;
    private long roundStart;
    private int goodRounds;
    private long firstGoodRound;
    private long probeSlowAbove = Long.MAX_VALUE;
    private long probeDeadline = Long.MAX_VALUE;
    private boolean exceptionsAreBad;
    private BooleanSupplier shadowsMayProbe = () -> false;

    private int step;
    private int stepLimit;
    private long stepStart;
    private long stepTime;
    private long stepJudged;

    /** @param latches whether it stays without calls after it tripped again and again */
    Breaker(Degrade settings, boolean latches, SplittableRandom random, long now, Listener listener) {
        this.settings = settings;
        this.latches = latches;
        this.random = random;
        this.listener = listener;
        this.since = now;
        this.calmSince = now;
    }

    GuardState state() {
        return state;
    }

    /** @return since when it is in its state */
    long since() {
        return since;
    }

    long trips() {
        return trips;
    }

    /** @return why it is in its state */
    String evidence() {
        return evidence;
    }

    /** @return whether it judges calls now: it is closed or recovering */
    boolean isJudging() {
        return state == GuardState.CLOSED || state == GuardState.RECOVERING;
    }

    int limit() {
        return state == GuardState.CLOSED ? Admission.ALL : state == GuardState.RECOVERING ? stepLimit : 0;
    }

    Probes probes() {
        return probes;
    }

    /** Sets what probes of later rounds are judged by, both in nanoseconds. */
    void probeBy(long slowAbove, long deadline) {
        probeSlowAbove = slowAbove;
        probeDeadline = deadline;
    }

    /** Sets whether a round by shadows may begin; asked on the ticker's thread. */
    void probeByShadows(BooleanSupplier mayProbe) {
        shadowsMayProbe = mayProbe;
    }

    /**
     * @param trouble what is wrong with the calls now; null if nothing is
     * @param mayTrip whether calls may be taken away
     * @param exceptions whether the trouble is business exceptions
     * @param judged calls that were judged, in total
     * @param callsPerSecond of both sides together
     */
    void tick(long now, String trouble, boolean mayTrip, boolean exceptions, long judged, double callsPerSecond) {
        if (isJudging() && trouble != null) {
            if (mayTrip) {
                exceptionsAreBad = exceptions;
                trip(now, trouble);
            } else {
                hold(now, trouble);
            }
            return;
        }
        held = false;
        if (state == GuardState.CLOSED) {
            calmDown(now);
        } else if (state == GuardState.OPEN && now - until >= 0) {
            goodRounds = 0;
            change(GuardState.HALF_OPEN, now, "the back-off is over");
            startRound(now);
        } else if (state == GuardState.HALF_OPEN) {
            probe(now, judged, callsPerSecond);
        } else if (state == GuardState.RECOVERING) {
            recover(now, judged, callsPerSecond);
        }
    }

    /** This JVM stood still: what a round of probes would tell is not about the providers. */
    void restartRound(long now) {
        if (probes != null) {
            startRound(now);
        }
    }

    /** An operator takes the calls away for good. */
    void open(long now, String reason) {
        if (state != GuardState.LATCHED) {
            change(GuardState.LATCHED, now, reason);
        }
    }

    /** An operator gives all calls back. */
    void close(long now, String reason) {
        tripTimes.clear();
        level = 0;
        if (state != GuardState.CLOSED) {
            change(GuardState.CLOSED, now, reason);
        }
    }

    private void calmDown(long now) {
        if (level > 0 && now - calmSince >= HEALTHY) {
            level--;
            calmSince += HEALTHY;
        }
    }

    private void hold(long now, String trouble) {
        if (!held) {
            held = true;
            evidence = "held, as the baseline has too few providers: " + trouble;
            listener.changed(state, state, now, evidence);
        }
    }

    private void trip(long now, String trouble) {
        trips++;
        tripTimes.add(now);
        while (now - tripTimes.peek() > TRIPS_WITHIN) {
            tripTimes.remove();
        }
        if (latches && tripTimes.size() >= TRIPS_TO_LATCH) {
            change(GuardState.LATCHED, now, "trip " + tripTimes.size() + " within 30 min: " + trouble);
        } else {
            backOff(now);
            change(GuardState.OPEN, now, trouble);
        }
    }

    private void backOff(long now) {
        long most = settings.backOff().nanos(level);
        level = Math.min(MOST_LEVEL, level + 1);
        until = now + (long) (most * (0.5 + random.nextDouble() / 2));
    }

    private void change(GuardState next, long now, String why) {
        GuardState from = state;
        state = next;
        since = now;
        calmSince = now;
        probes = null;
        held = false;
        evidence = why;
        listener.changed(from, next, now, why);
    }

    private void startRound(long now) {
        roundStart = now;
        probes = goodRounds == 0 && shadowsMayProbe.getAsBoolean()
                ? Probes.byShadows(probeSlowAbove, probeDeadline, exceptionsAreBad, now)
                : new Probes(probeSlowAbove, probeDeadline, exceptionsAreBad);
    }

    private void probe(long now, long judged, double callsPerSecond) {
        if (probes == null) {
            if (now - until >= 0) {
                startRound(now);
            }
            return;
        }
        boolean tooLong = now - roundStart >= ROUND_TIME;
        Probes.Verdict verdict = probes.verdict(now);
        if (verdict == Probes.Verdict.GOOD || tooLong && probes.isGoodSoFar(FEWEST_PROBES)) {
            goodRound(now, judged, callsPerSecond);
        } else if (verdict == Probes.Verdict.BAD) {
            evidence = probes.toString();
            goodRounds = 0;
            probes = null;
            backOff(now);
        } else if (tooLong) {
            String why = probes + ", and no more calls in 10 min";
            backOff(now);
            change(GuardState.OPEN, now, why);
        }
    }

    private void goodRound(long now, long judged, double callsPerSecond) {
        if (goodRounds++ == 0) {
            firstGoodRound = now;
        }
        boolean onProbation = tripTimes.size() > 1;
        if (goodRounds >= ROUNDS && (!onProbation || now - firstGoodRound >= PROBATION)) {
            change(GuardState.RECOVERING, now, goodRounds + " rounds of probes were good");
            step = 0;
            startStep(now, judged, callsPerSecond);
        } else {
            probes = null;
            until = now + (onProbation ? jittered(ROUND_INTERVAL) : 0);
        }
    }

    private long jittered(long nanos) {
        return (long) (nanos * (1 + STEP_JITTER * random.nextDouble()));
    }

    private void startStep(long now, long judged, double callsPerSecond) {
        stepStart = now;
        stepTime = jittered(settings.recoveryStepNanos());
        stepJudged = judged;
        limitStep(callsPerSecond);
    }

    /** Where calls are few, a hundredth of them would take hours to tell anything, and load is no worry. */
    private void limitStep(double callsPerSecond) {
        int last = STEPS[STEPS.length - 1];
        double enough = Admission.ALL * STEP_CALLS / (STEP_CALLS_WITHIN_SECONDS * Math.max(callsPerSecond, 1e-9));
        stepLimit = (int) Math.max(STEPS[step], Math.min(last, Math.ceil(enough)));
    }

    private void recover(long now, long judged, double callsPerSecond) {
        long elapsed = now - stepStart;
        long calls = judged - stepJudged;
        if (elapsed >= stepTime && calls >= STEP_CALLS
                || elapsed >= Math.max(stepTime, SLOW_STEP_TIME) && calls >= SLOW_STEP_CALLS) {
            if (++step == STEPS.length) {
                change(GuardState.CLOSED, now, "recovered");
            } else {
                startStep(now, judged, callsPerSecond);
            }
        } else if (elapsed >= LONGEST_STEP_TIME) {
            backOff(now);
            change(
                    GuardState.OPEN,
                    now,
                    String.format(Locale.ROOT, "only %d calls in 30 min, at a limit of %d / 10,000", calls, stepLimit));
        } else {
            limitStep(callsPerSecond);
        }
    }
}
