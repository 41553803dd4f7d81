package io.hotroute.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTableTest {

    private static final int TERMINAL = 80;

    private final TrafficTable plain = new TrafficTable(new Style(false));

    @Test
    void showsCallsPerSecondAndTheShareOfThoseAnswered() {
        Row row = row(">10%", 2_000, stats(Map.of("1.0.0", 297L, "2.0.0", 99L), 4));

        assertThat(plain.format(row))
                .isEqualTo("   7.6    >10%     200    149     50   25.0% |###.......|      4    1.3    21.7");
    }

    @Test
    void alignsEveryLineWithTheHeader() {
        Row widest = row(">100%", 1_000, stats(Map.of("2.0.0", 200L), 0));
        Row nothing = row("none", 0, stats(Map.of(), 0));

        assertThat(List.of(plain.header(), plain.format(widest), plain.format(nothing)))
                .allSatisfy(line -> assertThat(line).hasSize(plain.header().length()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(TERMINAL));
    }

    @Test
    void addsNothingButColourForATerminal() {
        Row row = row("50%", 1_000, stats(Map.of("1.0.0", 100L, "2.0.0", 100L), 1));

        String coloured = new TrafficTable(new Style(true)).format(row);

        assertThat(coloured).contains("\033[");
        assertThat(coloured.replaceAll("\033\\[[0-9]+m", "")).isEqualTo(plain.format(row));
        assertThat(plain.format(row)).doesNotContain("\033");
    }

    private static Row row(String weight, long spanMillis, CallStats stats) {
        return new Row(Duration.ofMillis(7_640), weight, Duration.ofMillis(spanMillis), stats);
    }

    private static CallStats stats(Map<String, Long> versions, long errors) {
        long answered = versions.values().stream().mapToLong(Long::longValue).sum();
        return new CallStats(answered + errors, versions, Map.of(), errors, List.of(), 1_300, 21_700, 30_000);
    }
}
