package io.hotroute.shadow;

import static io.hotroute.shadow.Shadowed.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        assertThat(lines.get(lines.size() - 1)).isEqualTo("  1000 sampled, 1000 sent, 0 in flight, 0 failed alike");
        Map<String, Object> map = shadowed.shadow.report().asMap();
        assertPlain(map);
        assertThat(map.get("methods").toString()).contains("verdict=DIFFERS", "suggestedIgnore=[id]");
    }
}
