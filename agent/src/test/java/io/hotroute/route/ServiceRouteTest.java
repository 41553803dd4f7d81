package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.Degrade;
import io.hotroute.rule.Weight;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRouteTest {

    private static final long SEED = 42;
    private static final int CALLS = 200_000;
    /** Of a normal distribution, all but 1e-9 lies within this many standard deviations. */
    private static final double Z = 6.11;

    private static ServiceRoute route(String weight) {
        return RouteTableTest.table(RouteTableTest.rule("a.B", "1", "2", weight))
                .routes()
                .iterator()
                .next();
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, CANDIDATE_BY_WEIGHT",
        "UNAVAILABLE, BASELINE_CANDIDATE_UNAVAILABLE",
        "LACKS_METHOD, BASELINE_CANDIDATE_LACKS_METHOD",
        "NOT_READY, BASELINE_CANDIDATE_NOT_READY"
    })
    void invariant10_onlyAnAvailableCandidateGetsItsShare(Availability availability, Decision inShare) {
        for (int weight : new int[] {0, 1, 500, 9_999, 10_000}) {
            ServiceRoute route = route(weight / 100 + "." + String.format("%02d", weight % 100));
            for (int bucket = 0; bucket < Weight.WHOLE; bucket++) {
                assertThat(TestCall.decide(route, bucket, availability))
                        .as("weight %d, bucket %d", weight, bucket)
                        .isEqualTo(bucket < weight ? inShare : Decision.BASELINE_BY_WEIGHT);
            }
            assertThat(TestCall.calls(route, inShare)).isEqualTo(weight);
            assertThat(TestCall.calls(route, Decision.BASELINE_BY_WEIGHT)).isEqualTo(Weight.WHOLE - weight);
        }
    }

    @ParameterizedTest
    @EnumSource(Availability.class)
    void weightZeroSendsNothingWhateverTheCandidate(Availability availability) {
        assertThat(TestCall.decide(route("0"), 0, availability)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
    }

    @Test
    void weightHundredSendsEverything() {
        assertThat(TestCall.decide(route("100"), 9_999, Availability.AVAILABLE))
                .isEqualTo(Decision.CANDIDATE_BY_WEIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.01", "1", "5", "12.34", "50", "99.99", "100"})
    void invariant9_theShareConvergesToTheWeight(String weight) {
        ServiceRoute route = route(weight);
        Random random = new Random(SEED);
        for (int i = 0; i < CALLS; i++) {
            TestCall.decide(route, random.nextInt(Weight.WHOLE), Availability.AVAILABLE);
        }
        double share = Double.parseDouble(weight) / 100;
        double bound = Z * Math.sqrt(CALLS * share * (1 - share)) + (share == 0 || share == 1 ? 0 : 1);

        assertThat((double) TestCall.calls(route, Decision.CANDIDATE_BY_WEIGHT))
                .as("seed %d, weight %s", SEED, weight)
                .isBetween(CALLS * share - bound, CALLS * share + bound);
    }

    @Test
    void invariant9_aBucketThatWentToTheCandidateStaysThereWhenTheWeightRises() {
        ServiceRoute lower = route("5");
        ServiceRoute higher = route("5.01");
        for (int bucket = 0; bucket < Weight.WHOLE; bucket++) {
            if (TestCall.decide(lower, bucket, Availability.AVAILABLE) == Decision.CANDIDATE_BY_WEIGHT) {
                assertThat(TestCall.decide(higher, bucket, Availability.AVAILABLE))
                        .isEqualTo(Decision.CANDIDATE_BY_WEIGHT);
            }
        }
    }

    @Test
    void invariant8_everyCallIsCountedUnderExactlyOneDecision() {
        ServiceRoute route = route("50");
        Random random = new Random(SEED);
        Map<Decision, Long> expected = new EnumMap<>(Decision.class);
        Availability[] availabilities = Availability.values();
        for (int i = 0; i < 10_000; i++) {
            Availability availability = availabilities[random.nextInt(availabilities.length)];
            expected.merge(TestCall.decide(route, random.nextInt(Weight.WHOLE), availability), 1L, Long::sum);
        }
        for (Decision decision : Decision.values()) {
            assertThat(TestCall.calls(route, decision))
                    .as("seed %d, %s", SEED, decision)
                    .isEqualTo(expected.getOrDefault(decision, 0L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BASELINE, true, AVAILABLE, CANDIDATE_ROUTE_BACK_FULL",
        "BASELINE, false, AVAILABLE, BASELINE_CANDIDATE_DEGRADED",
        "BASELINE, true, UNAVAILABLE, BASELINE_CANDIDATE_DEGRADED",
        "BASELINE, true, LACKS_METHOD, BASELINE_CANDIDATE_DEGRADED",
        "FALLBACK, true, AVAILABLE, FALLBACK_CANDIDATE_DEGRADED",
        "BACKUP, true, AVAILABLE, BACKUP_CANDIDATE_DEGRADED",
        "FAIL, true, AVAILABLE, FAIL_CANDIDATE_DEGRADED"
    })
    void whatIsTakenOffStaysIfTheBaselineWouldBeOverrun(
            Degrade.Action action, boolean full, Availability availability, Decision expected) {
        ServiceRoute route = route("50");
        Candidate degraded = new Candidate() {
            @Override
            public Availability availability(String method) {
                return availability;
            }

            @Override
            public int limit() {
                return 100;
            }

            @Override
            public Degrade.Action whenDegraded() {
                return action;
            }

            @Override
            public boolean isRouteBackFull() {
                return full;
            }
        };
        TestCall call = TestCall.of("get");
        assertThat(call.decide(route.withRandom(() -> 4_999), degraded)).isEqualTo(expected);
        assertThat(TestCall.calls(route, expected)).isOne();
        assertThat(call.decide(route.withRandom(() -> 5_000), degraded)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void aDecisionSaysItsTargetInItsName(Decision decision) {
        assertThat(decision.name()).startsWith(decision.target().name());
        assertThat(decision.reason()).matches("[a-z-]+");
    }
}
