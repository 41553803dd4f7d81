package io.hotroute.degrade;

import io.hotroute.rule.Degrade;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;

/** Settings as a rule's text gives them. */
final class Settings {

    private Settings() {}

    static Degrade parse(String degrade) throws RuleException {
        return RuleParser.parse("configVersion: v1\n"
                        + "key: com.example.OrderService\n"
                        + "baseline: {version: 1.0.0}\n"
                        + "candidate: {version: 2.0.0}\n"
                        + "route: {weight: 10}\n"
                        + "degrade: {" + degrade + "}\n")
                .rules()
                .get(0)
                .degrade();
    }

    static Degrade withoutCandidate(String degrade) throws RuleException {
        return RuleParser.parse("configVersion: v1\n"
                        + "key: com.example.OrderService\n"
                        + "baseline: {version: 1.0.0}\n"
                        + "degrade: {" + degrade + "}\n")
                .rules()
                .get(0)
                .degrade();
    }
}
