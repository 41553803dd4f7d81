package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Connections;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Dubbo's clusters do is done by the candidate's cluster, as often as the baseline's would do it. */
interface ClusterKinds extends KindsSite.Shared {

    String CLUSTER_KEY = KindsSite.key("pair");
    String MERGED_SERVICE = "io.hotroute.it.samples.MergedService";

    /** Each cluster's attempts at a call that breaks in all of two providers of 2.0.0, and in the one of 1.0.0. */
    enum Cluster {
        FAILOVER(3, 3, false),
        FAILFAST(1, 1, false),
        FAILSAFE(1, 1, true),
        FAILBACK(1, 1, true),
        FORKING(2, 1, false),
        BROADCAST(2, 1, false),
        AVAILABLE(1, 1, false);

        private final int attemptsAtTwo;
        private final int attemptsAtOne;
        private final boolean hidesFailure;

        Cluster(int attemptsAtTwo, int attemptsAtOne, boolean hidesFailure) {
            this.attemptsAtTwo = attemptsAtTwo;
            this.attemptsAtOne = attemptsAtOne;
            this.hidesFailure = hidesFailure;
        }
    }

    @Test
    default void aClusterMakesItsAttemptsOnTheVersionThatTheRuleSays() {
        Map<Cluster, Ref> references = new EnumMap<>(Cluster.class);
        for (Cluster cluster : Cluster.values()) {
            String name = cluster.name().toLowerCase(Locale.ROOT);
            references.put(cluster, site().consumer.refer("group=pair", "cluster=" + name, "retries=2", "forks=2"));
        }
        references.values().forEach(site()::awaitCalls);
        site().awaitCandidates("AVAILABLE");
        references.forEach((cluster, reference) -> assertAttempts(reference, cluster, OLD, cluster.attemptsAtOne));
        for (double weight : new double[] {100, 50}) {
            site().control.setWeight(CLUSTER_KEY, weight);
            references.forEach((cluster, reference) -> Upgrade.assertShare(burst(reference, cluster), weight));
        }
        site().control.setWeight(CLUSTER_KEY, 100);
        references.forEach((cluster, reference) -> assertAttempts(reference, cluster, NEW, cluster.attemptsAtTwo));
        site().control.rollback(CLUSTER_KEY);
        references.forEach((cluster, reference) -> Upgrade.assertAllOn(OLD, burst(reference, cluster)));
        references.values().forEach(Ref::close);
    }

    private static CallStats burst(Ref reference, Cluster cluster) {
        // Forking of 2.7 gives no future to the caller's thread, with or without the agent.
        return reference.burst(KindsSite.CALLS, 4, cluster == Cluster.FORKING ? CallMode.SYNC : CallMode.MIXED);
    }

    private void assertAttempts(Ref reference, Cluster cluster, String version, int expected) {
        // 3.0 forgets the service's path after the first attempt, with or without the agent: the others reach no
        // service.
        int attempts = site().line == DubboLine.V3_0 && cluster == Cluster.FAILOVER ? 1 : expected;
        String key = UUID.randomUUID().toString();
        JsonNode outcome = reference.call("broken " + key);
        assertThat(outcome.has("exception")).as(cluster + ": " + outcome).isNotEqualTo(cluster.hidesFailure);
        // Forking answers as soon as one fork has failed for good.
        site().await(cluster + "'s attempts").until(() -> attempts(version, key) >= attempts);
        assertThat(attempts(version, key)).as(cluster + " on " + version).isEqualTo(attempts);
        assertThat(attempts(version.equals(OLD) ? NEW : OLD, key))
                .as(cluster + " not on " + version)
                .isZero();
    }

    private int attempts(String version, String key) {
        return site().old.attempts(version, key) + site().candidate.attempts(version, key);
    }

    @Test
    default void failoverFindsTheOneOfTwoCandidatesThatWorks() {
        Assumptions.assumeFalse(site().line == DubboLine.V3_0, "its second attempts reach no service");
        try (Ref reference = site().refer("group=pair", "cluster=failover", "retries=1")) {
            site().control.setWeight(CLUSTER_KEY, 100);
            for (int i = 0; i < 30; i++) {
                String key = UUID.randomUUID().toString();
                assertThat(reference.answer("brokenThere " + key).asText()).isEqualTo(NEW);
                assertThat(site().candidate.attempts(NEW, key)).isEqualTo(1);
                assertThat(site().old.attempts(NEW, key)).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    default void failbackTriesAgainWhereItTriedFirst() {
        site().assumeOldestOrNewestLine();
        String key = UUID.randomUUID().toString();
        try (Ref reference = site().refer("group=pair", "cluster=failback", "retries=1")) {
            site().control.setWeight(CLUSTER_KEY, 100);
            assertThat(reference.call("broken " + key).has("exception")).isFalse();
            site().control.rollback(CLUSTER_KEY);
            site().await("failback's second attempt").until(() -> attempts(NEW, key) == 2);
            assertThat(attempts(OLD, key)).isZero();
        }
    }

    @Test
    default void aClusterThatOverridesInvokeIsRoutedIfItsCallsComeBy() {
        String key = KindsSite.key("both");
        try (Ref reference = site().refer("group=both", "cluster=surrounding")) {
            site().control.setWeight(key, 100);
            Upgrade.assertAllOn(NEW, reference.burst(KindsSite.CALLS));
            assertThat(site().control.candidateStates()).contains("AVAILABLE");
        }
    }

    @Test
    default void aClusterThatOverridesInvokeAndLetsNoCallByIsSaidNotToBeRouted() {
        String key = KindsSite.key("both");
        try (Ref reference = site().refer("group=both", "cluster=replacing")) {
            site().control.setWeight(key, 100);
            Upgrade.assertAllOn(OLD, reference.burst(KindsSite.CALLS));
            String doubt = "may not be routed: io.hotroute.it.samples.CustomCluster$ReplacingInvoker overrides invoke";
            assertThat(site().control.candidateStates()).isNotEmpty().allSatisfy(state -> assertThat(state)
                    .contains(doubt));
            assertThat(site().control.explain(key, "getOrder", List.of("x"), List.of()))
                    .contains(doubt);
            assertThat(site().control.check(key)).contains("warn routing");
        }
    }

    /** It is tried again and again; no call is to see anything of that. */
    @Test
    default void invariant10_callsOfAReferenceWhoseCandidateCannotBeMadeStay() {
        String key = KindsSite.key("both");
        try (Ref reference = site().consumer.refer("group=both", "cluster=closed")) {
            site().awaitCalls(reference);
            // One that 3.1 itself leaves behind may be there.
            long before = connectionsToTheCandidate();
            site().control.setWeight(key, 100);
            String why = "cannot make a second io.hotroute.it.samples.CustomCluster$ClosedInvoker: "
                    + "it has no public constructor for a Directory";
            reference.startTraffic(200, 2, CallMode.MIXED);
            site().await("the cause")
                    .untilAsserted(() -> assertThat(site().control.candidateStates())
                            .isNotEmpty()
                            .allSatisfy(state ->
                                    assertThat(state).startsWith("NOT_READY: ").contains(why)));
            assertThat(site().control.checkFindings(key))
                    .noneMatch(finding -> finding.startsWith("pass"))
                    .anySatisfy(finding ->
                            assertThat(finding).startsWith("fail candidate").contains(why, "give it one"));
            Upgrade.assertAllOn(OLD, reference.stopTraffic());
            assertThat(site().control.decisions("baseline", "candidate-not-ready"))
                    .isPositive();
            assertThat(connectionsToTheCandidate())
                    .as("connections of attempts that failed")
                    .isLessThanOrEqualTo(before);
        }
    }

    private long connectionsToTheCandidate() {
        return Connections.established(site().consumer.jvm(), site().candidate.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a,b"})
    default void mergedAnswersAreOfOneVersion(String groups) {
        String key = groups + "/" + MERGED_SERVICE;
        // YAML wants a leading star quoted.
        site().control.apply(Upgrade.rule("'" + key + "'", "0"));
        try (Ref reference =
                site().consumer.refer("type=MergedService", "group=" + groups, "method.merged.merger=true")) {
            site().awaitCalls(reference);
            // 3.0 finds groups by a star at the interface level only; then the other leaf has no provider at all.
            site().awaitCandidates("AVAILABLE", "UNAVAILABLE");
            assertMerged(reference, "a:" + OLD, "b:" + OLD);
            site().control.setWeight(key, 100);
            assertMerged(reference, "a:" + NEW, "b:" + NEW);
            Upgrade.assertAllOn(NEW, reference.burst(KindsSite.CALLS));
            site().control.setWeight(key, 50);
            for (int i = 0; i < 20; i++) {
                assertThat(texts(reference.answer("merged")))
                        .isIn(List.of("a:" + OLD, "b:" + OLD), List.of("a:" + NEW, "b:" + NEW));
            }
            site().control.rollback(key);
            assertMerged(reference, "a:" + OLD, "b:" + OLD);
        }
    }

    private static void assertMerged(Ref reference, String... answers) {
        assertThat(texts(reference.answer("merged"))).containsExactly(answers);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts.stream().sorted().toList();
    }
}
