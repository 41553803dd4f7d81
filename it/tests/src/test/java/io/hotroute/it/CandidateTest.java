package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant 10: calls never fail because the candidate is not there, not there yet, or there no more. Each version wants a
 * token of its own, as Dubbo hands it to its consumers.
 */
class CandidateTest {

    private static final int REMEMBERED = 1_000;

    @ParameterizedTest
    @MethodSource("io.hotroute.it.Upgrade#linesAtTheEnds")
    void invariant10_theCandidateComesAndGoesAndCallsGoOn(DubboLine line, @TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("100"));
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider old = site.provider(OLD, jvm -> jvm.property("sample.token", "old"));
                    Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path(), "rules=" + rules));
                    AgentControl control = AgentControl.connect(consumer.jvm())) {
                absentCandidateGetsNothing(consumer, control);
                try (Provider candidate = provider(site)) {
                    Upgrade.awaitAllOn(NEW, consumer);
                    killedUnderTrafficItLosesNoCall(candidate, old, consumer, control);
                }
                try (Provider again = provider(site)) {
                    Upgrade.awaitAllOn(NEW, consumer);
                }
                Upgrade.assertNoFault(control);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DubboLine.class,
            names = {"V2_7", "V3_3"})
    void theTypesOfTheCandidatesMethodsAreComparedBeforeAnyCall(DubboLine line, @TempDir Path folder)
            throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("0"));
        String definition = "/dubbo/metadata/" + Upgrade.SERVICE + "/" + NEW + "/provider/order-provider";
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider old = site.provider(OLD);
                    Provider candidate = provider(site);
                    Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path(), "rules=" + rules));
                    AgentControl control = AgentControl.connect(consumer.jvm())) {
                Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
                awaitTypes(control, "pass types: those of all");
                zooKeeper.write(
                        definition,
                        "{\"methods\": [{\"name\": \"getOrder\", \"parameterTypes\": [\"long\"], \"returnType\": \"int\"}]}");
                awaitTypes(
                        control, "fail types: differ: io.hotroute.it.samples.Order getOrder(java.lang.String), there");
                zooKeeper.delete(definition);
                awaitTypes(control, "pass types: not known: ");
                assertThat(control.attribute("Faults"))
                        .as("%s", control.attribute("LastFault"))
                        .isEqualTo(0L);
            }
        }
    }

    private static void awaitTypes(AgentControl control, String line) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        control.checkFindings(Upgrade.SERVICE))
                .anySatisfy(found -> assertThat(found).startsWith(line)));
    }

    private static Provider provider(SampleSite site) {
        return site.provider(NEW, jvm -> jvm.property("sample.token", "new"));
    }

    private static void absentCandidateGetsNothing(Consumer consumer, AgentControl control) {
        Upgrade.awaitCandidate(consumer, control, "UNAVAILABLE");
        Upgrade.assertAllOn(OLD, consumer.burst(200, 2, CallMode.MIXED));
        assertThat(control.check(Upgrade.SERVICE)).containsOnly("fail providers");
        assertThat(control.decisions("baseline", "candidate-unavailable")).isGreaterThanOrEqualTo(200);
    }

    private static void killedUnderTrafficItLosesNoCall(
            Provider candidate, Provider old, Consumer consumer, AgentControl control) {
        long lostBefore = lost(control);
        control.rememberCalls(Upgrade.SERVICE, REMEMBERED);
        consumer.startTraffic(200, 4, CallMode.SYNC);
        Awaitility.await().until(() -> consumer.trafficStats().versions().containsKey(NEW));
        candidate.jvm().kill();
        Awaitility.await("calls go on without " + NEW)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Upgrade.assertAllOn(OLD, consumer.trafficStats()));
        CallStats all = consumer.stopTraffic();
        assertThat(all.errors()).as("%s", all).isZero();
        assertThat(control.decisions("candidate", "weight")).isPositive();
        whatIsRememberedIsWhatHappened(candidate, old, control, lost(control) - lostBefore);
    }

    private static long lost(AgentControl control) {
        return control.decisions("baseline", "candidate-lost");
    }

    private static void whatIsRememberedIsWhatHappened(
            Provider candidate, Provider old, AgentControl control, long lost) {
        List<String> calls = control.recentCalls(Upgrade.SERVICE);
        control.rememberCalls(Upgrade.SERVICE, 0);
        assertThat(calls).isNotEmpty().allSatisfy(call -> assertThat(call)
                .endsWith(":" + (call.contains(" CANDIDATE, ") ? candidate : old).port()));
        if (calls.size() < REMEMBERED) {
            assertThat(calls.stream().filter(call -> call.contains("by weight: BASELINE, candidate-lost, ")))
                    .as("%s", calls)
                    .hasSize((int) lost);
        }
    }
}
