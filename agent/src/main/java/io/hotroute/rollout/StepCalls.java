package io.hotroute.rollout;

import io.hotroute.latency.LatencySnapshot;
import io.hotroute.rollout.Verdict.Result;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The calls of all methods during a step, and what they say. A method with enough calls of both versions is judged by
 * itself, and all others together. One method that fails makes the step fail; all that are judged must pass. Others that
 * are rare even together have no say, unless they are all there is. For one thread.
 */
final class StepCalls implements Trial {

    private static final String HELD_BACK =
            "held back: the candidate is degraded or cold, or there is a drill; its calls do not count";

    private static final double GROWTH = 1.1;

    private final Criteria criteria;
    private final Supplier<? extends Collection<MethodCalls>> methods;
    private final BooleanSupplier heldBack;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();
    private long candidateAtVerdict;
    private long baselineAtVerdict;

    /**
     * @param methods the recorders of all methods called so far
     * @param heldBack whether a guard gives the candidate less than the rule would, or calls are hit by a drill
     */
    StepCalls(Criteria criteria, Supplier<? extends Collection<MethodCalls>> methods, BooleanSupplier heldBack) {
        this.criteria = criteria;
        this.methods = methods;
        this.heldBack = heldBack;
    }

    @Override
    public void take() {
        for (MethodCalls method : methods.get()) {
            Pair pair = pair(method);
            pair.candidate.take();
            pair.baseline.take();
        }
    }

    @Override
    public void skip() {
        for (MethodCalls method : methods.get()) {
            Pair pair = pair(method);
            pair.candidate.skip();
            pair.baseline.skip();
        }
    }

    @Override
    public void restart() {
        pairs.clear();
        candidateAtVerdict = 0;
        baselineAtVerdict = 0;
        skip();
    }

    @Override
    public String obstacle() {
        return heldBack.getAsBoolean() ? HELD_BACK : null;
    }

    private Pair pair(MethodCalls method) {
        Pair known = pairs.get(method.method());
        if (known == null || !known.candidate.isOf(method.candidate()) || !known.baseline.isOf(method.baseline())) {
            known = new Pair(method);
            pairs.put(method.method(), known);
        }
        return known;
    }

    /** @return calls of the candidate that ended */
    @Override
    public long samples() {
        return pairs.values().stream()
                .mapToLong(pair -> pair.candidate.sum().completed())
                .sum();
    }

    private long baselineCalls() {
        return pairs.values().stream()
                .mapToLong(pair -> pair.baseline.sum().completed())
                .sum();
    }

    /**
     * @return whether one version's calls have become a tenth more since the last verdict. To judge more often would wear
     *     out the confidence of the intervals: who looks long enough sees everything.
     */
    @Override
    public boolean hasGrown() {
        return samples() > candidateAtVerdict * GROWTH || baselineCalls() > baselineAtVerdict * GROWTH;
    }

    @Override
    public Verdict judge() {
        candidateAtVerdict = samples();
        baselineAtVerdict = baselineCalls();
        LatencySnapshot restCandidate = LatencySnapshot.EMPTY;
        LatencySnapshot restBaseline = LatencySnapshot.EMPTY;
        Summary summary = new Summary();
        for (Map.Entry<String, Pair> entry : pairs.entrySet()) {
            LatencySnapshot candidate = entry.getValue().candidate.sum();
            LatencySnapshot baseline = entry.getValue().baseline.sum();
            if (isEnough(candidate) && isEnough(baseline)) {
                summary.add(entry.getKey(), candidate.completed(), criteria.judge(candidate, baseline));
            } else {
                restCandidate = restCandidate.plus(candidate);
                restBaseline = restBaseline.plus(baseline);
            }
        }
        if (isEnough(restCandidate) || summary.isEmpty()) {
            String name = summary.isEmpty() ? "all methods" : "all other methods";
            summary.add(name, restCandidate.completed(), criteria.judge(restCandidate, restBaseline));
        }
        return summary.verdict();
    }

    private static boolean isEnough(LatencySnapshot calls) {
        return calls.completed() >= Criteria.LEAST_CALLS;
    }

    /** Of several verdicts, the one that decides; among equal ones, that of most calls. */
    private static final class Summary {
        private int verdicts;
        private long calls;
        private String name;
        private Verdict decisive;

        void add(String of, long itsCalls, Verdict verdict) {
            verdicts++;
            Result before = decisive == null ? Result.PASS : decisive.result();
            boolean decides = before.and(verdict.result()) != before;
            if (decisive == null || decides || verdict.result() == before && itsCalls > calls) {
                decisive = verdict;
                calls = itsCalls;
                name = of;
            }
        }

        boolean isEmpty() {
            return verdicts == 0;
        }

        Verdict verdict() {
            String more = verdicts == 1 ? "" : " (of " + verdicts + " verdicts, the one that decides)";
            return new Verdict(decisive.result(), name + more + ": " + decisive.evidence());
        }
    }

    /** One method's calls of both versions. */
    private static final class Pair {
        private final Samples candidate;
        private final Samples baseline;

        Pair(MethodCalls method) {
            candidate = new Samples(method.candidate());
            baseline = new Samples(method.baseline());
        }
    }
}
