package io.hotroute.rollout;

/** What the calls or shadows of a step say about the candidate, and by which figures. Immutable. */
public final class Verdict {

    /** Nothing was judged yet. */
    static final Verdict NONE = new Verdict(Result.INCONCLUSIVE, "not judged yet");

    /** What follows for the step. */
    public enum Result {
        /** The candidate is surely good enough: the next step. */
        PASS,
        /** The candidate is surely not good enough: no more calls. */
        FAIL,
        /** Neither is sure: the step goes on. */
        INCONCLUSIVE;

        /** @return what follows from both: a failure wins over doubt, doubt over success */
        Result and(Result other) {
            if (this == FAIL || other == FAIL) {
                return FAIL;
            }
            return this == PASS ? other : this;
        }
    }

    private final Result result;
    private final String evidence;

    /** @param evidence the figures in one line */
    public Verdict(Result result, String evidence) {
        this.result = result;
        this.evidence = evidence;
    }

    /** @return what follows */
    public Result result() {
        return result;
    }

    /** @return the figures in one line: quantiles and rates with their intervals, and how many calls they are from */
    public String evidence() {
        return evidence;
    }

    @Override
    public String toString() {
        return result + ": " + evidence;
    }
}
