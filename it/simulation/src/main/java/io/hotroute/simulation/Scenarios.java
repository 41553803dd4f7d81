package io.hotroute.simulation;

import static io.hotroute.simulation.Measure.DETECTION;
import static io.hotroute.simulation.Measure.LOAD;
import static io.hotroute.simulation.Measure.RISE;
import static io.hotroute.simulation.Measure.TRANSITIONS;
import static io.hotroute.simulation.Measure.TRIPS;

import io.hotroute.latency.CallOutcome;
import java.util.ArrayList;
import java.util.List;

/** All lines of the table, in its order. A run is one consumer with 100 calls/s, 25 of them the candidate's, unless said. */
final class Scenarios {

    private static final double SHOWN = Double.NaN;
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;

    private final List<Row> rows = new ArrayList<>();

    static List<Row> all() {
        Scenarios scenarios = new Scenarios();
        scenarios.slow();
        scenarios.failing();
        scenarios.disturbed();
        scenarios.waiting();
        scenarios.recovering();
        scenarios.calm();
        return scenarios.rows;
    }

    private void add(Measure measure, double target, int seeds, int longSeeds, Scenario scenario) {
        rows.add(new Row(scenario, measure, target, seeds, longSeeds, false));
    }

    /** The 97th percentile of fewer seeds is the luck of one or two. */
    private void detects(double target, Scenario scenario) {
        add(DETECTION, target, 200, 400, scenario);
    }

    private void staysCalm(int seeds, int longSeeds, Scenario scenario) {
        add(TRIPS, 0, seeds, longSeeds, scenario);
    }

    /** Long versions have shown a trip where none should be. */
    private void isKnownToTrip(int seeds, int longSeeds, Scenario scenario) {
        rows.add(new Row(scenario, TRIPS, 0, seeds, longSeeds, true));
    }

    private static Scenario of(String name) {
        return new Scenario(name);
    }

    private void slow() {
        detects(1.5, of("hang").candidate(Effect.hang()));
        detects(4, of("hang, 5 calls/s").traffic(20, 0.25).candidate(Effect.hang()));
        detects(4, of("x3").candidate(Effect.slower(3)));
        add(
                DETECTION,
                12,
                400,
                1_000,
                of("x3, 5 calls/s, shared wander 10%")
                        .traffic(20, 0.25)
                        .sharedNoise(0.1)
                        .candidate(Effect.slower(3)));
        // With this the target is missed by a little, and no way was found to meet it without false trips.
        add(DETECTION, SHOWN, 400, 1_000, of("x3, 5 calls/s").traffic(20, 0.25).candidate(Effect.slower(3)));
        detects(35, of("x2").candidate(Effect.slower(2)));
        detects(SHOWN, of("x1.5").lasting(120, 300).candidate(Effect.slower(1.5)));
        detects(SHOWN, of("x1.25").lasting(120, 300).candidate(Effect.slower(1.25)));
        detects(120, of("ramp to x3 in 120 s").lasting(120, 180).candidate(Effect.ramp(3, 120)));
        detects(25, of("a fifth hangs").candidate(Effect.hang().of(0.2)));
        detects(45, of("15% take 400 ms").candidate(Effect.takes(0.4).of(0.15)));
        detects(
                SHOWN,
                of("1 of 10 hosts x5")
                        .lasting(120, 300)
                        .candidate(Effect.slower(5).of(0.1)));
        detects(60, of("hang, 0.5 calls/s").traffic(2, 0.25).lasting(900, 120).candidate(Effect.hang()));
        detects(6, of("hang, all calls on the candidate").traffic(25, 1).candidate(Effect.hang()));
    }

    private void failing() {
        detects(10, of("30% errors").candidate(Effect.fails(CallOutcome.ERROR).of(0.3)));
        detects(
                10,
                of("30% business exceptions")
                        .candidate(Effect.fails(CallOutcome.BUSINESS_EXCEPTION).of(0.3)));
        staysCalm(
                40,
                1_000,
                of("error pulse of 0.9 s")
                        .candidate(Effect.fails(CallOutcome.ERROR).lasting(0.9)));
        staysCalm(
                20,
                400,
                of("error pulse of 0.9 s, 250 calls/s")
                        .traffic(500, 0.5)
                        .candidate(Effect.fails(CallOutcome.ERROR).lasting(0.9)));
    }

    private void disturbed() {
        staysCalm(40, 400, of("candidate stands still for 0.7 s").candidate(standstill(0.7)));
        staysCalm(100, 1_000, of("both x3").both(Effect.slower(3)));
        staysCalm(50, 1_000, of("both x3, share 90%").traffic(100, 0.9).both(Effect.slower(3)));
        staysCalm(50, 1_000, of("both hang for 10 s").both(Effect.hang().lasting(10)));
        staysCalm(
                50,
                1_000,
                of("both fail by 40% for 20 s")
                        .both(Effect.fails(CallOutcome.ERROR).of(0.4).lasting(20)));
        staysCalm(100, 1_000, of("consumer stands still for 800 ms").pause(0.8));
        staysCalm(
                20,
                200,
                of("clock steps: suspended for 30 s, nanoTime overflows")
                        .firstTime(Long.MAX_VALUE - World.nanos(135))
                        .pause(30));
        staysCalm(
                10,
                200,
                of("shared slowness, AR(1), deviation 0.5").sharedNoise(0.5).lasting(120, 10 * MINUTE));
        staysCalm(
                40,
                400,
                of("cold candidate, x5 for 50 s")
                        .cold()
                        .lasting(0, 180)
                        .always(Effect.slower(5).lasting(50)));
    }

    /** Few callers, who wait for each answer: 8 of them make 300 calls/s while all is well, half of them the candidate's. */
    private void waiting() {
        waits(
                10,
                40,
                waiting("half +2 s, 8 callers wait", 8)
                        .candidate(Effect.later(2).of(0.5)));
        waits(
                6,
                3,
                waiting("half +2 s, 24 callers wait", 24)
                        .candidate(Effect.later(2).of(0.5)));
        waits(
                30,
                34,
                waiting("a fifth +1 s, 8 callers wait", 8)
                        .candidate(Effect.later(1).of(0.2)));
        waits(
                20,
                3,
                waiting("a fifth +1 s, 24 callers wait", 24)
                        .candidate(Effect.later(1).of(0.2)));
        waits(8, 10, waiting("hang, 8 callers wait", 8).candidate(Effect.hang()));
        staysCalm(
                6,
                400,
                waiting("error pulse of 0.9 s, 8 callers wait", 8)
                        .candidate(Effect.fails(CallOutcome.ERROR).lasting(0.9)));
        staysCalm(
                6,
                400,
                waiting("candidate stands still for 0.7 s, 8 callers wait", 8).candidate(standstill(0.7)));
        // A burst in which by chance all of the candidate's calls hang and none of the baseline's looks like a hang.
        isKnownToTrip(
                6,
                400,
                waiting("both half +2 s, 8 callers wait", 8)
                        .both(Effect.later(2).of(0.5)));
        isKnownToTrip(
                3,
                400,
                waiting("both half +2 s, 24 callers wait", 24)
                        .both(Effect.later(2).of(0.5)));
        staysCalm(1, 600, waiting("same latency, 8 callers wait, 10 min", 8).lasting(0, 10 * MINUTE));
    }

    private void waits(double target, int seeds, Scenario scenario) {
        add(DETECTION, target, seeds, 400, scenario);
    }

    /** Answers are fast, so that all calls of a burst are made within a tick or two. */
    private static Scenario waiting(String name, int callers) {
        return of(name).median(0.005).callers(callers, 0.020).lasting(20, 30);
    }

    /** Answers come when it is over. */
    private static Effect standstill(double end) {
        return (answer, seconds, random) -> answer.seconds += Math.max(0, end - seconds);
    }

    private void recovering() {
        add(
                TRANSITIONS,
                6,
                10,
                200,
                of("flapping, 20 s x3 / 20 s well, 1 h")
                        .lasting(120, HOUR)
                        .candidate(Effect.slower(3).flapping(20)));
        add(
                TRANSITIONS,
                6,
                5,
                200,
                of("flapping, 90 s x3 / 90 s well, 1 h")
                        .lasting(120, HOUR)
                        .candidate(Effect.slower(3).flapping(90)));
        add(LOAD, 1.2, 1, 20, consumersRecover("50 consumers recover from a hang of 3 s, load"));
        add(RISE, 0.25, 1, 20, consumersRecover("50 consumers recover from a hang of 3 s, rise in 1 s"));
    }

    /** They lose the candidate within the same second, and probe it when it is well: nothing but jitter parts them. */
    private static Scenario consumersRecover(String name) {
        return of(name).consumers(50).lasting(120, 180).candidate(Effect.hang().lasting(3));
    }

    /** Runs of an hour. */
    private void calm() {
        staysCalm(4, 1_000, of("same latency, 1 h").lasting(0, HOUR));
        staysCalm(
                4,
                3_000,
                of("x1.1 at every moment, 1 h").ownNoise(0).lasting(0, HOUR).always(Effect.slower(1.1)));
        staysCalm(
                15,
                500,
                of("x1.1 at every moment, 5 calls/s, 1 h")
                        .ownNoise(0)
                        .traffic(20, 0.25)
                        .lasting(0, HOUR)
                        .always(Effect.slower(1.1)));
        // Each version wanders by itself, so that the candidate is x1.4 and more for some ten seconds.
        isKnownToTrip(4, 3_000, of("x1.1, 1 h").lasting(0, HOUR).always(Effect.slower(1.1)));
        isKnownToTrip(
                15,
                500,
                of("x1.1, 5 calls/s, 1 h").traffic(20, 0.25).lasting(0, HOUR).always(Effect.slower(1.1)));
        staysCalm(6, 250, of("heavy tail, sigma 1.2, 1 h").sigma(1.2).lasting(0, HOUR));
        staysCalm(3, 226, of("same latency, share 90%, 1 h").traffic(100, 0.9).lasting(0, HOUR));
        staysCalm(
                1,
                24,
                of("a day of traffic from 2 to 100 calls/s")
                        .lasting(0, 24 * HOUR)
                        .load(time -> 0.51 - 0.49 * Math.cos(time / (24 * HOUR) * 2 * Math.PI)));
    }
}
