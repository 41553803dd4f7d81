package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No regular expression that is allowed can hold a caller, whatever the value. */
class RegexTest {

    private static final long SEED = 7;

    @ParameterizedTest
    @CsvSource({
        "'user-\\d+', user-42, true",
        "'user-\\d+', xuser-42, false",
        "'(?i)vip', VIP, true",
        "'[a-z&&[^b]]+', acd, true",
        "'[a-z&&[^b]]+', abc, false",
        "'(a|b|)c', c, true",
        "'(?:[a-z]+\\.)*com', a.b.com, true",
        "'\\p{Lu}{2,3}?', AB, true",
        "'\\u0041+?', AA, true",
        "'^x$', x, true",
        "'(?:-\\d+)?', -1, true",
        "'[\\]]', ], true",
        "'a{2}', aa, true"
    })
    void theUsualWays(String regex, String text, boolean matches) {
        assertThat(new Regex(RegexGuard.compile(regex)).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "(",
                ")",
                "*",
                "a{",
                "a{2000}",
                "a{,3}",
                "a{1,2,3}",
                "(a)\\1",
                "(?<n>a)\\k<n>",
                "(?=a)",
                "(?!a)",
                "(?<=a)b",
                "(?>a)",
                "(?x)a",
                "\\Qa\\E",
                "[\\Qa\\E]",
                "(a?)*",
                "(a*)+",
                "(|a){2,}",
                "(|)b",
                "(a?|b?)c",
                "(^|$)x",
                "^*",
                "\\b+",
                "(a?){30}",
                "((a?))?",
                "()*",
                "(\\u0041?)*",
                "(\\x41?)*",
                "(\\01?)*",
                "(\\cA?)*",
                "(\\p{L}?)*",
                "(\\pL*)*",
                "a\\"
            })
    void whatNothingBoundsIsRefused(String regex) {
        assertThat(RegexGuard.compile(regex)).isNull();
    }

    @Test
    void aRegexHasALargestSize() {
        assertThat(RegexGuard.compile("a".repeat(Regex.MAX_CHARS))).isNotNull();
        assertThat(RegexGuard.compile("a".repeat(Regex.MAX_CHARS + 1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a+)+", "(a|a)*", "(a|aa)+", "(.*)(.*)(.*)(.*)(.*)x", "([a-z]+)*\\d", "(?:a+b?)+c", "(a+){10}"})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void whatBacktracksForEverIsGivenUp(String regex) {
        Regex match = new Regex(RegexGuard.compile(regex));
        for (int i = 0; i < 50; i++) {
            assertThat(match.matches("a".repeat(900) + "!")).isFalse();
        }
    }

    @Test
    void aLongValueDoesNotMatch() {
        Regex any = new Regex(Pattern.compile(".*"));

        assertThat(any.matches("a".repeat(1_000))).isTrue();
        assertThat(any.matches("a".repeat(1_001))).isFalse();
    }

    /** Whatever the guard lets through is given up in time, on texts made to hurt. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whateverIsAllowedIsBounded() {
        String[] tokens = {
            "a", "b", ".", "[ab]", "\\w", "(", "(?:", ")", "|", "*", "+", "?", "{3}", "{0,30}", "{1000}", "^", "$",
            "\\b", "(a"
        };
        String[] texts = {"", "a", "a".repeat(30), "a".repeat(30) + "!", "ab".repeat(15), "a".repeat(1_000), "!"};
        Random random = new Random(SEED);
        int allowed = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder regex = new StringBuilder();
            for (int n = random.nextInt(14); n >= 0; n--) {
                regex.append(tokens[random.nextInt(tokens.length)]);
            }
            if (random.nextInt(20) == 0) {
                regex = new StringBuilder(regex.toString().repeat(5)).append("c");
            }
            Pattern pattern = RegexGuard.compile(regex.toString());
            allowed += pattern == null ? 0 : 1;
            for (int t = 0; t < texts.length && pattern != null; t++) {
                new Regex(pattern).matches(texts[t]);
            }
        }
        assertThat(allowed).as("seed %d", SEED).isGreaterThan(700);
    }
}
