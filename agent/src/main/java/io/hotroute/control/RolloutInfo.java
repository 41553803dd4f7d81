package io.hotroute.control;

import io.hotroute.rollout.RolloutStatus;

/** One rule's rollout, as JMX shows it. Immutable. */
public final class RolloutInfo {

    private static final double HUNDREDTHS = 100.0;
    private static final long SECOND = 1_000_000_000L;

    private final RolloutStatus status;

    RolloutInfo(RolloutStatus status) {
        this.status = status;
    }

    /** @return the rule's service key */
    public String getService() {
        return status.service();
    }

    /** @return RUNNING, PAUSED, FAILED, ABORTED, COMPLETE or DRY_RUN */
    public String getState() {
        return status.state().name();
    }

    /** @return the step, from 1 */
    public int getStep() {
        return status.step();
    }

    /** @return how many steps there are */
    public int getSteps() {
        return status.steps();
    }

    /** @return whether the step is one by shadows, in which no call goes to the candidate */
    public boolean isShadow() {
        return status.shadow();
    }

    /** @return the most that the candidate has of the calls, in percent; the rule's weight may be lower */
    public double getLimitPercent() {
        return status.limit() / HUNDREDTHS;
    }

    /** @return how much of the step's least duration is over, in seconds */
    public long getSeconds() {
        return status.elapsedNanos() / SECOND;
    }

    /** @return the candidate's calls that count for the step; of one by shadows, its answers that were compared */
    public long getCalls() {
        return status.samples();
    }

    /** @return the newest verdict on the step, with its evidence */
    public String getVerdict() {
        return status.verdict().toString();
    }

    /** @return why it does not go on; empty once it is complete */
    public String getWaitsFor() {
        return status.waitsFor();
    }
}
