package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueMatchTest {

    private static ValueMatch match(String operator) {
        return RuleLanguageTest.only(
                        """
                        configVersion: v1
                        key: a.B:1
                        candidate: {version: 2}
                        route:
                          weight: 10
                          rules:
                            - match: {attachments: {a: {%s}}}
                              to: candidate
                        """
                                .formatted(operator))
                .matchRules()
                .get(0)
                .attachments()
                .get(0)
                .value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "equals: 42; 42; true",
                "equals: '42'; 42; true",
                "equals: '042'; 42; false",
                "equals: -7; -7; true",
                "in: [1, 2, x]; 2; true",
                "in: [1, 2, x]; 3; false",
                "range: {from: 1, to: 9}; 1; true",
                "range: {from: 1, to: 9}; 9; true",
                "range: {from: 1, to: 9}; 10; false",
                "range: {from: 1.5}; 1; false",
                "range: {from: 1.5}; 2; true",
                "range: {to: -1.5}; -1; false",
                "range: {to: -1.5}; -2; true",
                "range: {from: 1}; 9223372036854775807; true",
                "regex: '4.'; 42; true",
                "regex: '4'; 42; false",
                "mod: {by: 100, below: 10}; 109; true",
                "mod: {by: 100, below: 10}; 110; false",
                "mod: {by: 100, below: 10}; -91; true",
                "mod: {by: 100, below: 10}; -1; false"
            })
    void aWholeNumberAndItsTextMatchAlike(String operator, long value, boolean matches) {
        assertThat(match(operator).matches(value)).isEqualTo(matches);
        assertThat(match(operator).matches((double) value)).isEqualTo(matches);
        if (Decimal.isLong(Long.toString(value))) {
            assertThat(match(operator).matches(Long.toString(value))).isEqualTo(matches);
            assertThat(match(operator).matches(new StringBuilder().append(value)))
                    .isEqualTo(matches);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "equals: 1.5; 1.5; true",
                "equals: 42.0; 42; true",
                "equals: 1.50; 1.5; true",
                "equals: 1.5; NaN; false",
                "range: {from: 1.5, to: 2}; 1.5; true",
                "range: {from: 1.5, to: 2}; 2.1; false",
                "range: {from: 1}; NaN; false",
                "range: {from: 1}; Infinity; true",
                "regex: '1\\.5'; 1.5; true",
                "mod: {by: 10, below: 10}; 1.5; false",
                "in: [1.5, 2.5]; 2.5; true"
            })
    void aFractionMatchesAsADouble(String operator, double value, boolean matches) {
        assertThat(match(operator).matches(value)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "equals: vip; vip; true",
                "equals: vip; VIP; false",
                "equals: 'v*'; vip; false",
                "equals: 'v*'; v*; true",
                "equals: true; true; true",
                "equals: ''; ''; true",
                "in: [a, b]; b; true",
                "in: [a, b]; c; false",
                "range: {from: 1, to: 9}; 5.5; true",
                "range: {from: 1, to: 9}; x; false",
                "range: {from: 1, to: 9}; ''; false",
                "regex: '[ab]+'; abba; true",
                "mod: {by: 1, below: 1}; whatever; true"
            })
    void aTextMatchesAsAText(String operator, String value, boolean matches) {
        assertThat(match(operator).matches(value)).isEqualTo(matches);
        assertThat(match(operator).matches(new StringBuilder(value))).isEqualTo(matches);
    }

    @Test
    void modOfATextIsItsUnsignedMurmur3() {
        ValueMatch tenth = match("mod: {by: 100, below: 10}");
        int matched = 0;
        for (int i = 0; i < 10_000; i++) {
            String text = "user-" + i;
            boolean expected = Integer.toUnsignedLong(Murmur3.hash(text, 0)) % 100 < 10;
            assertThat(tenth.matches(text)).isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(800, 1_200);
    }

    @Test
    void aNegatedListIsTheOpposite() {
        ValueMatch not = AnyOf.patterns(List.of("a", "4*", "7"), true);

        assertThat(not.matches("a")).isFalse();
        assertThat(not.matches("b")).isTrue();
        assertThat(not.matches(42)).isFalse();
        assertThat(not.matches(7.0)).isFalse();
        assertThat(not.matches(4.5)).isFalse();
        assertThat(not.matches(8)).isTrue();
        assertThat(not).hasToString("!=a,4*,7");
    }
}
