package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

    private static final String VALID =
            """
            configVersion: v1
            key: com.acme.OrderService
            baseline:
              version: 1.0.0
            candidate:
              version: 1.1.0
            route:
              weight: 5
            """;

    private static Rule only(String text) throws RuleException {
        RuleSet rules = RuleParser.parse(text);
        assertThat(rules.text()).isEqualTo(text);
        assertThat(rules.rules()).hasSize(1);
        return rules.rules().get(0);
    }

    private static String refusal(String text) {
        RuleException refused = catchThrowableOfType(RuleException.class, () -> RuleParser.parse(text));
        assertThat(refused).as("refusal of %s", text).isNotNull();
        assertThat(refused.getMessage()).as("one line").doesNotContain("\n", "\r");
        return refused.getMessage();
    }

    @Test
    void aMinimalRuleIsEnabledAndAboutTheBaselineVersion() throws RuleException {
        Rule rule = only(VALID);

        assertThat(rule.service()).isEqualTo(ServiceKey.of(null, "com.acme.OrderService", "1.0.0"));
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.candidate().version()).isEqualTo("1.1.0");
        assertThat(rule.weight().tenThousandths()).isEqualTo(500);
        assertThat(rule).hasToString("com.acme.OrderService:1.0.0 -> 1.1.0 5%");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, ''",
        "false, false, ' (disabled)'",
        "'\"true\"', true, ''",
        "'''false''', false, ' (disabled)'"
    })
    void enabledIsWhatTheTextSays(String text, boolean enabled, String shown) throws RuleException {
        Rule rule = only(VALID + "enabled: " + text + "\n");

        assertThat(rule.enabled()).isEqualTo(enabled);
        assertThat(rule).hasToString("com.acme.OrderService:1.0.0 -> 1.1.0 5%" + shown);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.OrderService:1.0.0, , com.acme.OrderService, 1.0.0",
        "blue/com.acme.OrderService, blue, com.acme.OrderService, 1.0.0",
        "blue/com.acme.OrderService:1.0.0, blue, com.acme.OrderService, 1.0.0",
        "'a-b.c,d/_Order$Inner', 'a-b.c,d', _Order$Inner, 1.0.0",
        "com.acme.\u8ba2\u5355Service, , com.acme.\u8ba2\u5355Service, 1.0.0"
    })
    void aKeyMayNameGroupAndVersion(String key, String group, String interfaceName, String version)
            throws RuleException {
        Rule rule = only(VALID.replace("com.acme.OrderService", "'" + key + "'"));

        assertThat(rule.service()).isEqualTo(ServiceKey.of(group, interfaceName, version));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "00, 0",
        "0.00, 0",
        "0.01, 1",
        "0.1, 10",
        "1, 100",
        "05, 500",
        "12.34, 1234",
        "12.5, 1250",
        "99.99, 9999",
        "100, 10000",
        "100.0, 10000",
        "100.00, 10000",
        "'\"7\"', 700",
        "'''7''', 700",
        "'!!str 7', 700",
        "'\"\\x37\"', 700",
        "'7   # seven', 700"
    })
    void aWeightHasUpToTwoDecimals(String text, int tenThousandths) throws RuleException {
        Rule rule = only(VALID.replace("weight: 5", "weight: " + text));

        assertThat(rule.weight().tenThousandths()).isEqualTo(tenThousandths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{configVersion: v1, key: a.B, baseline: {version: 1}, candidate: {version: 2}, route: {weight: 5}}",
                "{\"configVersion\":\"v1\",\"key\":\"a.B\",\"baseline\":{\"version\":\"1\"},"
                        + "\"candidate\":{\"version\":\"2\"},\"route\":{\"weight\":5}}",
                "--- # a comment\nroute: {weight: 5}\nkey: a.B\ncandidate: {version: 2}\nbaseline: {version: 1}\n"
                        + "configVersion: v1\n...\n",
                "configVersion: v1\r\nkey: a.B\r\nbaseline:\r\n  version: 1\r\ncandidate:\r\n  version: 2\r\n"
                        + "route:\r\n  weight:\r\n    5\r\n",
                "\uFEFFconfigVersion: v1\nkey: a.B\nbaseline: {version: 1}\ncandidate: {version: 2}\nroute: {weight: 5}",
                "%YAML 1.1\n---\n? configVersion\n: v1\n? key\n: a.B\nbaseline: {version: 1}\ncandidate: {version: 2}\n"
                        + "route:\n  ? weight\n  : 5"
            })
    void everyStyleOfYamlIsTheSameRule(String text) throws RuleException {
        Rule rule = only(text);

        assertThat(rule).hasToString("a.B:1 -> 2 5%");
        RuleSet changed = RuleParser.parse(text).withWeight("a.B", Weight.ofPercent("12.34"));
        assertThat(changed.rules().get(0)).hasToString("a.B:1 -> 2 12.34%");
        assertThat(changed.text()).isEqualTo(text.replace("5", "12.34"));
    }

    @Test
    void severalDocumentsAreSeveralRulesInTheirOrder() throws RuleException {
        RuleSet rules = RuleParser.parse(VALID + "---\n" + VALID.replace("Order", "Payment") + "---\n"
                + VALID.replace("1.1.0", "3.0.0").replace("1.0.0", "2.0.0"));

        assertThat(rules.rules())
                .extracting(Rule::toString)
                .containsExactly(
                        "com.acme.OrderService:1.0.0 -> 1.1.0 5%",
                        "com.acme.PaymentService:1.0.0 -> 1.1.0 5%", "com.acme.OrderService:2.0.0 -> 3.0.0 5%");
    }

    static Stream<Arguments> refusedTexts() {
        String allKeys = "configVersion, key, enabled, priority, baseline, candidate, route, degrade, rollout, shadow";
        String notEmpty = "the rule text is empty; required: " + allKeys;
        String key = "allowed: a service key [group/]interface[:version]";
        String version = "allowed: a Dubbo version: letters, digits and . + - _";
        return Stream.of(
                arguments("null", null, notEmpty),
                arguments("empty", "", notEmpty),
                arguments("blank", " \n\t \n", notEmpty),
                arguments("a comment only", "# nothing yet\n", notEmpty),
                arguments("an end marker only", "...\n", "the rule text is not YAML: "),
                arguments("not YAML", "key: [", "the rule text is not YAML: "),
                arguments("not YAML", VALID + "\tx: 1\n", "(line 9)"),
                arguments("control character", VALID + "# \u0000", "the rule text is not YAML: "),
                arguments("lone surrogate", VALID + "# \ud83d", "the rule text is not YAML: "),
                arguments("a list", "- a\n- b\n", "the rule text: 'a sequence' is not allowed; allowed: a mapping"),
                arguments("a word", "hello", "the rule text: 'hello' is not allowed; allowed: a mapping"),
                arguments("a null", "---\n...\n", "the rule text: '' is not allowed; allowed: a mapping"),
                arguments("a key that is a list", "? [a]\n: 1\n", "key (line 1): 'a sequence' is not allowed"),
                arguments(
                        "unknown key",
                        VALID + "enable: true\n",
                        "enable (line 9): unknown key; allowed: " + allKeys + "; did you mean 'enabled'?"),
                arguments("unknown key, none near", VALID + "colour: red\n", "colour (line 9): unknown key; allowed: "),
                arguments("merge key", VALID + "<<: {enabled: false}\n", "<< (line 9): unknown key"),
                arguments("a null key", VALID + "? \n", " (line "),
                arguments(
                        "nested unknown key",
                        VALID.replace("weight:", "wieght:"),
                        "route.wieght (line 8): unknown key; allowed: methods, rules, weight, stickyBy, whenUnavailable; did you mean 'weight'?"),
                arguments(
                        "nested unknown key",
                        VALID.replace("version: 1.0.0", "versoin: 1.0.0"),
                        "baseline.versoin (line 4): unknown key; allowed: version, group, tag, parameters, addresses; did you mean 'version'?"),
                arguments("missing", without("configVersion: v1\n"), "configVersion: missing in the mapping at line 1"),
                arguments("missing", without("key: com.acme.OrderService\n"), "key: missing"),
                arguments("missing", without("baseline:\n  version: 1.0.0\n"), "baseline: missing"),
                arguments("missing", without("candidate:\n  version: 1.1.0\n"), "candidate: missing"),
                arguments("missing", without("route:\n  weight: 5\n"), "route: missing"),
                arguments(
                        "nested missing",
                        with("\n  weight: 5", " {}"),
                        "route.weight: missing in the mapping at line 7"),
                arguments("duplicate", VALID + "key: a.B\n", "key (line 9): the key is there twice"),
                arguments("nested duplicate", VALID + "  weight: 6\n", "route.weight (line 9): the key is there twice"),
                arguments(
                        "configVersion", with("v1", "v2"), "configVersion (line 1): 'v2' is not allowed; allowed: v1"),
                arguments("configVersion", with("v1", "[v1]"), "configVersion (line 1): 'a sequence' is not allowed"),
                arguments("key", with("com.acme.OrderService", "'a b'"), "key (line 2): 'a b' is not allowed; " + key),
                arguments("key", with("com.acme.OrderService", ""), "key (line 2): '' is not allowed; " + key),
                arguments("key", with("com.acme.OrderService", "a.B:"), "the rule text is not YAML"),
                arguments(
                        "key", with("com.acme.OrderService", "'a.B:'"), "key (line 2): 'a.B:' is not allowed; " + key),
                arguments("key", with("com.acme.OrderService", "g/h/a.B"), "'g/h/a.B' is not allowed; " + key),
                arguments("key", with("com.acme.OrderService", "1a.B"), "'1a.B' is not allowed; " + key),
                arguments("key", with("com.acme.OrderService", "{a: b}"), "key (line 2): 'a mapping' is not allowed"),
                arguments(
                        "key against baseline",
                        with("com.acme.OrderService", "com.acme.OrderService:2.0.0"),
                        "baseline.version (line 4): '1.0.0' is not allowed; allowed: the key's version, 2.0.0"),
                arguments(
                        "key with a long version",
                        with("com.acme.OrderService", "com.acme.OrderService:" + "9".repeat(101)),
                        "allowed: the key's version, " + "9".repeat(100) + "..."),
                arguments(
                        "candidate is baseline",
                        with("1.1.0", "1.0.0"),
                        "candidate.version (line 6): '1.0.0' is not allowed; allowed: a version other than "
                                + "baseline.version"),
                arguments(
                        "version",
                        with("1.1.0", "'1 1'"),
                        "candidate.version (line 6): '1 1' is not allowed; " + version),
                arguments("version", with("1.0.0", "'*'"), "baseline.version (line 4): '*' is not allowed; " + version),
                arguments("version", with("1.0.0", ""), "baseline.version (line 4): '' is not allowed; " + version),
                arguments("version", with("1.0.0", "[]"), "baseline.version (line 4): 'a sequence' is not allowed"),
                arguments(
                        "version is long",
                        with("1.1.0", "9".repeat(101)),
                        "candidate.version (line 6): '" + "9".repeat(100) + "...' is not allowed"),
                arguments(
                        "baseline", with("\n  version: 1.0.0", " 1.0.0"), "baseline (line 3): '1.0.0' is not allowed"),
                arguments("route", with("\n  weight: 5", " 5"), "allowed: a mapping with: methods, rules, weight"),
                arguments(
                        "enabled",
                        VALID + "enabled: maybe\n",
                        "enabled (line 9): 'maybe' is not allowed; allowed: true or false"),
                arguments("enabled", VALID + "enabled: yes\n", "enabled (line 9): 'yes' is not allowed"),
                arguments("enabled", VALID + "enabled:\n", "enabled (line 9): '' is not allowed"),
                arguments("enabled", VALID + "enabled: [true]\n", "enabled (line 9): 'a sequence' is not allowed"),
                arguments("anchor", with("1.0.0", "&v 1.0.0"), "line 4: anchors and aliases are not allowed"),
                arguments("alias", with("1.0.0", "*v"), "anchors and aliases are not allowed"),
                arguments(
                        "document",
                        VALID + "---\n" + VALID.replace("weight: 5", "weight: 500"),
                        "document 2, route.weight (line 17): '500' is not allowed; allowed: a percentage"),
                arguments(
                        "document",
                        VALID + "---\n- a\n",
                        "document 2: 'a sequence' is not allowed; allowed: a mapping"),
                arguments("document", "---\n---\n" + VALID, "document 1: '' is not allowed; allowed: a mapping"),
                arguments("document", VALID + "---\nkey: a.B\n", "document 2, configVersion: missing"),
                arguments(
                        "same service twice",
                        VALID + "---\n"
                                + VALID.replace("Service", "Service:1.0.0").replace("1.1.0", "1.2.0"),
                        "document 2, key (line 11): 'com.acme.OrderService:1.0.0' is not allowed; allowed: a service "
                                + "that document 1 is not about already"));
    }

    private static String with(String old, String replacement) {
        assertThat(VALID).contains(old);
        return VALID.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement));
    }

    private static String without(String part) {
        return with(part, "");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusedTexts")
    void aRefusalNamesFieldValueAndWhatIsAllowed(String what, String text, String message) {
        assertThat(refusal(text)).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1", "100.01", "101", "1000", "1e2", "NaN", ".inf", "12.345", "abc", "", "~", "5%", "+5", ".5", "5.",
                "0x10", "1_0", "5 5", "\u0665"
            })
    void aWeightThatIsNoneIsRefusedWithTheRange(String weight) {
        String text = VALID.replace("weight: 5", "weight: " + weight);

        assertThat(refusal(text))
                .isEqualTo("route.weight (line 8): '" + weight
                        + "' is not allowed; allowed: a percentage from 0 to 100 with at most two decimals");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[5]; a sequence; a single value", "{a: 5}; a mapping; a single value"})
    void aWeightIsASingleValue(String weight, String shown, String allowed) {
        assertThat(refusal(VALID.replace("weight: 5", "weight: " + weight)))
                .isEqualTo("route.weight (line 8): '" + shown + "' is not allowed; allowed: " + allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|-\n    5", ">-\n    5"})
    void aWeightThatCouldNotBeReplacedInPlaceIsRefused(String weight) {
        assertThat(refusal(VALID.replace("weight: 5", "weight: " + weight)))
                .isEqualTo("route.weight (line 8): '5' is not allowed; allowed: a value on the key's own line");
    }

    @Test
    void aRefusedValueIsShownOnOneLineAndCutShort() {
        String message = refusal(VALID.replace("v1", "\"a\\nb\\e[31m" + "x".repeat(10_000) + "\""));

        assertThat(message).hasSizeLessThan(300).contains("'a b [31mxxx").contains("...' is not allowed");
        assertThat(message).matches("\\P{Cntrl}*");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aBillionLaughsAreRefusedAtTheFirst() {
        StringBuilder text = new StringBuilder("a: &a [lol]\n");
        for (char c = 'b'; c < 'z'; c++) {
            String before = "*" + (char) (c - 1) + ",";
            text.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(before.repeat(9))
                    .append("]\n");
        }
        assertThat(refusal(text.toString()))
                .isEqualTo("line 1: anchors and aliases are not allowed; write the value out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "- ", "? ", "{a: ", "[a,", "[[],", "{[]:"})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void deepNestingIsRefusedAtTheLimitAndNotAtTheEnd(String nesting) {
        String text = nesting.repeat(RuleParser.MAX_CHARS / nesting.length());

        assertThat(refusal(text)).contains("deep", String.valueOf(RuleParser.MAX_DEPTH));
    }

    @Test
    void theTextHasALargestSize() throws RuleException {
        String largest = VALID + "#".repeat(RuleParser.MAX_CHARS - VALID.length());

        assertThat(only(largest).weight()).hasToString("5");
        assertThat(refusal(largest + "#")).isEqualTo("the rule text has 1000001 characters; allowed: up to 1000000");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void asManyDocumentsAsAllowedAreReadInReasonableTime() throws RuleException {
        StringBuilder text = new StringBuilder("# \ud83d\udd25 forces two bytes for each character\n");
        for (int i = 0; i < RuleParser.MAX_DOCUMENTS; i++) {
            text.append("---\n")
                    .append(VALID.replace("Order", "Order" + i))
                    .append("#".repeat(800))
                    .append('\n');
        }
        RuleSet rules = RuleParser.parse(text.toString());

        assertThat(rules.rules()).hasSize(1_000);
        assertThat(rules.withWeight("com.acme.Order700Service", Weight.ZERO)
                        .rule("com.acme.Order700Service")
                        .weight())
                .isEqualTo(Weight.ZERO);
    }

    @Test
    void nothingIsConstructedFromTags() {
        assertThatThrownBy(() -> RuleParser.parse("!!javax.script.ScriptEngineManager [!!java.net.URL ['http://x/']]"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("Global tag is not allowed");
    }
}
