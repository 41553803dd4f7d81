package io.hotroute.route;

import java.util.ArrayList;
import java.util.List;

/** What one method's calls can match. Immutable. */
final class MethodPlan {

    final boolean excluded;
    private final CompiledRule[] rules;

    MethodPlan(String method, boolean excluded, CompiledRule[] all) {
        this.excluded = excluded;
        List<CompiledRule> possible = new ArrayList<>();
        for (CompiledRule rule : all) {
            if (rule.test(method) == Outcome.MATCHED) {
                possible.add(rule);
            }
        }
        this.rules = possible.toArray(new CompiledRule[0]);
    }

    /** @return the first rule that matches, or null */
    CompiledRule firstMatch(CallReader reader, Object call) {
        for (int i = 0; i < rules.length; i++) {
            if (rules[i].matches(reader, call)) {
                return rules[i];
            }
        }
        return null;
    }
}
