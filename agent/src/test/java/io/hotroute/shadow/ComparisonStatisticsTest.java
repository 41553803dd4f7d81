package io.hotroute.shadow;

import static io.hotroute.shadow.Shadowed.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the figures of many comparisons say: noise is no difference, and a difference is found in noise. */
class ComparisonStatisticsTest {

    private static final int SEEDS = 300;

    private static Map<String, Object> order(Random random) {
        Map<String, Object> order = new HashMap<>();
        order.put("requestId", random.nextLong());
        // Differs between two answers in about a third of cases.
        order.put("stock", random.nextInt(6) == 0 ? 1 : random.nextInt(6) == 0 ? 2 : 3);
        order.put("price", 9.5);
        return order;
    }

    /** @param rate how often the candidate has another price */
    private static Shadowed run(String fields, long seed, int calls, double rate) {
        Shadowed shadowed = new Shadowed(fields, seed);
        Random random = new Random(seed);
        for (int i = 0; i < calls; i++) {
            Map<String, Object> candidate = order(random);
            if (random.nextDouble() < rate) {
                candidate.put("price", 9.6);
            }
            shadowed.call(shadowed.value(order(random)), shadowed.value(candidate), shadowed.value(order(random)));
        }
        return shadowed;
    }

    /** Two rates that are the same are taken for different in about two of 10,000 cases; these seeds are none of them. */
    @Test
    void versionsThatAreTheSameDifferByNoiseOnly() {
        for (long seed = 0; seed < SEEDS; seed++) {
            MethodReport report = run("", seed, 1_200, 0).report();

            assertThat(report.verdict()).as("seed %d: %s", seed, report.lines()).isEqualTo(Verdict.NOISE);
            assertThat(report.paths()).extracting(PathReport::path).containsExactly("requestId", "stock");
            assertThat(report.suggestedIgnores()).containsExactly("requestId", "stock");
        }
    }

    @Test
    void aDifferenceInTwoPercentIsFoundWithinNoise() {
        int found = 0;
        for (long seed = 0; seed < 50; seed++) {
            MethodReport report = run("noise: 50", seed, 4_000, 0.02).report();
            PathReport first = report.paths().get(0);
            found += report.verdict() == Verdict.DIFFERS && first.path().equals("price") ? 1 : 0;
            assertThat(report.paths().stream().filter(path -> path.verdict() == Verdict.DIFFERS))
                    .as("seed %d", seed)
                    .allMatch(path -> path.path().equals("price"));
        }
        assertThat(found).isEqualTo(50);
    }

    @Test
    void versionsThatAreTheSameAreTheSameOnceThereIsEnough() {
        MethodReport report =
                run("compare: {ignore: [requestId, stock]}", 1, 100, 0).report();
        assertThat(report.verdict()).isEqualTo(Verdict.UNCALIBRATED);
        assertThat(report.summary()).startsWith("UNCALIBRATED (").contains(" of 200 noise samples): differ 0 of ");

        report = run("compare: {ignore: [requestId, stock]}", 1, 1_000, 0).report();
        assertThat(report.verdict()).isEqualTo(Verdict.SAME);
        assertThat(report.matched()).isEqualTo(report.compared()).isGreaterThan(700);
        assertThat(report.paths()).isEmpty();
        assertThat(report.suggestedIgnores()).isEmpty();
    }

    @Test
    void oneShadowThatFailedIsForgivenAfterAThousand() {
        assertThat(Verdict.ofFailures(1, 400, 0, 200)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.ofFailures(1, 1_000, 0, 300)).isEqualTo(Verdict.SAME);
        assertThat(Verdict.ofFailures(0, 99, 0, 300)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.ofFailures(40, 1_000, 0, 300)).isEqualTo(Verdict.DIFFERS);
        assertThat(Verdict.of(1, 1_000, 0, 300)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aRareDifferenceThatNoiseNeverHadIsNotCalledNoise() {
        assertThat(Verdict.of(3, 1_000, 0, 300)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.of(3, 1_000, 1, 300)).isEqualTo(Verdict.NOISE);
        assertThat(Verdict.of(3, 100_000, 0, 30_000)).isEqualTo(Verdict.SAME);
        assertThat(Verdict.of(300, 100_000, 0, 30_000)).isEqualTo(Verdict.DIFFERS);
        // Surely more, by less than one of a thousand.
        assertThat(Verdict.of(600, 1_000_000, 0, 1_000_000)).isEqualTo(Verdict.SAME);
        assertThat(Verdict.of(99, 99, 0, 200)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.of(100, 100, 0, 199)).isEqualTo(Verdict.UNCALIBRATED);
        assertThat(Verdict.of(100, 100, 0, 200)).isEqualTo(Verdict.DIFFERS);
        assertThat(Verdict.of(0, 100, 100, 200)).isEqualTo(Verdict.SAME);
    }

    @Test
    void exceptionsAreAnswers() {
        Shadowed shadowed = new Shadowed("noise: 0", 1);
        ObservedResult value = shadowed.value(1);
        ObservedResult missing = ObservedResult.exception("a.NotFound", "order 5");
        ObservedResult denied = ObservedResult.exception("a.Denied", "order 5");
        shadowed.call(missing, missing, null);
        shadowed.call(missing, denied, null);
        shadowed.call(value, denied, null);
        shadowed.call(missing, value, null);
        shadowed.call(value, value, null);
        shadowed.call(value, ObservedResult.failure("refused"), null);

        MethodReport report = shadowed.report();
        assertThat(report.matched()).isEqualTo(2);
        assertThat(report.failedAlike()).isEqualTo(1);
        assertThat(report.mismatched()).isEqualTo(3);
        assertThat(report.candidateErrors()).isEqualTo(1);
        assertThat(report.sampled()).isEqualTo(6);
        assertThat(report.sent()).isEqualTo(6);
        assertThat(report.paths()).extracting(PathReport::path).containsExactly("!outcome", "!class");
        assertThat(report.paths().get(0).examples()).containsExactly("a value -> a.Denied", "a.NotFound -> a value");
        assertThat(report.lines().toString()).contains("{refused=1}");
    }

    /** Of 40 places none differs often enough by itself, but most answers do at one. */
    @Test
    void whatIsRareAtEachOfManyPathsIsFoundInWholeAnswers() {
        Shadowed shadowed = new Shadowed("noise: 50", 1);
        Map<String, Object> answer = new HashMap<>();
        for (int field = 0; field < 40; field++) {
            answer.put("field" + field, 0);
        }
        for (int i = 0; i < 600; i++) {
            Map<String, Object> candidate = new HashMap<>(answer);
            candidate.put("field" + i % 40, i % 5 == 0 ? 0 : 1);
            shadowed.call(shadowed.value(answer), shadowed.value(candidate), shadowed.value(answer));
        }
        MethodReport report = shadowed.report();
        assertThat(report.verdict()).as("%s", report.lines()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void anAnswerOfTheCandidateThatCanNotBeReadDiffersFromOneThatCan() {
        Shadowed shadowed = new Shadowed("noise: 0", 1);
        ObservedResult tooLarge = ObservedResult.unreadable(Skip.TOO_LARGE);
        shadowed.call(shadowed.value(1), tooLarge, null);
        shadowed.call(ObservedResult.exception("a.NotFound", "order 5"), tooLarge, null);

        MethodReport report = shadowed.report();
        assertThat(report.mismatched()).isEqualTo(2);
        assertThat(report.candidateErrors()).isZero();
        assertThat(report.paths()).extracting(PathReport::path).containsExactly("!outcome");
        assertThat(report.paths().get(0).examples()).containsExactly("a value -> too large", "a.NotFound -> too large");
    }

    @Test
    void aCandidateThatFailsMoreOftenDiffers() {
        Shadowed shadowed = new Shadowed("noise: 50, autoStop: {errorPercent: 100}", 1);
        ObservedResult value = shadowed.value(1);
        for (int i = 0; i < 1_000; i++) {
            shadowed.call(value, i % 10 == 0 ? Shadowed.TIME_OUT : value, value);
        }

        assertThat(shadowed.report().verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(shadowed.report().paths()).isEmpty();
        assertThat(shadowed.report().lines().get(1)).startsWith("  errors DIFFERS: ");
        assertThat(shadowed.shadow.proof(100).result()).isEqualTo(Proof.Result.FAIL);
    }

    @Test
    void pathsAndExamplesAreBounded() {
        Shadowed shadowed = new Shadowed("noise: 50", 1);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            for (int m = 0; m < 20; m++) {
                ObservedResult one = shadowed.value(Map.of("k" + random.nextInt(1_000), "x", "same", i));
                ObservedResult other =
                        shadowed.value(Map.of("k" + random.nextInt(1_000), "y", "same", "z".repeat(300)));
                shadowed.call("get" + m, one, other, other, MILLISECOND);
            }
        }

        int paths = 0;
        for (MethodReport report : shadowed.shadow.report().methods()) {
            paths += report.paths().size();
            assertThat(report.paths().size()).isLessThanOrEqualTo(Paths.MOST_PATHS + 1);
            assertThat(report.paths()).allMatch(path -> path.examples().size() <= Paths.MOST_EXAMPLES);
            assertThat(report.paths()).extracting(PathReport::path).contains("(other)");
            assertThat(report.suggestedIgnores()).doesNotContain("(other)");
        }
        assertThat(paths).isBetween(1_000, 2_020);
    }

    @Test
    void valuesAreHiddenUnlessTheRuleShowsThem() {
        Shadowed hidden = new Shadowed("noise: 0", 1);
        hidden.call(hidden.value(Map.of("name", "Smith")), hidden.value(Map.of("name", "Jones")), null);
        assertThat(hidden.shadow.report().lines().toString()
                        + hidden.shadow.report().asMap())
                .contains("name")
                .doesNotContain("Smith")
                .doesNotContain("Jones");

        Shadowed shown = new Shadowed("noise: 0, compare: {showValues: [name]}", 1);
        shown.call(shown.value(Map.of("name", "Smith")), shown.value(Map.of("name", "Jones")), null);
        assertThat(shown.report().paths().get(0).examples().toString()).contains("Smith", "Jones");
    }

    @Test
    void theProofIsOverAllMethodsThatCount() {
        Shadowed shadowed = new Shadowed("noise: 50", 1);
        ObservedResult one = shadowed.value(1);
        ObservedResult two = shadowed.value(2);
        assertThat(shadowed.shadow.proof(0).result()).isEqualTo(Proof.Result.INCONCLUSIVE);
        for (int i = 0; i < 1_000; i++) {
            shadowed.call("getOrder", one, one, one, MILLISECOND);
        }
        assertThat(shadowed.shadow.proof(400).result()).isEqualTo(Proof.Result.PASS);
        assertThat(shadowed.shadow.proof(4_000).result()).isEqualTo(Proof.Result.INCONCLUSIVE);
        shadowed.call("getRare", one, one, one, MILLISECOND);
        assertThat(shadowed.shadow.proof(400).result()).isEqualTo(Proof.Result.PASS);
        assertThat(shadowed.shadow.proof(400).evidence())
                .contains("getOrder SAME", "getRare UNCALIBRATED", "too rare to count");
        for (int i = 0; i < 100; i++) {
            shadowed.call("getRare", one, one, one, MILLISECOND);
        }
        assertThat(shadowed.shadow.proof(400).result()).isEqualTo(Proof.Result.INCONCLUSIVE);
        for (int i = 0; i < 1_000; i++) {
            shadowed.call("getRare", one, i % 10 == 0 ? two : one, one, MILLISECOND);
        }
        assertThat(shadowed.shadow.proof(400).result()).isEqualTo(Proof.Result.FAIL);
    }

    @Test
    void aFaultOfTheComparisonIsCountedAndFreesTheSlot() {
        Shadowed shadowed = new Shadowed("noise: 0", 1);
        Sample sample = shadowed.shadow.admit("getOrder", shadowed.now);
        assertThatThrownBy(() -> sample.settle(null, null, 1)).isInstanceOf(NullPointerException.class);

        assertThat(shadowed.report().skips()).containsOnlyKeys(Skip.FAULT);
        assertThat(shadowed.report().inFlight()).isZero();
        assertThat(shadowed.shadow.slots().taken()).isZero();
    }
}
