package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code compare}: what is read, and what is refused in which words. */
class CompareRuleTest {

    private static final String ALL =
            """
            ignore: [requestId, "items[*].updatedAt", "**.traceId"]
            tolerance: {absolute: 0.0010, relative: 0.0001}
            timestamps: 2s
            unordered: [tags, {path: items, key: id}]
            ids: ["**.orderId"]
            showValues: [status]
            """;

    @Test
    void everyFieldIsRead() {
        Compare compare = CompareTexts.of(ALL);

        assertThat(compare.ignore()).extracting(PathGlob::toString).contains("requestId", "items[*].updatedAt");
        assertThat(compare.absolute()).isEqualByComparingTo("0.001");
        assertThat(compare.relative()).isEqualByComparingTo("0.0001");
        assertThat(compare.timestampNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
        assertThat(compare.unordered()).extracting(Compare.Unordered::key).containsExactly(null, "id");
        assertThat(compare.ids()).hasToString("[**.orderId]");
        assertThat(compare.showValues()).hasToString("[status]");
        assertThat(compare)
                .hasToString("compare ignoring [**.traceId, items[*].updatedAt, requestId] within 0.001"
                        + " within 0.0001 of the larger timestamps within 2s unordered [tags, items by id]"
                        + " ids [**.orderId] showing [status]");
    }

    @Test
    void sameSettingsHaveTheSameText() {
        assertThat(CompareTexts.of("{}"))
                .hasToString(Compare.EXACTLY.toString())
                .hasToString("compare exactly");
        assertThat(CompareTexts.of("{ignore: [b, a, b], tolerance: {absolute: 1.0}, timestamps: 1000ms}"))
                .hasToString(CompareTexts.of("{ignore: [a, b], tolerance: {absolute: 1, relative: 0}, timestamps: 1s}")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ignored: [a]} | compare.ignored (line 1): unknown key; allowed: ignore, tolerance, timestamps,",
                "{ignore: a} | compare.ignore (line 1): 'a' is not allowed; allowed: a list of paths",
                "{ignore: ['a[0]']} | compare.ignore[0] (line 1): 'a[0]' is not allowed; allowed: names, [*] for",
                "{ignore: ['**']} | compare.ignore[0] (line 1): '**' is not allowed; allowed: a path to a part",
                "{ignore: ['']} | compare.ignore[0] (line 1): '' is not allowed; allowed: a path to a part",
                "{tolerance: {}} | compare.tolerance (line 1): 'a mapping' is not allowed; allowed: at least one of",
                "{tolerance: {absolute: -1}} | compare.tolerance.absolute (line 1): '-1' is not allowed; allowed:",
                "{tolerance: {relative: 1.5}} | compare.tolerance.relative (line 1): '1.5' is not allowed; allowed:",
                "{timestamps: 2} | compare.timestamps (line 1): '2' is not allowed; allowed: a whole number with",
                "{unordered: [{path: a}]} | compare.unordered[0].key: missing",
                "{unordered: [{path: a, key: 'b c'}]} | compare.unordered[0].key (line 1): 'b c' is not allowed",
                "{ids: [[a]]} | compare.ids[0] (line 1): 'a sequence' is not allowed; allowed: a single value",
            })
    void whatIsRefused(String text, String refusal) {
        RuleException refused = catchThrowableOfType(RuleException.class, () -> CompareTexts.parse(text));

        assertThat(refused).as(text).isNotNull().hasMessageStartingWith(refusal);
    }

    @Test
    void atMost200Paths() {
        String tooMany = "ignore: [" + String.join(", ", Collections.nCopies(201, "a")) + "]";

        assertThat(catchThrowableOfType(RuleException.class, () -> CompareTexts.parse(tooMany)))
                .hasMessage("compare.ignore (line 1): 201 entries; allowed: up to 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "a[b]", "a[*", "a b", "a***", "**x", "[*]a"})
    void whatIsNoPath(String text) {
        assertThat(PathGlob.parse(text)).isNull();
    }
}
