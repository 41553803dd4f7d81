package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Connections;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References that rules are not about, that are there for the candidate already, and that come and go. */
interface ReferenceKinds extends KindsSite.Shared {

    String REFERENCE_KEY = KindsSite.key("");

    /** Without addresses in the rule. */
    @Test
    default void referencesByADirectUrlStayAsTheyAre() {
        try (Ref reference =
                site().consumer.refer("url=dubbo://127.0.0.1:" + site().old.port())) {
            assertUntouched(reference);
        }
    }

    /** A single one: 2.7 has no cluster above it. */
    @ParameterizedTest
    @ValueSource(strings = {"service", "generic", "context"})
    default void referencesByADirectUrlGoToTheAddressesThatTheRuleNames(String as) {
        site().control.apply(toAddresses(REFERENCE_KEY, "100", site().candidate.port()));
        try (Ref reference = site().consumer
                        .refer("as=" + as, "url=dubbo://127.0.0.1:" + site().old.port());
                Ref byRegistry = site().consumer.refer("group=both")) {
            awaitDirectCandidate(reference);
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(REFERENCE_KEY, weight);
                long before = site().decisions();
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
                assertThat(site().decisions() - before).isEqualTo(KindsSite.CALLS);
            }
            assertThat(site().control.check(REFERENCE_KEY))
                    .contains("pass providers", "pass reachable", "warn methods");
            assertThat(site().control.checkFindings(REFERENCE_KEY))
                    .contains("warn methods: not known: no registry tells", "pass token: not known: no registry tells");
            Upgrade.assertAllOn(OLD, byRegistry.burst(KindsSite.CALLS));
        }
        site().await("no candidate without its reference")
                .untilAsserted(
                        () -> assertThat(site().control.candidateStates()).isEmpty());
    }

    @Test
    default void theCallerOfADirectReferenceIsTheConsumer() {
        try (Ref reference =
                site().consumer.refer("url=dubbo://127.0.0.1:" + site().old.port())) {
            String own = reference.call("address").asText();
            assertCaller(reference, "address: \"" + own + "\"", NEW);
            // The provider's, unless this machine has no other.
            assertCaller(reference, "address: 127.0.0.1", own.equals("127.0.0.1") ? NEW : OLD);
            assertCaller(reference, "application: kinds-consumer", NEW);
            assertCaller(reference, "application: kinds-provider", OLD);
        }
    }

    private void assertCaller(Ref reference, String match, String version) {
        site().control
                .apply(toAddresses(REFERENCE_KEY, "0", site().candidate.port()) + "  rules: [{match: {" + match
                        + "}, to: candidate}]\n");
        awaitDirectCandidate(reference);
        Upgrade.assertAllOn(version, reference.burst(20));
    }

    private static String toAddresses(String key, String weight, Integer... ports) {
        String addresses =
                Stream.of(ports).map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        return Upgrade.rule(key, weight).replace("version: 2.0.0", "version: 2.0.0, addresses: [" + addresses + "]");
    }

    private void awaitDirectCandidate(Ref reference) {
        site().await("a candidate of the direct reference").untilAsserted(() -> {
            reference.call("order known");
            assertThat(site().control.candidateStates()).containsOnly("AVAILABLE");
        });
    }

    /** Dubbo has a cluster above them. */
    @Test
    default void referencesBySeveralUrlsGoToTheAddressesThatTheRuleNames() {
        Assumptions.assumeTrue(
                site().line != DubboLine.V2_7, "2.7.23 fails calls of several addresses itself: a ClassCastException");
        String key = KindsSite.key("urls");
        Integer[] ports = {site().old.port(), site().candidate.port()};
        site().control.apply(toAddresses(key, "100", ports));
        try (Ref reference = site().consumer
                .refer("group=urls", "url=dubbo://127.0.0.1:" + ports[0] + ";dubbo://127.0.0.1:" + ports[1])) {
            awaitDirectCandidate(reference);
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(key, weight);
                long before = site().decisions();
                CallStats stats = reference.burst(KindsSite.CALLS);
                Upgrade.assertShare(stats, weight);
                assertThat(stats.ports()).as("weight %s of %s", weight, stats).containsOnlyKeys(ports);
                assertThat(site().decisions() - before).isEqualTo(KindsSite.CALLS);
            }
        }
    }

    @Test
    default void referencesToTheServiceInTheSameJvmStayAsTheyAre() {
        // 2.0.0 is there as well, in this JVM and at a provider.
        site().consumer.export("group=injvm", "version=1.0.0", "scope=local");
        site().consumer.export("group=injvm", "version=2.0.0", "scope=local");
        site().control.apply(Upgrade.rule(KindsSite.key("injvm"), "100"));
        try (Ref reference = site().consumer.refer("group=injvm", "scope=local")) {
            long before = site().decisions();
            Upgrade.assertAllOn(OLD, reference.burst(KindsSite.CALLS));
            assertThat(site().decisions()).isEqualTo(before);
        }
    }

    @Test
    default void referencesToAnyVersionStayAsTheyAre() {
        try (Ref reference = site().consumer.refer("version=*")) {
            site().awaitCalls(reference);
            site().control.setWeight(REFERENCE_KEY, 100);
            long before = site().decisions();
            CallStats stats = reference.burst(KindsSite.CALLS);
            Upgrade.assertShare(stats, 50);
            assertThat(site().decisions()).isEqualTo(before);
        }
    }

    private void assertUntouched(Ref reference) {
        site().awaitCalls(reference);
        site().control.setWeight(REFERENCE_KEY, 100);
        long before = site().decisions();
        Upgrade.assertAllOn(OLD, reference.burst(KindsSite.CALLS));
        assertThat(site().decisions()).isEqualTo(before);
    }

    @Test
    default void aRuleIsAboutItsGroupOnly() {
        try (Ref grouped = site().refer("group=both");
                Ref other = site().refer()) {
            site().control.setWeight(KindsSite.key("both"), 100);
            Upgrade.assertAllOn(NEW, grouped.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(OLD, other.burst(KindsSite.CALLS));
            site().control.rollback(KindsSite.key("both"));
            site().control.setWeight(REFERENCE_KEY, 100);
            Upgrade.assertAllOn(OLD, grouped.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(NEW, other.burst(KindsSite.CALLS));
        }
    }

    @Test
    default void theApplicationsOwnReferenceIsTheCandidateAndStaysTheApplications() {
        String key = KindsSite.key("both");
        Ref own = site().consumer.refer("group=both", "version=2.0.0");
        site().awaitCalls(own);
        try (Ref pinned = site().consumer.refer("group=both")) {
            site().awaitCalls(pinned);
            site().awaitCandidates("AVAILABLE");
            site().control.setWeight(key, 100);
            Upgrade.assertAllOn(NEW, pinned.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(NEW, own.burst(KindsSite.CALLS));
            assertThat(site().consumer.jvm().stderr()).contains("the application's own reference");

            pinned.startTraffic(200, 2, CallMode.SYNC);
            own.close();
            site().await("a candidate of the agent's own").untilAsserted(() -> {
                CallStats stats = pinned.trafficStats();
                assertThat(stats.errors()).as("%s", stats).isZero();
                assertThat(stats.versions()).containsOnlyKeys(NEW);
                assertThat(site().control.candidateStates()).containsOnly("AVAILABLE");
            });
            CallStats all = pinned.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
        }
    }

    /** On 3.x a JVM may have several on one Dubbo; their registries have equal URLs. */
    @Test
    default void aReferenceOfAnotherApplicationIsNotBorrowed() {
        Assumptions.assumeFalse(site().line == DubboLine.V2_7, "one application for each Dubbo");
        String key = KindsSite.key("both");
        Ref others = site().consumer.refer("group=both", "version=2.0.0", "application=second");
        site().awaitCalls(others);
        long borrowed = borrowed();
        try (Ref pinned = site().refer("group=both")) {
            site().control.setWeight(key, 100);
            Upgrade.assertAllOn(NEW, pinned.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(NEW, others.burst(KindsSite.CALLS));
            pinned.startTraffic(200, 2, CallMode.SYNC);
            site().consumer.endSecondApplication();
            Upgrade.assertAllOn(NEW, pinned.trafficStats());
            site().awaitCandidates("AVAILABLE");
            Upgrade.assertAllOn(NEW, pinned.stopTraffic());
            assertThat(borrowed()).isLessThanOrEqualTo(borrowed);
        }
    }

    private long borrowed() {
        return site().consumer
                .jvm()
                .stderr()
                .lines()
                .filter(line -> line.contains("the application's own reference"))
                .count();
    }

    /** With candidates of the agent's own for both, one of them for the version that the application has as well. */
    @Test
    default void dubbosModelsOfTheReferencesStayAsTheyAre() {
        String service = KindsSite.key("both");
        site().control.clear();
        try (Ref old = site().consumer.refer("group=both");
                Ref young = site().consumer.refer("group=both", "version=2.0.0")) {
            site().awaitCalls(old);
            site().awaitCalls(young);
            List<String> before = site().consumer.models();
            assertThat(before).anyMatch(model -> model.startsWith(service + ":" + OLD));
            site().control.apply(swap(service, OLD, NEW) + "---\n" + swap(service, NEW, OLD));
            site().await("candidates of their own")
                    .until(() -> site().control.candidateStates().size() == 2 * site().leaves());
            site().awaitCandidates("AVAILABLE");
            Upgrade.assertAllOn(NEW, old.burst(KindsSite.CALLS));
            assertThat(site().consumer.models()).isEqualTo(before);
            site().control.clear();
            site().await("no candidate")
                    .untilAsserted(
                            () -> assertThat(site().control.candidateStates()).isEmpty());
            Upgrade.assertAllOn(OLD, old.burst(KindsSite.CALLS));
            assertThat(site().consumer.models()).isEqualTo(before);
        }
    }

    /** Neither is the other's candidate by its own invoker, which would decide once more. */
    @Test
    default void rulesThatSwapTwoReferencesOfOneApplicationDecideEachCallOnce() {
        String service = KindsSite.key("both");
        String forth = swap(service, OLD, NEW);
        site().control.apply(forth);
        try (Ref old = site().consumer.refer("group=both");
                Ref young = site().consumer.refer("group=both", "version=2.0.0")) {
            site().awaitCalls(old);
            site().awaitCalls(young);
            site().awaitCandidates("AVAILABLE");
            old.startTraffic(200, 2, CallMode.MIXED);
            young.startTraffic(200, 2, CallMode.MIXED);
            site().control.apply(forth + "---\n" + swap(service, NEW, OLD));
            site().await("candidates of their own")
                    .until(() -> site().control.candidateStates().size() == 2 * site().leaves());
            site().awaitCandidates("AVAILABLE");
            for (Ref reference : new Ref[] {old, young}) {
                CallStats all = reference.stopTraffic();
                assertThat(all.errors()).as("%s", all).isZero();
            }
            long before = site().decisions();
            Upgrade.assertAllOn(NEW, old.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(OLD, young.burst(KindsSite.CALLS));
            assertThat(site().decisions() - before).isEqualTo(2 * KindsSite.CALLS);
        }
    }

    private static String swap(String service, String from, String to) {
        return String.join(
                "\n",
                "configVersion: v1",
                "key: " + service + ":" + from,
                "candidate: {version: " + to + "}",
                "route: {weight: 100}",
                "");
    }

    /**
     * Also when the application destroys references under traffic. First of all, as 3.1 leaves the connections of a
     * reference to any group open, with or without the agent.
     */
    @Order(1)
    @Test
    default void whatIsNoLongerNeededIsClosedAndNothingElse() {
        String key = KindsSite.key("both");
        site().control.setWeight(key, 100);
        try (Ref own = site().consumer.refer("group=both", "version=2.0.0");
                Ref pinned = site().consumer.refer("group=both");
                Ref lasting = site().refer("group=both", "timeout=4000")) {
            lasting.startTraffic(200, 2, CallMode.SYNC);
            for (int i = 0; i < 10; i++) {
                try (Ref passing = site().consumer.refer("group=both", "timeout=300" + i)) {
                    CallStats stats = passing.burst(20, 2, CallMode.MIXED);
                    assertThat(stats.errors()).as("%s", stats).isZero();
                }
            }
            site().await("forgetting the references that passed")
                    .untilAsserted(() ->
                            assertThat(site().control.candidateStates()).hasSizeLessThanOrEqualTo(2 * site().leaves()));
            site().control.clear();
            site().await("no candidate")
                    .untilAsserted(
                            () -> assertThat(site().control.candidateStates()).isEmpty());
            CallStats all = lasting.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
            Upgrade.assertAllOn(NEW, own.burst(KindsSite.CALLS));
            Upgrade.assertAllOn(OLD, pinned.burst(KindsSite.CALLS));
        }
        site().await("no connection to " + NEW).untilAsserted(() -> assertThat(Connections.established(
                        site().consumer.jvm(), site().candidate.port()))
                .isZero());
    }
}
