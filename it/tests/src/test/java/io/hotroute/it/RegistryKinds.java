package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several registries, and the ways of 3.x to find providers in one. */
interface RegistryKinds extends KindsSite.Shared {

    @Test
    default void aCallThroughOneOfTwoRegistriesIsDecidedOnceAndByThatRegistrysCandidate() {
        String key = KindsSite.key("zones");
        try (Ref reference = site().consumer.refer("group=zones", "registries=first,second")) {
            site().awaitCalls(reference);
            site().await("both registries' candidates")
                    .untilAsserted(() ->
                            assertThat(candidatesByRegistry("zones")).hasSize(2).containsValue("AVAILABLE"));
            site().awaitCandidates("AVAILABLE");
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(key, weight);
                long before = site().decisions();
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
                assertThat(site().decisions() - before).isEqualTo(KindsSite.CALLS);
            }
        }
    }

    @Test
    default void aRegistryWithoutTheCandidateKeepsItsCalls() {
        String key = KindsSite.key("onezone");
        try (Ref reference = site().consumer.refer("group=onezone", "registries=first,second")) {
            site().awaitCalls(reference);
            site().await("both registries' candidates").untilAsserted(() -> assertThat(candidatesByRegistry("onezone"))
                    .containsEntry("127.0.0.1:" + site().first.port(), "AVAILABLE")
                    .containsEntry("127.0.0.1:" + site().second.port(), "UNAVAILABLE"));
            site().control.setWeight(key, 100);
            long sent = site().control.decisions("candidate", "weight");
            long kept = site().control.decisions("baseline", "candidate-unavailable");
            CallStats stats = reference.burst(KindsSite.CALLS);
            assertThat(stats.errors()).as("%s", stats).isZero();
            assertThat(site().control.decisions("candidate", "weight") - sent)
                    .isEqualTo(stats.versions().get(NEW));
            assertThat(site().control.decisions("baseline", "candidate-unavailable") - kept)
                    .isEqualTo(stats.versions().get(OLD));
        }
    }

    private Map<String, String> candidatesByRegistry(String group) {
        return site().control.rows("References").stream()
                .filter(row -> ((String) row.get("service")).startsWith(group + "/"))
                .collect(Collectors.toMap(
                        row -> (String) row.get("registry"),
                        row -> (String) row.get("candidateState"),
                        (a, b) -> a.equals("AVAILABLE") ? a : b));
    }

    @ParameterizedTest
    @CsvSource({"FORCE_INTERFACE, interface", "FORCE_APPLICATION, application", "APPLICATION_FIRST, application"})
    default void referencesAreRoutedWhicheverWayTheyFindProviders(String step, String discovery) {
        Assumptions.assumeTrue(
                site().line == DubboLine.V3_2 || site().line == DubboLine.V3_3,
                "up to 3.1 Dubbo takes the first reference's step for every reference");
        try (Ref reference = site().refer("parameter.migration.step=" + step)) {
            site().await(discovery).until(() -> site().discoveries().contains(discovery));
            site().awaitCandidates("AVAILABLE");
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(KindsSite.key(""), weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
        }
    }

    @Test
    default void changingTheWayUnderTrafficFailsNoCall() {
        Assumptions.assumeTrue(site().line != DubboLine.V2_7, "2.7 has no migration");
        try (Ref reference = site().refer()) {
            site().control.setWeight(KindsSite.key(""), 100);
            reference.startTraffic(200, 4, CallMode.MIXED);
            for (String step :
                    new String[] {"FORCE_INTERFACE", "FORCE_APPLICATION", "FORCE_INTERFACE", "APPLICATION_FIRST"}) {
                site().first
                        .write(
                                "/dubbo/config/DUBBO_SERVICEDISCOVERY_MIGRATION/kinds-consumer.migration",
                                "key: kinds-consumer\nstep: " + step + "\n");
                String discovery = step.equals("FORCE_INTERFACE") ? "interface" : "application";
                site().await(step + " in force")
                        .until(() -> site().discoveries().contains(discovery)
                                && (step.equals("APPLICATION_FIRST")
                                        || site().discoveries().size() == 1));
                site().awaitCandidates("AVAILABLE");
                reference.trafficStats();
                site().await("all on " + NEW + " at " + step)
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> Upgrade.assertAllOn(NEW, reference.trafficStats()));
            }
            CallStats all = reference.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
            site().control.rollback(KindsSite.key(""));
            Upgrade.assertAllOn(OLD, reference.burst(KindsSite.CALLS));
        } finally {
            site().first.delete("/dubbo/config/DUBBO_SERVICEDISCOVERY_MIGRATION/kinds-consumer.migration");
        }
    }
}
