package io.hotroute.rollout;

/** What a rollout was like at a tick, for people. Immutable. */
public final class RolloutStatus {

    private final String service;
    private final RolloutState state;
    private final int step;
    private final int steps;
    private final boolean shadow;
    private final int limit;
    private final long since;
    private final long elapsedNanos;
    private final long samples;
    private final Verdict verdict;
    private final String waitsFor;

    RolloutStatus(
            String service,
            RolloutState state,
            int step,
            int steps,
            boolean shadow,
            int limit,
            long since,
            long elapsedNanos,
            long samples,
            Verdict verdict,
            String waitsFor) {
        this.service = service;
        this.state = state;
        this.step = step;
        this.steps = steps;
        this.shadow = shadow;
        this.limit = limit;
        this.since = since;
        this.elapsedNanos = elapsedNanos;
        this.samples = samples;
        this.verdict = verdict;
        this.waitsFor = waitsFor;
    }

    /** @return the service, as the rollout was given it */
    public String service() {
        return service;
    }

    public RolloutState state() {
        return state;
    }

    /** @return the step, from 1; of a rollout that has ended, the last one it was in */
    public int step() {
        return step;
    }

    /** @return how many steps there are */
    public int steps() {
        return steps;
    }

    /** @return whether the step is one by shadows, in which no call goes to the candidate */
    public boolean shadow() {
        return shadow;
    }

    /** @return the candidate's most, in 10,000ths */
    public int limit() {
        return limit;
    }

    /** @return since when it is in this step and state, a {@link System#nanoTime()} value */
    public long since() {
        return since;
    }

    /** @return how much of the step's duration is over, in ns: that in which it was neither paused nor held back */
    public long elapsedNanos() {
        return elapsedNanos;
    }

    /** @return the candidate's calls that count for the step; of one by shadows, its answers that were compared */
    public long samples() {
        return samples;
    }

    /** @return the newest verdict on the step */
    public Verdict verdict() {
        return verdict;
    }

    /** @return why it does not go on, in one line; empty once it is complete */
    public String waitsFor() {
        return waitsFor;
    }
}
