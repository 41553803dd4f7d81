package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "get*, getOrder, true",
        "get*, get, true",
        "get*, ge, false",
        "get*, agetOrder, false",
        "*Order, getOrder, true",
        "*, '', true",
        "*, x, true",
        "?, '', false",
        "?, x, true",
        "?, xy, false",
        "a*b*c, aXbXbc, true",
        "a*b*c, aXbXb, false",
        "10.1.*, 10.1.2.3, true",
        "10.1.*, 10.11.2.3, false",
        "getOrder, getOrder, true",
        "getOrder, getorder, false",
        "'', '', true",
        "'', x, false",
        "**, x, true",
        "a?*, a, false"
    })
    void aGlobMatchesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
        assertThat(Glob.of(pattern).matches(new StringBuilder(text))).isEqualTo(matches);
    }

    @Test
    void aGlobMatchesAsTheRegularExpressionOfTheSameMeaning() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            String pattern = text(random, "ab*?");
            String text = text(random, "ab*?");
            Pattern expected = Pattern.compile(pattern.replace("?", ".").replace("*", ".*"));
            assertThat(Glob.of(pattern).matches(text))
                    .as("round %d: %s on %s", i, pattern, text)
                    .isEqualTo(expected.matcher(text).matches());
        }
    }

    @Test
    void aNumberMatchesAsItsText() {
        Random random = new Random(42);
        for (int i = 0; i < 50_000; i++) {
            long number = random.nextInt(2_000) - 1_000;
            String pattern = text(random, "-0123*?");
            assertThat(Glob.of(pattern).matches(number))
                    .as("%s on %d", pattern, number)
                    .isEqualTo(Glob.of(pattern).matches(Long.toString(number)));
        }
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(7); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void nothingMatchesNull() {
        assertThat(Glob.of("*").matches((CharSequence) null)).isFalse();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aHugeTextDoesNotMatchAPatternButItselfExactly() {
        String huge = "a".repeat(10_000_000);

        assertThat(Glob.of("*a".repeat(100) + "b").matches(huge)).isFalse();
        assertThat(Glob.of("*").matches("a".repeat(Glob.MAX_CHARS))).isTrue();
        assertThat(Glob.of("*").matches("a".repeat(Glob.MAX_CHARS + 1))).isFalse();
        assertThat(Glob.of(huge).matches(huge)).isTrue();
    }
}
