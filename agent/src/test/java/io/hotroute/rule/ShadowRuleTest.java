package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code shadow}: what is read, and what is refused in which words. */
class ShadowRuleTest {

    private static final String HEAD = """
            configVersion: v1
            key: a.B:1
            """;

    private static final String UPGRADE = HEAD + "candidate: {version: 2}\nroute: {weight: 0}\n";

    private static Shadow shadow(String fields) {
        return RuleLanguageTest.only(UPGRADE + "shadow: {" + fields + "}\n").shadow();
    }

    private static String refusal(String text) {
        RuleException refused = catchThrowableOfType(RuleException.class, () -> RuleParser.parse(text));
        assertThat(refused).as("refusal of %s", text).isNotNull();
        return refused.getMessage();
    }

    @Test
    void onlyTheMethodsMustBeNamed() {
        Shadow shadow = shadow("methods: {include: get*}");

        assertThat(shadow.methods().includes("getOrder")).isTrue();
        assertThat(shadow.methods().includes("setOrder")).isFalse();
        assertThat(shadow.percent()).hasToString("1");
        assertThat(shadow.maxPerSecond()).isEqualTo(20);
        assertThat(shadow.maxInFlight()).isEqualTo(16);
        assertThat(shadow.timeoutNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(shadow.noise()).hasToString("25");
        assertThat(shadow.compare()).isSameAs(Compare.EXACTLY);
        assertThat(shadow.stopErrorPercent()).isEqualTo(20);
        assertThat(shadow.stopDropPercent()).isEqualTo(10);
        assertThat(shadow.backOff().firstNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(1));
        assertThat(shadow.backOff().mostNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(30));
        assertThat(RuleLanguageTest.only(UPGRADE).shadow()).isNull();
    }

    @Test
    void everyFieldIsRead() {
        Shadow shadow = shadow(
                "methods: {include: [getOrder, 'list*'], exclude: listSecrets}, percent: 12.5,"
                        + " maxPerSecond: 7, maxInFlight: 3, timeout: 250ms, noise: 90,"
                        + " compare: {timestamps: 3s}, autoStop: {errorPercent: 5.5, dropPercent: 100, backOff: {first: 2s, most: 1h}}");

        assertThat(shadow.methods().includes("listOrders")).isTrue();
        assertThat(shadow.methods().includes("listSecrets")).isFalse();
        assertThat(shadow.percent()).hasToString("12.5");
        assertThat(shadow.maxPerSecond()).isEqualTo(7);
        assertThat(shadow.maxInFlight()).isEqualTo(3);
        assertThat(shadow.timeoutNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(shadow.noise()).hasToString("90");
        assertThat(shadow.compare().timestampNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
        assertThat(shadow.stopErrorPercent()).isEqualTo(5.5);
        assertThat(shadow.stopDropPercent()).isEqualTo(100);
        assertThat(shadow.backOff().firstNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
        assertThat(shadow.backOff().mostNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void aFirstBackOffThatIsLongIsTheLongestToo() {
        Shadow shadow = shadow("methods: {include: get*}, autoStop: {backOff: {first: 1h}}");

        assertThat(shadow.backOff().firstNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
        assertThat(shadow.backOff().mostNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void aShadowNeitherGuardsNorRollsOut() {
        Rule rule = RuleLanguageTest.only(UPGRADE + "shadow: {methods: {include: get*}}\n");

        assertThat(rule.degrade()).isNull();
        assertThat(rule.rollout()).isNull();
        assertThat(rule.weight()).isEqualTo(Weight.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'*'", "'**'", "'?'", "'?*'", "[getOrder, '*']"})
    void aPatternForEveryNameTakesAWordThatNothingIsWritten(String include) {
        String all = "methods: {include: " + include + "}";

        String message = refusal(UPGRADE + "shadow: {" + all + "}\n");
        assertThat(message).contains("shadow.methods.include").contains("readOnly: true");
        assertThat(refusal(UPGRADE + "shadow: {" + all + ", readOnly: false}\n"))
                .isEqualTo(message);
        // An exclusion names what is not mirrored, and nobody knows what that leaves.
        assertThat(refusal(UPGRADE + "shadow: {methods: {include: " + include + ", exclude: set*}}\n"))
                .isEqualTo(message);
        assertThat(shadow(all + ", readOnly: true").methods().includes("x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {} | shadow.methods: missing
            {methods: {}} | shadow.methods (line 5): 'a mapping' is not allowed; allowed: at least one of include, exclude
            {methods: {exclude: x}} | shadow.methods.include: missing
            {methods: {include: []}} | shadow.methods.include (line 5): 'a sequence' is not allowed; allowed: at least one value
            {methods: {include: a}, readOnly: yes} | shadow.readOnly (line 5): 'yes' is not allowed; allowed: true or false
            {methods: {include: a}, percent: 101} | shadow.percent (line 5): '101' is not allowed; allowed: a percentage from 0 to 100
            {methods: {include: a}, noise: 90.01} | shadow.noise (line 5): '90.01' is not allowed; allowed: a percentage from 0 to 90
            {methods: {include: a}, noise: x} | shadow.noise (line 5): 'x' is not allowed
            {methods: {include: a}, maxPerSecond: 0} | shadow.maxPerSecond (line 5): '0' is not allowed; allowed: a whole number from 1 to 10000
            {methods: {include: a}, maxInFlight: 1001} | shadow.maxInFlight (line 5): '1001' is not allowed; allowed: a whole number from 1 to 1000
            {methods: {include: a}, timeout: 61s} | shadow.timeout (line 5): '61s' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 1ms to 1m
            {methods: {include: a}, autoStop: {errorPercent: 0}} | shadow.autoStop.errorPercent (line 5): '0' is not allowed; allowed: a number from 0.1 to 100
            {methods: {include: a}, autoStop: {dropPercent: 101}} | shadow.autoStop.dropPercent (line 5): '101' is not allowed
            {methods: {include: a}, autoStop: {backOff: {first: 2m, most: 1m}}} | shadow.autoStop.backOff.most (line 5): '1m' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 2m to 24h
            {methods: {include: a}, autoStop: {backOff: {first: 99ms}}} | shadow.autoStop.backOff.first (line 5): '99ms' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h), from 100ms to 1h
            {methods: {include: a}, sample: 3} | shadow.sample (line 5): unknown key; allowed: methods, readOnly, percent
            """)
    void whatIsWrongIsSaid(String field, String message) {
        assertThat(refusal(UPGRADE + "shadow: " + field + "\n")).startsWith(message);
    }

    @Test
    void thereIsNothingToMirrorWithoutACandidate() {
        String shadow = "shadow: {methods: {include: get*}}\n";

        assertThat(refusal(HEAD + "degrade: {consecutiveErrors: 3, action: fail}\n" + shadow))
                .isEqualTo("shadow (line 4): 'a mapping' is not allowed; allowed: nothing here without candidate");
        assertThat(refusal(HEAD + shadow)).startsWith("candidate: missing");
    }

    /** Else a changed rule would be taken for the same. */
    @Test
    void whateverDiffersDiffersInTheText() {
        String[] fields = {
            "methods: {include: get*}",
            "methods: {include: get*, exclude: x}",
            "methods: {include: get*}, percent: 2",
            "methods: {include: get*}, maxPerSecond: 2",
            "methods: {include: get*}, maxInFlight: 2",
            "methods: {include: get*}, timeout: 2s",
            "methods: {include: get*}, noise: 2",
            "methods: {include: get*}, compare: {timestamps: 2s}",
            "methods: {include: get*}, autoStop: {errorPercent: 2}",
            "methods: {include: get*}, autoStop: {dropPercent: 2}",
            "methods: {include: get*}, autoStop: {backOff: {first: 2s}}",
            "methods: {include: get*}, autoStop: {backOff: {most: 2h}}"
        };

        assertThat(java.util.Arrays.stream(fields).map(f -> RuleLanguageTest.only(UPGRADE + "shadow: {" + f + "}\n")
                        .toString()))
                .doesNotHaveDuplicates();
        assertThat(shadow("methods: {include: get*}, percent: 1, noise: 25.0, timeout: 1000ms"))
                .hasToString(shadow("methods: {include: get*}").toString());
    }

    @Test
    void theWayBackIsAboutUsersCallsAndLeavesShadows() throws RuleException {
        RuleSet rules = RuleParser.parse(
                HEAD + "candidate: {version: 2}\nroute: {weight: 10}\nshadow: {methods: {include: get*}}\n");

        Rule back = rules.rolledBack("a.B:1").rule("a.B:1");

        assertThat(back.weight()).isEqualTo(Weight.ZERO);
        assertThat(back.shadow()).hasToString(rules.rule("a.B:1").shadow().toString());
    }
}
