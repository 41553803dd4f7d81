package io.hotroute.simulation;

import io.hotroute.latency.CallOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One run of a scenario: consumers, providers and time. */
final class World {

    private static final long TICK = nanos(0.25);
    /** Events of a consumer: its next call, its next tick, and calls that end: of either version, with either outcome. */
    private static final int KINDS = 16;

    private static final int CALL = 0;
    private static final int TICKS = 1;
    private static final int ENDS = 2;

    private static final CallOutcome[] OUTCOMES = CallOutcome.values();
    private static final Version[] VERSIONS = Version.values();

    private final Scenario scenario;
    private final RandomGenerator random;
    private final Latencies latencies;
    private final List<Subject> consumers = new ArrayList<>();
    private final EventQueue events = new EventQueue();
    private final Answer answer = new Answer();
    private final long onset;
    private final long pauseEnd;
    private final int[] callsToCandidate;
    private final Recovery recovery;
    private long lastCall;
    private double detectedAfter = Double.NaN;
    private double recoveredAfter = Double.NaN;
    private long tripsBefore;

    World(Scenario scenario, SubjectKind kind, long seed) {
        this.scenario = scenario;
        this.random = new SplittableRandom(seed);
        this.latencies = new Latencies(scenario, random);
        // Somewhere between two ticks.
        this.onset = nanos(scenario.onset() + random.nextDouble());
        this.pauseEnd = onset + nanos(scenario.pause());
        this.callsToCandidate = new int[(int) scenario.end() + 10];
        this.recovery = new Recovery(scenario.end(), scenario.share());
        for (int i = 0; i < scenario.consumers(); i++) {
            consumers.add(kind.make(scenario, seed * 1_000 + i));
            events.add(nanos(random.nextDouble() * 0.25), 0, event(i, TICKS));
            events.add(nextCall(0), 0, event(i, CALL));
            for (int caller = 1; caller < scenario.callers(); caller++) {
                events.add(nextCall(0), 0, event(i, CALL));
            }
        }
    }

    static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static int event(int consumer, int kind) {
        return consumer * KINDS + kind;
    }

    /** @return when the next call comes, or when the caller that is free now calls next */
    private long nextCall(long time) {
        if (isClosedLoop()) {
            return time + nanos(random.nextExponential() * scenario.thinking());
        }
        double rate = scenario.callsPerSecond() * scenario.load(time / 1e9);
        return time + nanos(random.nextExponential() / rate);
    }

    private boolean isClosedLoop() {
        return scenario.callers() > 0;
    }

    World run() {
        long end = nanos(scenario.end());
        while (events.time() < end) {
            long due = events.time();
            long first = events.first();
            int consumer = events.second() / KINDS;
            int kind = events.second() % KINDS;
            events.remove();
            // What is due while the consumers stand still happens at the end of that, in the same order.
            long time = due >= onset && due < pauseEnd ? pauseEnd : due;
            if (kind == CALL) {
                call(consumer, time);
                if (!isClosedLoop()) {
                    events.add(nextCall(due), 0, event(consumer, CALL));
                }
            } else if (kind == TICKS) {
                consumers.get(consumer).tick(time);
                events.add(time + TICK, 0, event(consumer, TICKS));
                observe(time);
            } else {
                int what = kind - ENDS;
                consumers
                        .get(consumer)
                        .ends(first, time, VERSIONS[what / OUTCOMES.length], OUTCOMES[what % OUTCOMES.length]);
                if (isClosedLoop()) {
                    events.add(nextCall(time), 0, event(consumer, CALL));
                }
            }
        }
        return this;
    }

    private void call(int consumer, long time) {
        // No two calls begin at the same time.
        long start = Math.max(time, lastCall + 1);
        lastCall = start;
        Subject subject = consumers.get(consumer);
        int bucket = random.nextInt(10_000);
        boolean admitted = bucket < scenario.share() * 10_000 && subject.admits(start, bucket);
        Version version = admitted ? Version.CANDIDATE : Version.BASELINE;
        subject.begins(start, version);
        recovery.call(start, subject.recoveringSince(), admitted);
        answer(start, version);
        boolean timedOut = answer.seconds >= scenario.timeoutSeconds();
        long end = start + nanos(timedOut ? scenario.timeoutSeconds() : answer.seconds);
        CallOutcome outcome = timedOut ? CallOutcome.ERROR : answer.outcome;
        int what = version.ordinal() * OUTCOMES.length + outcome.ordinal();
        events.add(end, start, event(consumer, ENDS + what));
        if (admitted) {
            callsToCandidate[(int) (start / 1_000_000_000)]++;
        }
    }

    private void answer(long start, Version version) {
        latencies.draw(start / 1e9, version, answer);
        double since = (start - onset) / 1e9;
        if (version == Version.CANDIDATE) {
            scenario.always().apply(answer, start / 1e9, random);
        }
        if (since >= 0) {
            scenario.both().apply(answer, since, random);
            if (version == Version.CANDIDATE) {
                scenario.candidate().apply(answer, since, random);
            }
        }
    }

    private void observe(long time) {
        Subject observed = consumers.get(0);
        if (time < onset) {
            tripsBefore = observed.trips();
        } else if (Double.isNaN(detectedAfter)) {
            if (observed.trips() > tripsBefore) {
                detectedAfter = (time - onset) / 1e9;
            }
        } else if (Double.isNaN(recoveredAfter) && observed.isClosed()) {
            recoveredAfter = (time - onset) / 1e9;
        }
    }

    /** @return seconds from the onset to the first trip; NaN without one */
    double detectedAfter() {
        return detectedAfter;
    }

    /** @return seconds from the onset to the return of all calls; NaN without one */
    double recoveredAfter() {
        return recoveredAfter;
    }

    /** @return trips before the onset, all of them false */
    long tripsBefore() {
        return tripsBefore;
    }

    /** @return trips of all consumers */
    long trips() {
        return consumers.stream().mapToLong(Subject::trips).sum();
    }

    /** @return state changes of one consumer */
    long transitions() {
        return consumers.get(0).transitions();
    }

    /** @return the most calls that recovering consumers sent to the candidate within ten seconds, over those of their steps */
    double highestLoad() {
        return recovery.highestLoad();
    }

    /** @return by how much the candidate's calls grew from one second to the next at most, over those of the rule's share */
    double steepestRise() {
        int most = 0;
        for (int second = (int) scenario.onset() + 1; second < (int) scenario.end(); second++) {
            most = Math.max(most, callsToCandidate[second] - callsToCandidate[second - 1]);
        }
        return most / (scenario.consumers() * scenario.callsPerSecond() * scenario.share());
    }
}
