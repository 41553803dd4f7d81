package io.hotroute.simulation;

import java.util.function.DoubleUnaryOperator;

/**
 * What happens in one run: traffic, providers in good health, and from the onset on what is wrong. Set up once, then only
 * read.
 */
final class Scenario {

    private final String name;
    private double callsPerSecond = 100;
    private double share = 0.25;
    private int callers;
    private double thinking;
    private double median = 0.020;
    private double sigma = 0.6;
    private double sharedNoise = 0.2;
    private double ownNoise = 0.05;
    private double onset = 120;
    private double seconds = 60;
    private Effect always = Effect.NONE;
    private Effect candidate = Effect.NONE;
    private Effect both = Effect.NONE;
    private double pause;
    private int consumers = 1;
    private boolean cold;
    private long firstTime;
    private DoubleUnaryOperator load = time -> 1;

    Scenario(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Of each consumer, to both versions together, and the candidate's share of it. */
    Scenario traffic(double callsPerSecond, double share) {
        this.callsPerSecond = callsPerSecond;
        this.share = share;
        return this;
    }

    /**
     * Calls come from so many callers of each consumer, half of them to the candidate. Each waits for its answer, and thinks for
     * an exponential time before it calls again: what hangs keeps the callers from calling, and they go on in a burst. After
     * {@link #median}.
     *
     * @param thinking its mean, in seconds
     */
    Scenario callers(int callers, double thinking) {
        this.callers = callers;
        this.thinking = thinking;
        return traffic(callers / (thinking + median), 0.5);
    }

    /** Of the latencies, in seconds. */
    Scenario median(double median) {
        this.median = median;
        return this;
    }

    Scenario sigma(double sigma) {
        this.sigma = sigma;
        return this;
    }

    Scenario sharedNoise(double deviation) {
        this.sharedNoise = deviation;
        return this;
    }

    /** How much the latency of each version wanders by itself: the deviation of its logarithm. */
    Scenario ownNoise(double deviation) {
        this.ownNoise = deviation;
        return this;
    }

    /** How long all is well before, and how long the run goes on then. */
    Scenario lasting(double onset, double seconds) {
        this.onset = onset;
        this.seconds = seconds;
        return this;
    }

    /** The candidate's, from the beginning. */
    Scenario always(Effect effect) {
        this.always = effect;
        return this;
    }

    /** From the onset on. */
    Scenario candidate(Effect effect) {
        this.candidate = effect;
        return this;
    }

    /** From the onset on, for both versions. */
    Scenario both(Effect effect) {
        this.both = effect;
        return this;
    }

    /** The consumers stand still for that long. */
    Scenario pause(double seconds) {
        this.pause = seconds;
        return this;
    }

    Scenario consumers(int consumers) {
        this.consumers = consumers;
        return this;
    }

    /** The candidate's providers are new at the start. */
    Scenario cold() {
        this.cold = true;
        return this;
    }

    /** What the consumers' clock says at the start, in ns. */
    Scenario firstTime(long firstTime) {
        this.firstTime = firstTime;
        return this;
    }

    /** The factor of the traffic, by seconds since the start. */
    Scenario load(DoubleUnaryOperator load) {
        this.load = load;
        return this;
    }

    double callsPerSecond() {
        return callsPerSecond;
    }

    double share() {
        return share;
    }

    /** @return of each consumer; 0 if calls come whether or not others are answered */
    int callers() {
        return callers;
    }

    /** @return the mean, in seconds */
    double thinking() {
        return thinking;
    }

    double sigma() {
        return sigma;
    }

    double sharedNoise() {
        return sharedNoise;
    }

    double ownNoise() {
        return ownNoise;
    }

    double medianSeconds() {
        return median;
    }

    double timeoutSeconds() {
        return 3;
    }

    double onset() {
        return onset;
    }

    double end() {
        return onset + seconds;
    }

    Effect always() {
        return always;
    }

    Effect candidate() {
        return candidate;
    }

    Effect both() {
        return both;
    }

    double pause() {
        return pause;
    }

    int consumers() {
        return consumers;
    }

    boolean isCold() {
        return cold;
    }

    long firstTime() {
        return firstTime;
    }

    double load(double time) {
        return load.applyAsDouble(time);
    }
}
