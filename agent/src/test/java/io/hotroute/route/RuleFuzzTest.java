package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.hotroute.rule.Rule;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.Weight;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever the rule text, it is applied, and then decides and explains alike; or it is refused in one line that names a field
 * or a line of the text. Nothing else comes out, and the time of each is bounded.
 *
 * <p>{@code -Pfuzz} makes it a million; {@code -Dhotroute.fuzz.documents=} and {@code -Dhotroute.fuzz.seed=} any other.
 */
class RuleFuzzTest {

    private static final int DOCUMENTS = Integer.getInteger("hotroute.fuzz.documents", 20_000);
    private static final long SEED = Long.getLong("hotroute.fuzz.seed", 20_260_401);
    /** For all documents together: some 20 times what they need of a CPU. */
    private static final long BUDGET_MICROS_PER_DOCUMENT = 4_000;
    /** For each document; see the figure that the test prints. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Pattern NAMES_FIELD_OR_LINE =
            Pattern.compile(".*\\(line \\d+\\).*|line \\d+: .*|[\\w., \\[\\]]+: missing in the mapping at line \\d+"
                    + "|the rule text.*|document \\d+: .*");

    private static final List<TestCall> CALLS = List.of(
            TestCall.of("getOrder", "x", 42L).with("user", "vip"),
            TestCall.of("get", Map.of("user", Map.of("id", 42), "items", List.of("a", 1.5))),
            TestCall.of("setAll").with("user", 7).with("age", "30"));

    @Test
    void everyTextIsAppliedOrRefusedInWords() {
        long start = cpuNanos();
        int applied = 0;
        int valid = 0;
        long most = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            long seed = SEED + i;
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            boolean mutated = random.nextInt(4) > 0;
            valid += mutated ? 0 : 1;
            String text = new RuleTexts(random).next(mutated);
            long before = cpuNanos();
            applied += check(text, seed, !mutated) ? 1 : 0;
            long nanos = cpuNanos() - before;
            if (nanos > MOST_NANOS) {
                // The first time may be a class's first time.
                before = cpuNanos();
                check(text, seed, !mutated);
                nanos = cpuNanos() - before;
                assertThat(nanos)
                        .as(
                                "nanoseconds of CPU for document %d, seed %d, of %d characters: %.200s",
                                i, seed, text.length(), text)
                        .isLessThan(MOST_NANOS);
            }
            most = Math.max(most, nanos);
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(cpuNanos() - start);
        System.out.printf(
                "RuleFuzz: seed %d, %d documents (%d valid by grammar), %d applied, %d refused, %.1f s of CPU, at most %.1f ms each%n",
                SEED, DOCUMENTS, valid, applied, DOCUMENTS - applied, micros / 1e6, most / 1e6);
        assertThat(applied).as("both outcomes, seed %d", SEED).isBetween(DOCUMENTS / 4, DOCUMENTS * 9 / 10);
        assertThat(micros / DOCUMENTS).as("microseconds per document").isLessThan(BUDGET_MICROS_PER_DOCUMENT);
    }

    /** Other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static boolean check(String text, long seed, boolean mustApply) {
        try {
            RuleSet rules = RuleParser.parse(text);
            decide(RouteTable.EMPTY.with(rules), seed);
            if (seed % 32 == 0) {
                rollBack(rules, seed);
                replaceWeights(rules, seed);
            }
            return true;
        } catch (RuleException refused) {
            String message = String.valueOf(refused.getMessage());
            if (mustApply
                    || message.isEmpty()
                    || message.length() > 2_000
                    || message.indexOf('\n') >= 0
                    || message.indexOf('\r') >= 0
                    || !NAMES_FIELD_OR_LINE.matcher(message).matches()) {
                fail("seed " + seed + ": " + message + "\n" + text);
            }
            return false;
        } catch (Throwable escaped) {
            return fail("seed " + seed + "\n" + text, escaped);
        }
    }

    /** The way back must be open for whatever was applied. */
    private static void rollBack(RuleSet rules, long seed) {
        for (ServiceRoute route : upgrades(rules)) {
            String service = route.service().toString();
            try {
                Rule back = rules.rolledBack(service).rule(service);
                if (back.weight().tenThousandths() != 0
                        || back.matchRules().stream()
                                .anyMatch(rule -> rule.candidateShare().tenThousandths() != 0)) {
                    fail("seed " + seed + ": still to the candidate: " + back + "\n" + rules.text());
                }
            } catch (RuleException e) {
                fail("seed " + seed + ": no way back for " + service + "\n" + rules.text(), e);
            }
        }
    }

    /** And it changes nothing else. */
    private static void replaceWeights(RuleSet rules, long seed) throws RuleException {
        for (ServiceRoute route : upgrades(rules)) {
            String service = route.service().toString();
            Rule rule = rules.rule(service);
            String after = rules.withWeight(service, Weight.ofPercent("7"))
                    .rule(service)
                    .toString();
            String weight = " " + rule.weight() + "%";
            int at = rule.toString().indexOf(weight);
            String expected = new StringBuilder(rule.toString())
                    .replace(at, at + weight.length(), " 7%")
                    .toString();
            if (!after.equals(expected)) {
                fail("seed " + seed + ": " + after + ", expected " + expected + "\n" + rules.text());
            }
        }
    }

    /** A rule without candidate has neither weight nor way back. */
    private static List<ServiceRoute> upgrades(RuleSet rules) {
        List<ServiceRoute> routes = new ArrayList<>(RouteTable.EMPTY.with(rules).routes());
        routes.removeIf(route -> route.candidate() == null);
        return routes;
    }

    private static void decide(RouteTable table, long seed) {
        for (ServiceRoute route : table.routes()) {
            ServiceRoute caller = route.withRandom(() -> (int) (seed % 10_000));
            for (TestCall call : CALLS) {
                Explanation explanation = caller.explain(TestCall.READER, call, TestCall.AVAILABLE);
                if (explanation.decision() != call.decide(caller)) {
                    fail("seed " + seed + ": " + route + "\n" + explanation);
                }
            }
        }
    }
}
