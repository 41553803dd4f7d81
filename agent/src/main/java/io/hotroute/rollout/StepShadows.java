package io.hotroute.rollout;

/**
 * What shadows say during a step in which they prove the candidate. Those that end while the step is paused can't be told from
 * others, and count. For one thread.
 */
final class StepShadows implements Trial {

    /**
     * A look that finds a difference where there is none ends the rollout, and there is one for each path of the answers. As no
     * call suffers meanwhile, there is no hurry: few looks, far apart.
     */
    private static final double GROWTH = 1.5;

    private final ShadowProof proof;
    private final int minSamples;
    private long settledAtVerdict;

    StepShadows(ShadowProof proof, int minSamples) {
        this.proof = proof;
        this.minSamples = minSamples;
    }

    @Override
    public void restart() {
        settledAtVerdict = 0;
        proof.restart();
    }

    @Override
    public void take() {}

    @Override
    public void skip() {}

    @Override
    public String obstacle() {
        return proof.obstacle();
    }

    @Override
    public long samples() {
        return proof.compared();
    }

    @Override
    public boolean hasGrown() {
        long settled = proof.settled();
        // Fewer: somebody made it forget, or another rule's shadows are seen.
        return settled > settledAtVerdict * GROWTH || settled < settledAtVerdict;
    }

    @Override
    public Verdict judge() {
        settledAtVerdict = proof.settled();
        return proof.judge(minSamples);
    }
}
