package io.hotroute.shadow;

import static io.hotroute.shadow.Shadowed.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowReportTest {

    private static void assertPlain(Object value) {
        if (value instanceof Map) {
            ((Map<?, ?>) value).forEach((key, entry) -> {
                assertThat(key).isInstanceOf(String.class);
                assertPlain(entry);
            });
        } else if (value instanceof List) {
            ((List<?>) value).forEach(ShadowReportTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
        }
        if (value instanceof Double) {
            assertThat((Double) value).isFinite();
        }
    }

    @Test
    void nothingIsSaidOfNothing() {
        Shadowed shadowed = new Shadowed("", 1);

        assertThat(shadowed.shadow.report().lines())
                .containsExactly(
                        "a.B:1: RUNNING; 0 of 16 in flight",
                        Rules.shadow("").toString(),
                        "no call of a method that the rule names was drawn yet");
        shadowed.shadow.admit("getOrder", shadowed.now).skip(Skip.UNAVAILABLE);
        assertThat(shadowed.shadow.report().lines().subList(2, 5))
                .containsExactly(
                        "getOrder: UNCALIBRATED (0 of 200 noise samples): differ no samples, noise no samples",
                        "  latency too few to tell: 0, noise 0; p50 takes 8 of each",
                        "  1 sampled, 0 sent, 0 in flight, 0 failed alike; skipped 1 candidate unavailable");
        assertPlain(shadowed.shadow.report().asMap());
    }

    @Test
    void methodsAreSaidOneAfterTheOtherTheirVerdictFirst() {
        Shadowed shadowed = new Shadowed("noise: 50", 1);
        for (int i = 0; i < 1_000; i++) {
            ObservedResult call = shadowed.value(Map.of("id", i, "price", 3));
            ObservedResult noise = shadowed.value(Map.of("id", -i - 1, "price", 3));
            ObservedResult candidate = shadowed.value(Map.of("id", -i - 1, "price", i % 5 == 0 ? 4 : 3));
            shadowed.call("getOrder", call, candidate, noise, (50 + i % 10) * MILLISECOND / 10);
        }

        List<String> lines = shadowed.shadow.report().lines();
        int raw = (int) shadowed.report().compared();
        assertThat(lines.get(2)).startsWith("getOrder: DIFFERS: differ " + raw + " of " + raw + " = 100.0% [");
        assertThat(lines.get(3)).startsWith("  DIFFERS price: ").contains("noise 0 of " + (1_000 - raw) + " = 0.0% [");
        assertThat(lines.get(4)).startsWith("    ").doesNotContain("%");
        assertThat(lines).anyMatch(line -> line.startsWith("  NOISE id: " + raw + " of " + raw));
        assertThat(lines).contains("  suggested: compare.ignore: [\"id\"]");
        assertThat(lines).anyMatch(line -> line.startsWith("  latency p50 SAME: "));
        assertThat(lines.get(lines.size() - 2))
                .isEqualTo("  latency of noise is of calls that were just served: what they warmed may flatter the old"
                        + " version");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  1000 sampled, 1000 sent, 0 in flight, 0 failed alike");
        Map<String, Object> map = shadowed.shadow.report().asMap();
        assertPlain(map);
        assertThat(map.get("methods").toString()).contains("verdict=DIFFERS", "suggestedIgnore=[id]");
    }

    /** Names of fields are the language's that a class was written in, not Java's. */
    private static ObservedResult odd(List<String> names, int value) {
        String[] all = Stream.concat(Stream.of("price"), names.stream()).toArray(String[]::new);
        Object[] values = new Object[all.length];
        Arrays.fill(values, value);
        return ObservedResult.value(new Snapshot(new Node.Named("a.Odd", all, values, null)));
    }

    private static Shadowed withNoiseAt(List<String> names, String fields) {
        Shadowed shadowed = new Shadowed("noise: 50" + fields, 1);
        for (int i = 0; i < 600; i++) {
            ObservedResult other = odd(names, -i - 1);
            shadowed.call("getOrder", odd(names, i), other, other, MILLISECOND);
        }
        return shadowed;
    }

    private static String suggested(Shadowed shadowed) {
        String begin = "  suggested: compare.";
        return shadowed.shadow.report().lines().stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain", "with-dash", "$1", "a.b", "qu\"ote", "it's", "back\\slash", "\\", "\"", "a b", "new\nline",
                        "[0]", "[*]",
                "star*", "**", "a**b", "what?", "größe", "価格", "\uD83D\uDE00", "a\uD83D\uDE00b", "#x", "a: b", "{x}",
                        "%s", "\u0000",
                "(other)"
            })
    void whatIsSuggestedIsReadByARuleAndIsForTheSamePlace(String name) {
        Shadowed before = withNoiseAt(List.of(name), "");
        String ignore = suggested(before);
        assertThat(before.report().suggestedIgnores()).hasSize(2).contains("price");

        Shadowed after = withNoiseAt(List.of(name), ", compare: {" + ignore + "}");
        assertThat(after.report().paths()).as(ignore).isEmpty();
        Shadowed another = withNoiseAt(List.of("another" + name), ", compare: {" + ignore + "}");
        assertThat(another.report().paths()).as("not for every place").hasSize(1);
    }

    @Test
    void whatAPatternCanNameIsSuggestedAsItIs() {
        assertThat(withNoiseAt(List.of("größe", "価格", "$1", "a-b"), "").report().suggestedIgnores())
                .containsExactlyInAnyOrder("price", "größe", "価格", "$1", "a-b");
    }

    @Test
    void whatNoPatternCanNameIsNotSuggested() {
        Shadowed shadowed = withNoiseAt(List.of("", "!x", "a".repeat(201)), "");

        assertThat(shadowed.report().paths())
                .extracting(PathReport::path)
                .contains("price", "\"\"", "!x")
                .hasSize(4);
        assertThat(suggested(shadowed)).isEqualTo("ignore: [\"price\"]");
    }

    /** Two places, of which no more is told apart than that they are long or odd. */
    @Test
    void aPairIsCountedOnceAtPlacesThatAreWrittenAlike() {
        String prefix = "a".repeat(300);
        Shadowed shadowed = withNoiseAt(List.of("a.b", "a:b", prefix + "b", prefix + "c"), "");

        assertThat(shadowed.report().paths()).hasSize(3).allSatisfy(path -> assertThat(path.noiseDiffers())
                .isEqualTo(shadowed.report().noiseCompared()));
    }
}
