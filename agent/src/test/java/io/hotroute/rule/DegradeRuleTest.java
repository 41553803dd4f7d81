package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields {@code degrade} and {@code rollout}: what is read, and what is refused in which words. */
class DegradeRuleTest {

    private static final String HEAD = """
            configVersion: v1
            key: a.B:1
            """;

    private static final String UPGRADE = HEAD + "candidate: {version: 2}\nroute: {weight: 50}\n";

    private static final String SHADOW = "shadow: {methods: {include: [get*]}}\n";

    private static Degrade degrade(String text) {
        return RuleLanguageTest.only(text).degrade();
    }

    private static String refusal(String text) {
        RuleException refused = catchThrowableOfType(RuleException.class, () -> RuleParser.parse(text));
        assertThat(refused).as("refusal of %s", text).isNotNull();
        return refused.getMessage();
    }

    @Test
    void emptyMeansTheDefaults() {
        Degrade degrade = degrade(UPGRADE + "degrade: {}\n");

        assertThat(degrade.scope()).isEqualTo(Degrade.Scope.METHOD);
        assertThat(degrade.methods().isAll()).isTrue();
        assertThat(degrade.ratio()).isEqualTo(1.25);
        assertThat(degrade.floorNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(degrade.aboveNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(degrade.errorPercent()).isNaN();
        assertThat(degrade.consecutiveErrors()).isZero();
        assertThat(degrade.minimumBaseline()).isEqualTo(1);
        assertThat(degrade.routeBackRatio()).isEqualTo(2);
        assertThat(degrade.routeBackFloor()).isEqualTo(50);
        assertThat(degrade.warmUpNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(60));
        assertThat(degrade.recoveryStepNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        assertThat(degrade.backOff().firstNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
        assertThat(degrade.backOff().mostNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(300));
        assertThat(degrade.action()).isEqualTo(Degrade.Action.BASELINE);
        assertThat(degrade.backup()).isNull();
        assertThat(degrade.fallbacks()).isEmpty();
        assertThat(RuleLanguageTest.only(UPGRADE).degrade()).isNull();
        assertThat(RuleLanguageTest.only(UPGRADE).rollout()).isNull();
    }

    @Test
    void everyFieldIsRead() {
        Degrade degrade = degrade(
                UPGRADE
                        + """
                degrade:
                  scope: service
                  methods: {include: "get*"}
                  ratio: 1.5
                  floor: 250us
                  latency: {percentile: 99.5, above: 200ms}
                  errorPercent: 12.5
                  consecutiveErrors: 7
                  minimumBaseline: 2
                  routeBack: {ratio: 1.5, floor: 7}
                  warmUp: 0s
                  backOff: {first: 1s, most: 2m}
                  recovery: {stepDuration: 90s}
                  action: fallback
                  fallback:
                    - {method: getOrder, value: {id: 0, tags: [a, b], none: ~}}
                    - {method: [find*, list*], value: }
                    - method: "*"
                      exception: {type: com.acme.OrderException, message: "try later"}
                """);

        assertThat(degrade.scope()).isEqualTo(Degrade.Scope.SERVICE);
        assertThat(degrade.methods().includes("setOrder")).isFalse();
        assertThat(degrade.ratio()).isEqualTo(1.5);
        assertThat(degrade.floorNanos()).isEqualTo(250_000);
        assertThat(degrade.percentile()).isEqualTo(99.5);
        assertThat(degrade.aboveNanos()).isEqualTo(200_000_000);
        assertThat(degrade.errorPercent()).isEqualTo(12.5);
        assertThat(degrade.consecutiveErrors()).isEqualTo(7);
        assertThat(degrade.minimumBaseline()).isEqualTo(2);
        assertThat(degrade.routeBackRatio()).isEqualTo(1.5);
        assertThat(degrade.routeBackFloor()).isEqualTo(7);
        assertThat(degrade.warmUpNanos()).isZero();
        assertThat(degrade.recoveryStepNanos()).isEqualTo(90_000_000_000L);
        assertThat(degrade.backOff().firstNanos()).isEqualTo(1_000_000_000L);
        assertThat(degrade.backOff().mostNanos()).isEqualTo(120_000_000_000L);
        assertThat(degrade.action()).isEqualTo(Degrade.Action.FALLBACK);
        List<Fallback> fallbacks = degrade.fallbacks();
        assertThat(fallbacks).hasSize(3);
        assertThat(fallbacks.get(0).value())
                .isEqualTo(new java.util.HashMap<>(Map.of("id", 0, "tags", List.of("a", "b"))) {
                    private static final long serialVersionUID = 1L;

                    {
                        put("none", null);
                    }
                });
        assertThat(fallbacks.get(1).isFor("listOrders")).isTrue();
        assertThat(fallbacks.get(1).isException()).isFalse();
        assertThat(fallbacks.get(1).value()).isNull();
        assertThat(fallbacks.get(2).exceptionType()).isEqualTo("com.acme.OrderException");
        assertThat(fallbacks.get(2).message()).isEqualTo("try later");
    }

    @Test
    void aRuleWithoutCandidateGuardsTheServicesOwnCalls() throws RuleException {
        RuleSet rules =
                RuleParser.parse(HEAD + "degrade: {latency: {above: 1s}, action: backup, backup: {group: spare}}\n");
        Rule rule = rules.rules().get(0);

        assertThat(rule.candidate()).isNull();
        assertThat(rule.weight()).isEqualTo(Weight.ZERO);
        assertThat(rule.degrade().backup().group()).isEqualTo("spare");
        assertThat(rule.toString()).contains("p99.0 > 1s").contains("backup {group: spare}");
        assertThat(catchThrowableOfType(RuleException.class, () -> rules.withWeight("a.B", Weight.ALL)))
                .hasMessage("service: 'a.B' is not allowed; allowed: a service whose rule has a candidate");
        assertThat(catchThrowableOfType(RuleException.class, () -> rules.rolledBack("a.B")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ratio: 0.9|degrade.ratio (line 5): '0.9' is not allowed; allowed: a number from 1 to 10",
                "floor: 5|degrade.floor (line 5): '5' is not allowed; allowed: a whole number with a unit",
                "floor: 2m|degrade.floor (line 5): '2m' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 0s to 1m",
                "latency: {above: 0ms}|degrade.latency.above (line 5): '0ms' is not allowed",
                "latency: {percentile: 99}|degrade.latency.above: missing",
                "'latency: {percentile: 100, above: 1s}'|degrade.latency.percentile (line 5): '100' is not allowed; allowed: a number from 50 to 99.9",
                "errorPercent: 0|degrade.errorPercent (line 5): '0' is not allowed; allowed: a number from 0.1 to 100",
                "consecutiveErrors: 0|degrade.consecutiveErrors (line 5): '0' is not allowed; allowed: a whole number from 1 to 10000",
                "minimumBaseline: 0|degrade.minimumBaseline (line 5): '0' is not allowed",
                "'backOff: {first: 10s, most: 5s}'|degrade.backOff.most (line 5): '5s' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 10s to 1h",
                "'routeBack: {ratio: 0.5}'|degrade.routeBack.ratio (line 5): '0.5' is not allowed; allowed: a number from 1 to 100",
                "'routeBack: {floor: -1}'|degrade.routeBack.floor (line 5): '-1' is not allowed; allowed: a whole number from 0 to 100000",
                "'recovery: {stepDuration: 0s}'|degrade.recovery.stepDuration (line 5): '0s' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 1s to 10m",
                "'recovery: {step: 5s}'|degrade.recovery.step (line 5): unknown key",
                "action: stop|degrade.action (line 5): 'stop' is not allowed; allowed: baseline or backup or fallback or fail",
                "action: backup|degrade.backup: missing",
                "backup: {version: 3}|only with action: backup",
                "'action: fallback, fallback: []'|degrade.fallback (line 5): 'a sequence' is not allowed; allowed: at least one fallback",
                "'action: fallback, fallback: [{method: x}]'|exactly one of value, exception is required",
                "'action: fallback, fallback: [{method: x, value: 2026-01-01}]'|allowed: a text, number, boolean, list or map; a date in quotes",
                "'action: fallback, fallback: [{method: x, value: !!int abc}]'|value (line 5): 'abc' is not allowed; allowed: a text",
                "'action: fallback, fallback: [{method: x, value: !!binary YQ==}]'|allowed: a text, number",
                "'action: fallback, fallback: [{method: x, exception: {type: \"a b\"}}]'|exception.type (line 5): 'a b' is not allowed; allowed: a class name",
                "rato: 2|degrade.rato (line 5): unknown key",
            })
    void aBadDegradeFieldIsNamed(String field, String message) {
        assertThat(refusal(UPGRADE + "degrade: {" + field + "}\n")).contains(message);
    }

    /** It would take minutes to read one as long as a text may be. */
    @Test
    void aNumberWithThousandsOfDigitsIsRefused() {
        String value = "degrade: {action: fallback, fallback: [{method: x, value: !!int ";
        assertThat(degrade(UPGRADE + value + "9".repeat(1_000) + "}]}\n").fallbacks())
                .hasSize(1);
        assertThat(refusal(UPGRADE + value + "9".repeat(1_001) + "}]}\n")).contains("value (line 5): ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'degrade: {action: fail}'|degrade (line 3): 'a mapping' is not allowed; allowed: without candidate: at least one of latency",
                "'degrade: {consecutiveErrors: 3}'|allowed: without candidate: action: backup, fallback or fail",
                "'degrade: {consecutiveErrors: 3, action: baseline}'|degrade.action (line 3): 'baseline' is not allowed; allowed: without candidate",
                "'degrade: {consecutiveErrors: 3, action: fail, ratio: 2}'|degrade.ratio (line 3): '2' is not allowed; allowed: nothing here",
                "'rollout: {}'|candidate: missing",
            })
    void withoutCandidateOnlyWhatMakesSenseIsAllowed(String fields, String message) {
        assertThat(refusal(HEAD + fields + "\n")).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routeBack: {ratio: 3}",
                "routeBack: {floor: 51}",
                "recovery: {stepDuration: 31s}",
                "backOff: {most: 299s}"
            })
    void anotherSettingIsAnotherText(String field) {
        assertThat(degrade(UPGRADE + "degrade: {" + field + "}\n").toString())
                .isNotEqualTo(degrade(UPGRADE + "degrade: {}\n").toString());
    }

    @Test
    void aRolloutIsRead() {
        Rollout rollout = RuleLanguageTest.only(
                        UPGRADE
                                + "rollout: {dryRun: true, steps: [{weight: 0.5, minDuration: 90s, minSamples: 20}, {weight: 50}]}\n")
                .rollout();

        assertThat(rollout.dryRun()).isTrue();
        assertThat(rollout.steps()).hasSize(2);
        assertThat(rollout.steps().get(0).weight().tenThousandths()).isEqualTo(50);
        assertThat(rollout.steps().get(0).minDurationNanos()).isEqualTo(90_000_000_000L);
        assertThat(rollout.steps().get(0).minSamples()).isEqualTo(20);
        assertThat(rollout.steps().get(1).toString()).isEqualTo("50% 5m 1000 calls");
    }

    @Test
    void aRolloutIsNotWithoutAGuard() {
        Rule rule = RuleLanguageTest.only(UPGRADE + "rollout: {steps: [{weight: 5}]}\n");

        assertThat(rule.degrade().toString())
                .isEqualTo(degrade(UPGRADE + "degrade: {}\n").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps: []|rollout.steps (line 5): 'a sequence' is not allowed; allowed: at least one step",
                "'steps: [{weight: 10}, {weight: 5}]'|rollout.steps[1].weight (line 5): '5' is not allowed; allowed: more than the step before it, 10",
                "'steps: [{weight: 0}]'|rollout.steps[0].weight (line 5): '0' is not allowed",
                "'steps: [{weight: 5, minDuration: 0s}]'|rollout.steps[0].minDuration (line 5): '0s' is not allowed",
                "dryRun: true|rollout.steps: missing",
            })
    void aBadRolloutFieldIsNamed(String field, String message) {
        assertThat(refusal(UPGRADE + "rollout: {" + field + "}\n")).contains(message);
    }

    @Test
    void aRolloutMayBeginWithShadows() {
        Rollout rollout = RuleLanguageTest.only(
                        UPGRADE + SHADOW
                                + "rollout: {steps: [{shadow: true}, {shadow: true, minDuration: 1h, minSamples: 9}, {weight: 1}]}\n")
                .rollout();

        assertThat(rollout.hasShadowStep()).isTrue();
        assertThat(rollout.steps().get(0).isShadow()).isTrue();
        assertThat(rollout.steps().get(0).weight()).isEqualTo(Weight.ZERO);
        assertThat(rollout.toString())
                .isEqualTo("rollout [shadow 5m 400 shadows, shadow 1h 9 shadows, 1% 5m 1000 calls]");
        assertThat(RuleLanguageTest.only(UPGRADE + "rollout: {steps: [{shadow: false, weight: 5}]}\n")
                        .rollout()
                        .hasShadowStep())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[get*]|'{weight: 1}, {shadow: true}'|rollout.steps[1].shadow (line 6): 'true' is not allowed; allowed: true only before all steps with a weight",
                "[get*]|'{shadow: true, weight: 1}'|rollout.steps[0].weight (line 6): '1' is not allowed; allowed: nothing here with shadow: true, as no call goes to the candidate then",
                "[get*]|'{shadow: maybe}'|rollout.steps[0].shadow (line 6): 'maybe' is not allowed",
                "[get*]|'{shadow: false}'|rollout.steps[0].weight: missing",
                "'[get*]}, noise: 0, autoStop: {'|'{shadow: true}'|rollout.steps[0].shadow (line 6): 'true' is not allowed; allowed: true only with shadow.noise above 0, as otherwise nothing can be proven",
                "|'{shadow: true}'|rollout.steps[0].shadow (line 5): 'true' is not allowed; allowed: true only in a rule with shadow, which says what may be mirrored"
            })
    void aStepByShadowsThatCannotBeIsNamed(String include, String steps, String message) {
        String shadow = include == null ? "" : SHADOW.replace("[get*]", include);

        assertThat(refusal(UPGRADE + shadow + "rollout: {steps: [" + steps + "]}\n"))
                .startsWith(message);
    }

    @Test
    void theWayBackIsOpenDuringARollout() throws RuleException {
        RuleSet rules = RuleParser.parse(UPGRADE + "rollout: {steps: [{weight: 20}]}\n");

        assertThat(rules.rolledBack("a.B").rules().get(0).weight()).isEqualTo(Weight.ZERO);
    }
}
