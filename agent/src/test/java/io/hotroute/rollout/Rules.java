package io.hotroute.rollout;

import io.hotroute.rule.Rollout;
import io.hotroute.rule.Rule;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;

/** Rules by their text. */
final class Rules {

    private Rules() {}

    static Rule parse(String fields) {
        String text = "configVersion: v1\nkey: a.B:1\ncandidate: {version: 2}\nroute: {weight: 50}\n" + fields;
        try {
            return RuleParser.parse(text).rules().get(0);
        } catch (RuleException e) {
            throw new AssertionError(text, e);
        }
    }

    static Rollout rollout(String fields) {
        return parse("shadow: {methods: {include: [get]}}\nrollout: {" + fields + "}\n")
                .rollout();
    }
}
