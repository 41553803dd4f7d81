package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text, it is applied or refused in words; nothing else comes out of the parser. */
class RuleParserFuzzTest {

    private static final long SEED = 20_260_401;
    private static final int DOCUMENTS = 20_000;

    private static final String VALID =
            """
            # \ud83d\ude80 order upgrade
            configVersion: v1
            key: blue/com.acme.OrderService:1.0.0
            enabled: true
            baseline:
              version: 1.0.0
            candidate: {version: "1.1.0"}
            route:
              weight: 5.5   # percent
            ---
            {"configVersion": "v1", "key": "com.acme.Payment", "baseline": {"version": "1"},
             "candidate": {"version": "2"}, "route": {"weight": '7'}}
            """;

    private static final String[] TOKENS = {
        "---\n",
        "...\n",
        "\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        ": ",
        ":",
        "- ",
        "? ",
        ",",
        "[",
        "]",
        "{",
        "}",
        "#",
        "# x\n",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "!!binary ",
        "!<x> ",
        "|",
        "|-\n",
        ">",
        ">+\n",
        "'",
        "\"",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "@",
        "`",
        "<<",
        "~",
        "null",
        "true",
        "v1",
        "\\",
        "\\x",
        "\ud83d\ude80",
        "\ud83d",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "0",
        "5",
        "100",
        "1e2",
        "configVersion",
        "key",
        "enabled",
        "baseline",
        "candidate",
        "route",
        "weight",
        "version",
        "configVersion: v1\n",
        "key: a.B\n",
        "baseline: {version: 1}\n",
        "candidate: {version: 2}\n",
        "route: {weight: 5}\n",
        "0.0.0",
        "a.B:1"
    };

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void everyTextIsAppliedOrRefusedInOneLine() {
        int applied = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            long seed = SEED + i;
            String text = text(new Random(seed));
            try {
                RuleSet rules = RuleParser.parse(text);
                applied++;
                everyWeightCanBeReplaced(rules, seed);
            } catch (RuleException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, text: %s", seed, text)
                        .isNotBlank()
                        .hasSizeLessThan(1_000)
                        .doesNotContain("\n", "\r");
            } catch (Throwable escaped) {
                fail("seed " + seed + ", text: " + text, escaped);
            }
        }
        assertThat(applied)
                .as("applied, so that the fuzz is about both outcomes")
                .isBetween(500, DOCUMENTS - 5_000);
    }

    /** The way back must be open for whatever was applied. */
    private static void everyWeightCanBeReplaced(RuleSet rules, long seed) {
        for (int i = 0; i < rules.rules().size(); i++) {
            Rule before = rules.rules().get(i);
            RuleSet after;
            try {
                after = rules.withWeight(before.service().toString(), Weight.ZERO);
            } catch (RuleException e) {
                throw new AssertionError("seed " + seed + ": no way back for " + before + " in " + rules.text(), e);
            }
            List<String> expected =
                    new ArrayList<>(rules.rules().stream().map(Rule::toString).toList());
            expected.set(i, expected.get(i).replace(" " + before.weight() + "%", " 0%"));
            assertThat(after.rules())
                    .as("seed %d, text: %s", seed, rules.text())
                    .extracting(Rule::toString)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) == 0) {
            for (int n = random.nextInt(60); n >= 0; n--) {
                text.append(token(random));
            }
            return text.toString();
        }
        text.append(VALID);
        for (int n = random.nextInt(4); n >= 0 && text.length() > 0; n--) {
            mutate(text, random);
        }
        return text.toString();
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(8)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, token(random));
            case 2 -> text.replace(at, end, token(random));
            case 3 -> text.insert(at, text.substring(at, end));
            case 4 ->
                text.setCharAt(at, (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            default -> mutateLine(text, random);
        }
    }

    private static void mutateLine(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.toString().split("(?<=\n)")));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(at, " " + lines.get(at));
            default -> lines.add(lines.remove(at));
        }
        text.setLength(0);
        text.append(String.join("", lines));
    }

    private static String token(Random random) {
        return TOKENS[random.nextInt(TOKENS.length)];
    }
}
