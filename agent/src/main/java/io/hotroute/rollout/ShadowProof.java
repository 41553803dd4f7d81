package io.hotroute.rollout;

/**
 * What shadows have shown of a candidate, as far as steps by shadows need it. Called on the ticker's thread; must neither throw nor
 * block for long.
 */
public interface ShadowProof {

    /** A step begins: forgets what was seen. */
    void restart();

    /** @return how many answers of the candidate were compared since then */
    long compared();

    /** @return how many shadows had an end that says anything; those that failed, and those that went to the baseline, too */
    long settled();

    /**
     * @param minSamples how many answers it takes
     * @return whether the candidate answers as the baseline does; not cheap
     */
    Verdict judge(int minSamples);

    /** @return why there are no shadows now, in one line; null if nothing is in their way */
    String obstacle();
}
