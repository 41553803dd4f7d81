package io.hotroute.route;

import io.hotroute.rule.ArgumentMatch;
import io.hotroute.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how often each rule of a document matched, and why one never did: the nearest reason that can be told from the rule,
 * the interface and the counters. Not thread-safe; lives for one explanation.
 */
final class RuleUse {

    private final Rule rule;
    private final CompiledRule[] rules;
    private final RuleCounters weight;
    private final DeclaredMethods declared;

    RuleUse(Rule rule, CompiledRule[] rules, RuleCounters weight, DeclaredMethods declared) {
        this.rule = rule;
        this.rules = rules;
        this.weight = weight;
        this.declared = declared;
    }

    /** @return a line for each rule in their order, and one for the weight */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            RuleCounters counters = rules[i].counters();
            lines.add("so far: " + rules[i].name()
                    + (counters.calls() == 0 ? " never matched: " + whyNever(i) : matched(counters)));
        }
        lines.add("so far: weight"
                + (weight.calls() == 0 ? " never decided: " + whyNever(rules.length) : matched(weight)));
        return lines;
    }

    private String matched(RuleCounters counters) {
        return " matched " + calls(counters.calls()) + unsent(counters);
    }

    /** A rule whose calls all stay is as good as one that never matched. */
    private static String unsent(RuleCounters counters) {
        if (counters.calls(Decision.CANDIDATE_BY_RULE) + counters.calls(Decision.CANDIDATE_BY_WEIGHT) > 0) {
            return "";
        }
        for (Decision decision : Decision.values()) {
            if (decision.reason().startsWith("candidate-") && counters.calls(decision) > 0) {
                return ", none of them went to the candidate: " + decision.reason();
            }
        }
        return "";
    }

    private static String calls(long calls) {
        return calls + (calls == 1 ? " call" : " calls");
    }

    /** @param index of the rule; after the last, the weight's */
    private String whyNever(int index) {
        CompiledRule never = index == rules.length ? null : rules[index];
        if (never != null && never.caller() != Outcome.MATCHED) {
            return never.caller() + ", it is not about this consumer";
        }
        String byMethod = declared.isKnown() ? byMethod(never) : "";
        if (!byMethod.isEmpty()) {
            return byMethod;
        }
        CompiledRule earlier = takesAllBefore(never, index);
        if (earlier != null) {
            return "rule " + earlier.name() + " before it takes all its calls";
        }
        long unreadable = never == null ? 0 : never.counters().unreadable();
        if (unreadable > 0) {
            return Outcome.PATH_NOT_FOUND + " in " + calls(unreadable);
        }
        return "no call " + (never != null && !never.isUnconditional() ? "met its conditions" : "came to it");
    }

    private String byMethod(CompiledRule never) {
        boolean any = false;
        boolean included = false;
        int most = 0;
        for (String method : declared.names()) {
            if (never == null || never.matchesMethod(method)) {
                any = true;
                included |= rule.methods().includes(method);
                most = Math.max(most, declared.mostArguments(method));
            }
        }
        if (!any) {
            return "no such method in " + declared.interfaceName();
        }
        if (!included) {
            return "route.methods excludes its methods";
        }
        for (ArgumentMatch argument : never == null ? new ArrayList<ArgumentMatch>() : never.arguments()) {
            if (argument.index() >= most) {
                return "no such argument: " + argument.index() + ", its methods have at most " + most;
            }
        }
        return "";
    }

    /** @return the rule before it that leaves nothing for it, whatever the calls; or null */
    private CompiledRule takesAllBefore(CompiledRule never, int index) {
        for (int i = 0; i < index; i++) {
            if (rules[i].caller() == Outcome.MATCHED
                    && rules[i].isUnconditional()
                    && (rules[i].isForAllMethods() || takesAllMethodsOf(never, rules[i]))) {
                return rules[i];
            }
        }
        return null;
    }

    private boolean takesAllMethodsOf(CompiledRule never, CompiledRule earlier) {
        for (String method : declared.names()) {
            if (rule.methods().includes(method)
                    && (never == null || never.matchesMethod(method))
                    && !earlier.matchesMethod(method)) {
                return false;
            }
        }
        return declared.isKnown();
    }
}
