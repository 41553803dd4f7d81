package io.hotroute.route;

import io.hotroute.rule.Rule;
import io.hotroute.rule.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Walks the rules for one call and says what it sees. Not thread-safe; lives for one explanation. */
final class Explainer {

    private final Rule rule;
    private final CompiledRule[] rules;
    private final CallReader reader;
    private final Object call;
    private final Candidate candidate;
    private final String method;
    private final List<String> lines = new ArrayList<>();

    Explainer(Rule rule, CompiledRule[] rules, CallReader reader, Object call, Candidate candidate) {
        this.rule = rule;
        this.rules = rules;
        this.reader = reader;
        this.call = call;
        this.candidate = candidate;
        this.method = reader.method(call);
    }

    Explanation explain(int stickyBucket, IntSupplier random) {
        lines.add(rule.service() + (rule.candidate() == null ? "" : " -> " + rule.candidate()) + ", method " + method);
        if (!rule.methods().includes(method)) {
            lines.add("methods: method excluded (" + rule.methods().toString().trim() + ")");
            return end(RouteCounters.METHODS, Decision.BASELINE_METHOD_EXCLUDED, ValueFunction.NO_VALUE);
        }
        CompiledRule matched = firstMatch();
        int share = matched == null ? rule.weight().tenThousandths() : matched.candidateShare();
        int step = matched == null ? candidate.step() : Weight.WHOLE;
        int most = Math.min(Math.min(share, step), candidate.limit());
        int bucket = ValueFunction.NO_VALUE;
        int drawn = 0;
        if (share > 0 && most < Weight.WHOLE) {
            bucket = stickyBucket;
            drawn = bucket >= 0 ? bucket : random.getAsInt();
            lines.add("bucket: " + drawn + " of " + Weight.WHOLE + ", " + origin(bucket)
                    + "; the candidate gets those below " + share + bounds(step, candidate.limit()));
        }
        String source = matched == null ? RouteCounters.WEIGHT : matched.name();
        return end(source, decision(share, step, drawn, matched != null), bucket);
    }

    private static String bounds(int step, int limit) {
        return (step < Weight.WHOLE ? ", in this step of its rollout those below " + step : "")
                + (limit < Weight.WHOLE ? ", and while it is degraded those below " + limit : "");
    }

    private CompiledRule firstMatch() {
        for (CompiledRule next : rules) {
            String outcome = next.explain(method, reader, call);
            boolean matched = outcome.equals(Outcome.MATCHED.toString());
            long unreadable = next.counters().unreadable();
            lines.add(next.name() + ": " + outcome + (matched ? " (" + next + ")" : "")
                    + (unreadable == 0 ? "" : "; argument path not found in " + unreadable + " calls so far"));
            if (matched) {
                return next;
            }
        }
        lines.add("weight: no rule matched; " + rule.weight() + "% to the candidate");
        return null;
    }

    private String origin(int bucket) {
        if (rule.stickyBy() == null) {
            return "drawn at random";
        }
        return bucket >= 0 ? "by " + rule.stickyBy() : "drawn at random, as " + rule.stickyBy() + " has no value";
    }

    private Decision decision(int share, int step, int bucket, boolean byRule) {
        boolean fails = rule.failsWhenUnavailable();
        Decision decision = byRule
                ? Decision.byRule(bucket, share, candidate, method, fails)
                : Decision.byWeight(bucket, share, step, candidate, method, fails);
        return candidate.baselineLimit() == Weight.WHOLE
                ? decision
                : decision.baselineDegraded(candidate.whenDegraded());
    }

    private Explanation end(String source, Decision decision, int bucket) {
        lines.add("decision: " + decision.target().name().toLowerCase(Locale.ROOT) + " (" + decision.reason() + ")");
        return new Explanation(source, decision, bucket, lines);
    }
}
