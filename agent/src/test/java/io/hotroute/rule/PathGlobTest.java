package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {

    /** @param place names, with [*] for an index; null elements of the list are indexes */
    private static boolean matches(PathGlob glob, List<String> place) {
        long states = glob.start();
        for (String step : place) {
            states = glob.next(states, step);
        }
        return glob.matches(states);
    }

    private static List<String> steps(String place) {
        List<String> steps = new ArrayList<>();
        for (String step : place.replace("[*]", ".[*]").split("\\.")) {
            if (!step.isEmpty()) {
                steps.add(step.equals("[*]") ? null : step);
            }
        }
        return steps;
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, a.b, false",
        "a, b, false",
        "items[*].price, items[*].price, true",
        "items[*].price, items.x.price, false",
        "items.*.price, items[*].price, false",
        "items.*.price, items.eur.price, true",
        "**.traceId, traceId, true",
        "**.traceId, a[*].b.traceId, true",
        "**.traceId, a.traceId.b, false",
        "a.**, a, true",
        "a.**, a.b[*], true",
        "a.**.b, a.b, true",
        "a.**.b, a.b.c, false",
        "trace*, traceId, true",
        "'', '', true",
        "'', a, false",
        "[*], [*], true",
        "[*][*], [*], false",
        "!message, !message, true",
        "'**[*].a', 'x[*].a', true",
    })
    void matches(String glob, String place, boolean expected) {
        assertThat(matches(PathGlob.parse(glob), steps(place))).isEqualTo(expected);
    }

    @Test
    void agreesWithRegularExpressions() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder glob = new StringBuilder();
            StringBuilder regex = new StringBuilder();
            for (int n = random.nextInt(5); n >= 0; n--) {
                String step = List.of("a", "b", "*", "**", "[*]").get(random.nextInt(5));
                glob.append(glob.length() == 0 || step.equals("[*]") ? step : "." + step);
                regex.append(
                        step.equals("**")
                                ? "(?:/[abi])*"
                                : step.equals("*") ? "/[ab]" : step.equals("[*]") ? "/i" : "/" + step);
            }
            List<String> place = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(5); n > 0; n--) {
                String step = List.of("a", "b", "i").get(random.nextInt(3));
                place.add(step.equals("i") ? null : step);
                text.append('/').append(step);
            }
            boolean expected = text.toString().matches(regex.toString());
            matched += expected ? 1 : 0;
            assertThat(matches(PathGlob.parse(glob.toString()), place))
                    .as("seed %d: %s at %s", seed, glob, text)
                    .isEqualTo(expected);
        }
        assertThat(matched).isGreaterThan(500);
    }

    @Test
    @Timeout(10)
    void manyStarsTakeNoTime() {
        PathGlob glob = PathGlob.parse(String.join(".", Collections.nCopies(10, "**.a")));
        List<String> place = Collections.nCopies(5_000, "a");

        assertThat(matches(glob, place)).isTrue();
    }
}
