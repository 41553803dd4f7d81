package io.hotroute.upgrade;

import io.hotroute.rollout.ShadowProof;
import io.hotroute.rollout.Verdict;
import io.hotroute.shadow.Proof;
import io.hotroute.shadow.ServiceShadow;
import java.util.function.Supplier;

/** What the shadows of a rule have shown, for its rollout; also after {@code shadow} of the rule was changed. Thread-safe. */
final class ProofByShadows implements ShadowProof {

    private static final String NONE = "none, no rule in force mirrors calls";

    private final Supplier<ServiceShadow> shadow;

    /** @param shadow what is live of the rule's now; null while there is nothing */
    ProofByShadows(Supplier<ServiceShadow> shadow) {
        this.shadow = shadow;
    }

    @Override
    public void restart() {
        ServiceShadow live = shadow.get();
        if (live != null) {
            live.reset();
        }
    }

    @Override
    public long compared() {
        ServiceShadow live = shadow.get();
        return live == null ? 0 : live.compared();
    }

    @Override
    public long settled() {
        ServiceShadow live = shadow.get();
        return live == null ? 0 : live.settled();
    }

    @Override
    public Verdict judge(int minSamples) {
        ServiceShadow live = shadow.get();
        if (live == null) {
            return new Verdict(Verdict.Result.INCONCLUSIVE, NONE);
        }
        Proof proof = live.proof(minSamples);
        return new Verdict(result(proof), proof.evidence());
    }

    private static Verdict.Result result(Proof proof) {
        switch (proof.result()) {
            case PASS:
                return Verdict.Result.PASS;
            case FAIL:
                return Verdict.Result.FAIL;
            default:
                return Verdict.Result.INCONCLUSIVE;
        }
    }

    @Override
    public String obstacle() {
        ServiceShadow live = shadow.get();
        String obstacle = live == null ? NONE : live.obstacle();
        return obstacle == null ? null : "shadows: " + obstacle;
    }
}
