package io.hotroute.shadow;

import java.util.ArrayList;
import java.util.List;

/** Whether shadows have proven that a candidate answers as the baseline does. Immutable. */
public final class Proof {

    /** What follows. */
    public enum Result {
        /** Every method that counts is the same, or differs by noise only. */
        PASS,
        /** A method differs. */
        FAIL,
        /** Neither is sure yet. */
        INCONCLUSIVE
    }

    /** A method with less of all comparisons can't keep the others waiting; that it was not judged is said. */
    private static final double LEAST_SHARE = 0.01;

    private final Result result;
    private final String evidence;

    private Proof(Result result, String evidence) {
        this.result = result;
        this.evidence = evidence;
    }

    static Proof of(ShadowReport report, long minSamples) {
        long compared = 0;
        for (MethodReport method : report.methods()) {
            compared += method.compared();
        }
        List<String> texts = new ArrayList<>();
        texts.add(compared + " of " + minSamples + " compared");
        Result result = compared >= minSamples && compared > 0 ? Result.PASS : Result.INCONCLUSIVE;
        for (MethodReport method : report.methods()) {
            Verdict verdict = method.verdict();
            boolean isSure = verdict == Verdict.SAME || verdict == Verdict.NOISE;
            boolean counts = method.compared() + method.candidateErrors() >= LEAST_SHARE * compared;
            if (verdict == Verdict.DIFFERS) {
                result = Result.FAIL;
            } else if (!isSure && counts && result == Result.PASS) {
                result = Result.INCONCLUSIVE;
            }
            texts.add(method.method() + " " + method.summary() + (isSure || counts ? "" : " (too rare to count)"));
        }
        return new Proof(result, String.join("; ", texts));
    }

    /** @return what follows */
    public Result result() {
        return result;
    }

    /** @return the figures in one line: the verdict of each method, with rates and intervals */
    public String evidence() {
        return evidence;
    }

    @Override
    public String toString() {
        return result + ": " + evidence;
    }
}
