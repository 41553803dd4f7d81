package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything beyond a plain weight: what is read, and what is refused in which words. */
class RuleLanguageTest {

    private static final String HEAD =
            """
            configVersion: v1
            key: a.B:1
            candidate: {version: 2}
            route:
              weight: 10
            """;

    private static final String RULES = HEAD + "  rules:\n";

    static Rule only(String text) {
        try {
            return RuleParser.parse(text).rules().get(0);
        } catch (RuleException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String refusal(String text) {
        RuleException refused = catchThrowableOfType(RuleException.class, () -> RuleParser.parse(text));
        assertThat(refused).as("refusal of %s", text).isNotNull();
        assertThat(refused.getMessage()).matches("\\P{Cntrl}+").hasSizeLessThan(1_000);
        return refused.getMessage();
    }

    @Test
    void theWholeLanguage() throws RuleException {
        RuleSet rules = RuleParser.parse(
                """
                configVersion: v1
                key: blue/com.acme.OrderService
                enabled: true
                priority: -3
                baseline: {version: 1.0.0, parameters: {region: hz}}
                candidate: {version: 2.0.0, group: green, tag: gray, addresses: ["10.0.0.1:20880", "[::1]:1"]}
                route:
                  methods: {include: ["get*"], exclude: getSecret}
                  rules:
                    - name: vip
                      match:
                        method: [getOrder, "get?"]
                        arguments:
                          - {index: 0, path: "user.id", equals: "42"}
                          - {index: 1, in: [a, b]}
                          - {index: 1, range: {from: 1, to: 9.5}}
                          - {index: 2, path: "[3].x", regex: "u-\\\\d+"}
                          - {index: 2, mod: {by: 100, below: 10}}
                        attachments: {user: vip, age: {range: {to: 9}}}
                        application: [shop, "cart-*"]
                        address: "10.1.*"
                      to: candidate
                      weight: 12.5
                    - condition: "method=getOrder,x* & arguments[0].user.id!=x & attachments[user]=vip & host!=10.* => baseline"
                    - match: {method: getAll}
                      to: candidate
                  weight: 10
                  stickyBy: {argument: 0, path: userId}
                  whenUnavailable: fail
                """);

        Rule rule = rules.rules().get(0);
        assertThat(rule)
                .hasToString(
                        "blue/com.acme.OrderService:1.0.0 {version: 1.0.0, parameters: {region=hz}} -> "
                                + "{version: 2.0.0, group: green, tag: gray, addresses: [10.0.0.1:20880, [::1]:1]} 10% methods "
                                + "include=get* exclude=getSecret "
                                + "[vip: method=getOrder,get? & arguments[0].user.id=42 & arguments[1]=a,b & arguments[1] in 1..9.5 & "
                                + "arguments[2][3].x~u-\\d+ & arguments[2]%100<10 & attachments[user]=vip & attachments[age] in ..9 & "
                                + "application=shop,cart-* & host=10.1.* => candidate 12.5%] "
                                + "[rule-2: method=getOrder,x* & arguments[0].user.id!=x & attachments[user]=vip & host!=10.* => "
                                + "baseline] [rule-3: method=getAll => candidate 100%] by arguments[0].userId or fail priority -3");
        assertThat(rule.candidate().serviceOf(rule.service())).hasToString("green/com.acme.OrderService:2.0.0");
        assertThat(rule.candidate().isSubset()).isTrue();
        assertThat(rules.withWeight("blue/com.acme.OrderService", Weight.ZERO).text())
                .isEqualTo(rules.text().replace("  weight: 10\n  stickyBy", "  weight: 0\n  stickyBy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.B:1; ; {version: 2}; a.B:1 -> 2",
                "a.B:1; {}; {version: 2}; a.B:1 -> 2",
                "a.B:1; {version: 1}; {tag: gray}; a.B:1 -> {tag: gray}",
                "a.B:1; {tag: blue}; {tag: gray}; a.B:1 {version: 1, tag: blue} -> {tag: gray}",
                "a.B:1; {tag: blue}; {version: 1}; a.B:1 {version: 1, tag: blue} -> 1",
                "a.B:1; {version: 1}; {group: g}; a.B:1 -> {group: g}",
                "a.B; {version: 1, group: g}; {group: h}; g/a.B:1 -> {group: h}",
                "'g,h/a.B:1'; {group: 'g,h'}; {group: 'i,j'}; g,h/a.B:1 -> {group: i,j}",
                "'''*/a.B:1'''; {}; {version: 2}; */a.B:1 -> 2",
                "a.B; {version: 0.0.0}; {version: 1}; a.B -> 1",
                "a.B:1; ; {version: 0.0.0}; a.B:1 -> 0.0.0",
                "'a.B:*'; {version: 1}; {version: 2}; a.B:* 1 -> 2",
                "'a.B:*'; {parameters: {region: hz}}; {parameters: {region: sh}}; "
                        + "a.B:* {parameters: {region=hz}} -> {parameters: {region=sh}}",
                "a.B:1; {addresses: 'h:1'}; {addresses: 'h:2'}; "
                        + "a.B:1 {version: 1, addresses: [h:1]} -> {addresses: [h:2]}"
            })
    void targetsAreWhateverDiffers(String key, String baseline, String candidate, String shown) {
        String text = "configVersion: v1\nkey: " + key + "\n" + (baseline == null ? "" : "baseline: " + baseline + "\n")
                + "candidate: " + candidate + "\nroute: {weight: 5}\n";

        assertThat(only(text)).hasToString(shown + " 5%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.B; {tag: x}; {version: 2}; baseline.version: missing in the mapping at line 3",
                "'a.B:*'; {}; {version: 2}; baseline (line 3): 'a mapping' is not allowed; allowed: at least one of version",
                "a.B:1; {}; {}; candidate (line 4): 'a mapping' is not allowed; allowed: at least one of version, group",
                "a.B:1; {}; {version: 1}; candidate.version (line 4): '1' is not allowed; allowed: a version other",
                "g/a.B:1; {}; {group: g}; candidate (line 4): 'a mapping' is not allowed; allowed: a target that differs",
                "g/a.B:1; {group: h}; {version: 2}; baseline.group (line 3): 'h' is not allowed; allowed: the key's group, g",
                "a.B:1; {version: 2}; {version: 3}; baseline.version (line 3): '2' is not allowed; allowed: the key's version",
                "a.B:1; {}; {tag: 'a b'}; candidate.tag (line 4): 'a b' is not allowed; allowed: a Dubbo tag",
                "a.B:1; {}; {group: '*'}; candidate.group (line 4): '*' is not allowed; allowed: a Dubbo group",
                "a.B:1; {}; {group: 'g,'}; candidate.group (line 4): 'g,' is not allowed; allowed: a Dubbo group",
                "*/a.B:1; {}; {version: 2}; the rule text is not YAML: unexpected character found /(47) (line 2); a text that starts with & or * needs quotes",
                "a.B:1; {}; {parameters: {}}; candidate.parameters (line 4): 'a mapping' is not allowed; allowed: 1 to 100",
                "a.B:1; {}; {parameters: {a: }}; candidate.parameters.a (line 4): '' is not allowed; allowed: a value",
                "a.B:1; {}; {parameters: {a: [b]}}; candidate.parameters.a (line 4): 'a sequence' is not allowed",
                "a.B:1; {}; {addresses: []}; candidate.addresses (line 4): 'a sequence' is not allowed; allowed: at least",
                "a.B:1; {}; {addresses: [h:1, h]}; candidate.addresses[1] (line 4): 'h' is not allowed; allowed: host:port"
            })
    void aTargetIsRefusedByName(String key, String baseline, String candidate, String message) {
        String text = "configVersion: v1\nkey: " + key + "\nbaseline: " + baseline + "\ncandidate: " + candidate
                + "\nroute: {weight: 5}\n";

        assertThat(refusal(text)).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "methods: {}; methods (line 6): 'a mapping' is not allowed; allowed: at least one of include, exclude",
                "methods: {includes: x}; methods.includes (line 6): unknown key; allowed: include, exclude; did you mean",
                "methods: {include: ['']}; methods.include[0] (line 6): '' is not allowed; allowed: a name or a pattern",
                "methods: {include: []}; methods.include (line 6): 'a sequence' is not allowed; allowed: at least one value",
                "whenUnavailable: retry; whenUnavailable (line 6): 'retry' is not allowed; allowed: baseline or fail",
                "stickyBy: {}; stickyBy (line 6): exactly one of argument, attachment is required; none of them is there",
                "stickyBy: {argument: 0, attachment: x}; stickyBy (line 6): exactly one of argument, attachment is required; "
                        + "argument, attachment are there",
                "stickyBy: {argument: -1}; stickyBy.argument (line 6): '-1' is not allowed; allowed: a whole number from 0 to",
                "stickyBy: {argument: 0, path: a..b}; stickyBy.path (line 6): 'a..b' is not allowed; allowed: names and",
                "stickyBy: {attachment: a, path: b}; stickyBy.path (line 6): 'b' is not allowed; allowed: only with argument",
                "rules: {}; rules (line 6): 'a mapping' is not allowed; allowed: a list of rules",
                "rules: [x]; rules[0] (line 6): 'x' is not allowed; allowed: a mapping with: name, match, condition, to",
                "rules: [{to: candidate}]; rules[0] (line 6): exactly one of match, condition is required; none of them is",
                "rules: [{match: {method: x}}]; rules[0].to: missing in the mapping at line 6",
                "rules: [{match: {method: x}, to: x}]; rules[0].to (line 6): 'x' is not allowed; allowed: candidate or baseline",
                "rules: [{match: {method: x}, to: baseline, weight: 5}]; rules[0].weight (line 6): '5' is not allowed; allowed: "
                        + "a weight for the candidate only",
                "rules: [{match: {}, to: candidate}]; rules[0].match (line 6): 'a mapping' is not allowed; allowed: at least",
                "rules: [{name: weight, match: {method: x}, to: candidate}]; rules[0].name (line 6): 'weight' is not allowed",
                "rules: [{name: a, match: {method: x}, to: candidate}, {name: a, match: {method: x}, to: candidate}]; "
                        + "rules[1].name (line 6): 'a' is not allowed; allowed: a name that no other rule",
                "rules: [{name: rule-2, match: {method: x}, to: candidate}, {match: {method: x}, to: candidate}]; "
                        + "rules[1].name (line 6): 'rule-2' is not allowed"
            })
    void aRouteIsRefusedByName(String field, String message) {
        assertThat(refusal(HEAD + "  " + field + "\n")).startsWith("route." + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "arguments: []; arguments (line 7): 'a sequence' is not allowed; allowed: at least one argument",
                "arguments: [{equals: x}]; arguments[0].index: missing in the mapping at line 7",
                "arguments: [{index: 255, equals: x}]; arguments[0].index (line 7): '255' is not allowed; allowed: a whole",
                "arguments: [{index: 0}]; arguments[0] (line 7): exactly one of equals, in, range, regex, mod is required",
                "arguments: [{index: 0, equals: x, regex: x}]; arguments[0] (line 7): exactly one of equals, in, range, regex, "
                        + "mod is required; equals, regex are there",
                "arguments: [{index: 0, equal: x}]; arguments[0].equal (line 7): unknown key; allowed: index, path, equals, in,",
                "arguments: [{index: 0, equals: }]; arguments[0].equals (line 7): '' is not allowed; allowed: a value",
                "arguments: [{index: 0, equals: null}]; arguments[0].equals (line 7): 'null' is not allowed; allowed: a value",
                "arguments: [{index: 0, in: x}]; arguments[0].in (line 7): 'x' is not allowed; allowed: a list of values",
                "arguments: [{index: 0, in: []}]; arguments[0].in (line 7): 'a sequence' is not allowed; allowed: at least",
                "arguments: [{index: 0, in: [a, [b]]}]; arguments[0].in[1] (line 7): 'a sequence' is not allowed",
                "arguments: [{index: 0, range: {}}]; arguments[0].range (line 7): 'a mapping' is not allowed; allowed: at least",
                "arguments: [{index: 0, range: {from: x}}]; arguments[0].range.from (line 7): 'x' is not allowed; allowed: a n",
                "arguments: [{index: 0, range: {from: 2, to: 1}}]; arguments[0].range.to (line 7): '1' is not allowed; allowed:",
                "arguments: [{index: 0, regex: '('}]; arguments[0].regex (line 7): '(' is not allowed; allowed: a regular",
                "arguments: [{index: 0, regex: (a)\\1}]; arguments[0].regex (line 7): '(a)\\1' is not allowed; allowed: a reg",
                "arguments: [{index: 0, mod: {by: 0, below: 1}}]; arguments[0].mod.by (line 7): '0' is not allowed",
                "arguments: [{index: 0, mod: {by: 10, below: 11}}]; arguments[0].mod.below (line 7): '11' is not allowed; "
                        + "allowed: a whole number from 1 to 10",
                "arguments: [{index: 0, path: '', equals: x}]; arguments[0].path (line 7): '' is not allowed",
                "arguments: [{index: 0, path: 'a[x]', equals: x}]; arguments[0].path (line 7): 'a[x]' is not allowed",
                "attachments: {}; attachments (line 7): 'a mapping' is not allowed; allowed: 1 to 100 attachments",
                "attachments: {a: {range: {from: 1}, in: [x]}}; attachments.a (line 7): exactly one of equals, in, range",
                "attachments: {a: [x]}; attachments.a (line 7): 'a sequence' is not allowed; allowed: a mapping with: equals",
                "method: {}; method (line 7): 'a mapping' is not allowed; allowed: a value or a list of values",
                "method: [a, 'b c']; method[1] (line 7): 'b c' is not allowed; allowed: a name or a pattern",
                "application: ''; application (line 7): '' is not allowed; allowed: a name or a pattern",
                "host: x; host (line 7): unknown key; allowed: method, arguments, attachments, application, address"
            })
    void aMatchIsRefusedByName(String field, String message) {
        String text = RULES + "  - match: {" + field + "}\n    to: candidate\n";

        assertThat(refusal(text)).startsWith("route.rules[0].match." + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "method=x",
                "=> candidate",
                "method=x => nowhere",
                "method=x =>",
                "method= => candidate",
                "method => candidate",
                "colour=red => candidate",
                "method=x & => candidate",
                "method==x => candidate",
                "method=a b => candidate",
                "method=a,,b => candidate",
                "arguments[x]=1 => candidate",
                "arguments[999]=1 => candidate",
                "arguments[0]..x=1 => candidate",
                "attachments[]=1 => candidate",
                "method!x => candidate",
                "=x => candidate",
                "method=x => candidate => baseline",
                "method~x => candidate"
            })
    void aConditionIsRefusedWithTheGrammar(String condition) {
        assertThat(refusal(RULES + "  - condition: \"" + condition + "\"\n"))
                .startsWith("route.rules[0].condition (line 7): '")
                .contains("allowed: conditions on method, arguments[i], attachments[key], application and host");
    }

    @Test
    void aConditionSaysItsSideItself() {
        assertThat(refusal(RULES + "  - {condition: method=x => candidate, to: candidate}\n"))
                .startsWith("route.rules[0].to (line 7): 'candidate' is not allowed; allowed: nothing here");
        assertThat(only(RULES + "  - {condition: 'method=x=>candidate', weight: 5}\n")
                        .matchRules()
                        .get(0))
                .hasToString("rule-1: method=x => candidate 5%");
    }

    @Test
    void listsHaveALargestSize() {
        assertThat(only(RULES + "  - {match: {method: [" + "x,".repeat(1_000) + "]}, to: candidate}\n"))
                .isNotNull();
        assertThat(refusal(RULES + "  - {match: {method: [" + "x,".repeat(1_001) + "]}, to: candidate}\n"))
                .isEqualTo("route.rules[0].match.method (line 7): 1001 entries; allowed: up to 1000");
        assertThat(refusal(RULES + "  - {condition: 'method=" + "x,".repeat(1_000) + "x => candidate'}\n"))
                .contains("condition");
        assertThat(only(RULES + "  - {condition: method=x => candidate}\n".repeat(200))
                        .matchRules())
                .hasSize(200);
        assertThat(refusal(RULES + "  - {condition: method=x => candidate}\n".repeat(201)))
                .isEqualTo("route.rules (line 7): 201 entries; allowed: up to 200");
        assertThat(refusal("---\n".repeat(RuleParser.MAX_DOCUMENTS + 1))).contains("more than 1000 documents");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "99999999999", ""})
    void aPriorityIsAWholeNumber(String priority) {
        assertThat(refusal(HEAD + "priority: " + priority + "\n"))
                .isEqualTo("priority (line 6): '" + priority
                        + "' is not allowed; allowed: a whole number from -1000000 to 1000000");
    }

    @Test
    void rulesAboutOneServiceDifferInPriority() throws RuleException {
        assertThat(refusal(HEAD + "---\n" + HEAD + "enabled: false\n"))
                .startsWith(
                        "document 2, key (line 8): 'a.B:1' is not allowed; allowed: a service that document 1 is not "
                                + "about already, or another priority");
        String text = HEAD + "---\n" + HEAD + "priority: 5\n---\n" + HEAD + "priority: 9\nenabled: false\n";

        List<String> weights = new ArrayList<>();
        RuleParser.parse(text)
                .withWeight("a.B", Weight.ZERO)
                .rules()
                .forEach(rule -> weights.add(rule.weight().toString()));
        assertThat(weights).as("the one in force is changed").containsExactly("10", "0", "10");
    }

    @Test
    void rulesThatDoTheSameHaveTheSameText() {
        assertThat(only(RULES + "  - {condition: method=x => candidate}\n"))
                .hasToString(only(RULES + "  - {match: {method: x}, to: candidate}\n")
                        .toString());
    }
}
