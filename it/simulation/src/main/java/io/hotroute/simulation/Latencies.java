package io.hotroute.simulation;

import io.hotroute.latency.CallOutcome;
import java.util.random.RandomGenerator;

/**
 * Latencies of providers in good health: log-normal around a median that wanders with the time, for both versions together
 * and, a little, for each alone: an AR(1) process in steps of 100 ms.
 */
final class Latencies {

    private static final double STEP_SECONDS = 0.1;
    private static final double CORRELATION_SECONDS = 20;
    private static final double KEPT = Math.exp(-STEP_SECONDS / CORRELATION_SECONDS);

    private final Scenario scenario;
    private final RandomGenerator random;
    private final double[] own = new double[Version.values().length];
    private double shared;
    private long steps;

    Latencies(Scenario scenario, RandomGenerator random) {
        this.scenario = scenario;
        this.random = random;
    }

    void draw(double seconds, Version version, Answer answer) {
        for (; steps * STEP_SECONDS < seconds; steps++) {
            shared = wander(shared, scenario.sharedNoise());
            for (int i = 0; i < own.length; i++) {
                own[i] = wander(own[i], scenario.ownNoise());
            }
        }
        double log = scenario.sigma() * random.nextGaussian() + shared + own[version.ordinal()];
        answer.seconds = scenario.medianSeconds() * Math.exp(log);
        answer.outcome = CallOutcome.SUCCESS;
    }

    private double wander(double value, double deviation) {
        return KEPT * value + Math.sqrt(1 - KEPT * KEPT) * deviation * random.nextGaussian();
    }
}
