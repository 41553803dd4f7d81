package io.hotroute.shadow;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.Shadow;

/** The {@code shadow} field of a rule, for tests. */
final class Rules {

    private Rules() {}

    /** @param fields what stands in {@code shadow} beside its methods, get*; may be empty */
    static Shadow shadow(String fields) {
        try {
            return RuleParser.parse("configVersion: v1\nkey: a.B:1\ncandidate: {version: 2}\nroute: {weight: 0}\n"
                            + "shadow: {methods: {include: get*, exclude: getSecret}"
                            + (fields.isEmpty() ? "" : ", " + fields) + "}\n")
                    .rules()
                    .get(0)
                    .shadow();
        } catch (RuleException refused) {
            throw new IllegalArgumentException(refused);
        }
    }
}
