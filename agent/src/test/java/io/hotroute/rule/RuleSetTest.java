package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {

    /** Emoji count as one character for YAML and two for Java, before, beside and after the weights. */
    private static final String TEXT =
            """
            # \ud83d\ude80\ud83d\udd25 the order upgrade, \u8ba2\u5355
            configVersion: 'v1'
            key:   com.acme.OrderService   # \ud83d\ude80
            baseline: {version: "1.0.0"}
            candidate: {version: 1.1.0}
            route:
                # weight: 99
                weight:   "5.50"   # \ud83d\udc22 not 5.50 for long
            --- # the next
            {"configVersion":"v1","key":"blue/com.acme.OrderService","baseline":{"version":"1.0.0"},
             "candidate":{"version":"2.0.0"},"route":{"weight":5.50}}
            # \ud83d\ude80 the end""";

    private final RuleSet rules = parse(TEXT);

    private static RuleSet parse(String text) {
        try {
            return RuleParser.parse(text);
        } catch (RuleException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.OrderService", "com.acme.OrderService:1.0.0", "  com.acme.OrderService "})
    void aWeightIsReplacedAndEverythingElseStaysAsItWas(String service) throws RuleException {
        RuleSet changed = rules.withWeight(service, Weight.ofPercent("12.34"));

        assertThat(changed.text()).isEqualTo(TEXT.replace("\"5.50\"", "12.34"));
        assertThat(changed.rule(service).weight()).hasToString("12.34");
        assertThat(changed.rules().get(1)).hasToString("blue/com.acme.OrderService:1.0.0 -> 2.0.0 5.5%");
        assertThat(rules.text()).as("the old set is immutable").isEqualTo(TEXT);
        assertThat(rules.rule(service).weight()).hasToString("5.5");
    }

    @Test
    void aGroupIsPartOfTheName() throws RuleException {
        RuleSet changed = rules.withWeight("blue/com.acme.OrderService", Weight.ZERO);

        assertThat(changed.text()).isEqualTo(TEXT.replace("\"weight\":5.50", "\"weight\":0"));
    }

    @Test
    void weightsCanBeReplacedOneAfterTheOther() throws RuleException {
        RuleSet changed = rules.withWeight("com.acme.OrderService", Weight.ofPercent("100"))
                .withWeight("blue/com.acme.OrderService:1.0.0", Weight.ofPercent("0.01"))
                .withWeight("com.acme.OrderService", Weight.ZERO);

        assertThat(changed.text())
                .isEqualTo(TEXT.replace("\"5.50\"", "0").replace("\"weight\":5.50", "\"weight\":0.01"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"com.acme.PaymentService", "com.acme.OrderService:1.1.0", "red/com.acme.OrderService", "", "a b"
            })
    void anUnknownServiceIsRefusedWithTheKnownOnes(String service) {
        assertThatThrownBy(() -> rules.withWeight(service, Weight.ZERO))
                .isInstanceOf(RuleException.class)
                .hasMessage("service: '" + service + "' is not allowed; allowed: com.acme.OrderService:1.0.0, "
                        + "blue/com.acme.OrderService:1.0.0");
    }

    @Test
    void invariant11_rolledBackNoRuleSendsAnythingToTheCandidate() throws RuleException {
        String text =
                """
                configVersion: v1
                key: a.B:1 # candidate
                candidate: {version: 2}
                route:
                  weight: "12.5"
                  rules:
                    - {name: a, match: {method: candidate}, to: candidate} # vip
                    - {name: b, match: {method: b}, to: candidate, weight: 7}
                    - {name: c, match: {method: c}, to: baseline}
                    - {name: d, condition: "method=candidate => candidate"}
                    - condition: method=e => candidate
                      weight: 5
                    - condition: 'method=f => baseline'
                ---
                """
                        + rule("a.C", "1", "2");

        RuleSet back = parse(text).rolledBack("a.B");

        assertThat(back.text())
                .isEqualTo(text.replace("\"12.5\"", "0")
                        .replace("to: candidate}", "to: baseline}")
                        .replace("weight: 7", "weight: 0")
                        .replace("=> candidate\"", "=> baseline\"")
                        .replace("      weight: 5", "      weight: 0"));
        assertThat(back.rules().get(0).matchRules()).hasSize(6).allMatch(rule -> rule.candidateShare()
                .equals(Weight.ZERO));
        assertThat(back.rolledBack("a.B").text()).isEqualTo(back.text());
        assertThat(back.rolledBack("a.C").rule("a.C").weight()).isEqualTo(Weight.ZERO);
    }

    @Test
    void aConditionOfSeveralLinesCanBeRolledBack() throws RuleException {
        String text = rule("a.B", "1", "2")
                .replace(
                        "{weight: 5}",
                        """

                  weight: 5
                  rules:
                    - condition: >-
                        method=get* &
                        arguments[0]=x => candidate

                    # candidate
                    - match: {method: x}
                      to: candidate
                """);

        assertThat(parse(text).rolledBack("a.B").text())
                .isEqualTo(text.replace("weight: 5", "weight: 0")
                        .replace("=> candidate", "=> baseline")
                        .replace("to: candidate", "to: baseline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cand\\x69date", "candidate\\x20"})
    void aConditionThatCouldNotBeRolledBackInPlaceIsRefused(String side) {
        String text = rule("a.B", "1", "2")
                .replace("weight: 5", "weight: 5, rules: [{condition: \"method=candidate => " + side + "\"}]");

        assertThatThrownBy(() -> RuleParser.parse(text))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("route.rules[0].condition (line 5): ")
                .hasMessageEndingWith("allowed: candidate written without escapes, at the end");
    }

    @Test
    void withoutRulesEveryServiceIsUnknown() {
        assertThat(RuleSet.EMPTY.text()).isEmpty();
        assertThat(RuleSet.EMPTY.rules()).isEmpty();
        assertThatThrownBy(() -> RuleSet.EMPTY.withWeight("a.B", Weight.ZERO))
                .isInstanceOf(RuleException.class)
                .hasMessage("service: 'a.B' is not allowed; allowed: none, as no rule is in force");
    }

    @Test
    void aKeyWithoutVersionThatSeveralRulesMatchIsRefused() throws RuleException {
        RuleSet two = parse(rule("a.B", "1.0.0", "1.1.0") + "---\n" + rule("a.B", "2.0.0", "2.1.0"));

        assertThatThrownBy(() -> two.withWeight("a.B", Weight.ZERO))
                .isInstanceOf(RuleException.class)
                .hasMessage("service: 'a.B' is not allowed; allowed: a key with its version, as several rules match: "
                        + "a.B:1.0.0, a.B:2.0.0");
        assertThat(two.withWeight("a.B:2.0.0", Weight.ZERO).rules())
                .extracting(Rule::toString)
                .containsExactly("a.B:1.0.0 -> 1.1.0 5%", "a.B:2.0.0 -> 2.1.0 0%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.B", "a.B:0.0.0"})
    void aRuleForTheServiceWithoutVersionCanBeNamedBesideOneWithAVersion(String service) throws RuleException {
        RuleSet three = parse(rule("a.B", "1.0.0", "1.1.0") + "---\n" + rule("a.B", "2.0.0", "2.1.0") + "---\n"
                + rule("a.B", "0.0.0", "2.1.0"));

        assertThat(three.withWeight(service, Weight.ZERO).rules())
                .extracting(Rule::toString)
                .containsExactly("a.B:1.0.0 -> 1.1.0 5%", "a.B:2.0.0 -> 2.1.0 5%", "a.B -> 2.1.0 0%");
    }

    private static String rule(String key, String baseline, String candidate) {
        return "configVersion: v1\nkey: " + key + "\nbaseline: {version: " + baseline + "}\ncandidate: {version: "
                + candidate + "}\nroute: {weight: 5}\n";
    }
}
