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
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.JmxClient;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reference by one URL on Dubbo 2.7, the only line without a cluster above it: another class is woven for it, and only when
 * a rule names addresses. Where its calls go, see {@link ReferenceKinds}.
 */
class SingleUrlTest {

    private static final int ROUNDS = 3;

    private SampleSite site;
    private Provider old;
    private Provider candidate;

    @BeforeEach
    void share() {
        SharedProviders shared = SharedProviders.of(DubboLine.V2_7);
        site = shared.site(Jdk.running());
        old = shared.old;
        candidate = shared.candidate;
    }

    @Test
    void invariants2And3_aCallIsTheSameWithTheAgentAsWithout() {
        String pinnedToOld = transcriptWithoutAgent(OLD, old);
        String pinnedToNew = transcriptWithoutAgent(NEW, candidate);
        assertThat(pinnedToNew).isNotEqualTo(pinnedToOld);
        try (Consumer consumer = consumer(old, jvm -> jvm.javaAgent(AgentJar.path()));
                AgentControl control = AgentControl.connect(consumer.jvm())) {
            consumer.transcript();
            assertThat(consumer.transcript()).as("no rule").isEqualTo(pinnedToOld);
            control.apply(rule("io.example.AnotherService", "100"));
            awaitWoven(consumer.jvm());
            assertThat(consumer.transcript()).as("a rule for another service").isEqualTo(pinnedToOld);
            control.apply(rule(Upgrade.SERVICE, "100"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            assertThat(consumer.transcript()).as("routed").isEqualTo(pinnedToNew);
            control.rollback(Upgrade.SERVICE);
            assertThat(consumer.transcript()).as("rolled back").isEqualTo(pinnedToOld);
            control.apply(rule(Upgrade.SERVICE, "0") + "degrade: {warmUp: 0s}\n");
            assertThat(consumer.transcript()).as("watched").isEqualTo(pinnedToOld);
            assertThat(control.rows("Guards")).as("calls were recorded").isNotEmpty();
            Upgrade.assertNoFault(control);
        }
    }

    /** With a rule for the service that names no address, too. */
    @Test
    void nothingIsWovenUntilARuleNamesAddressesAndDetachingUnderTrafficLeavesNothing(@TempDir Path folder)
            throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), rule(Upgrade.SERVICE, "50"));
        GateProbe probe = GateProbe.build(folder);
        try (Consumer consumer = consumer(old, jvm -> jvm);
                JmxClient client = JmxClient.connect(consumer.jvm())) {
            AgentJar.load(consumer.jvm(), "log=error");
            AgentControl.of(client).apply(Upgrade.rule("100"));
            assertThat(probe.passages(consumer.jvm(), () -> consumer.burst(50))).isZero();
            assertThat(AgentControl.of(client).detach()).isEmpty();

            consumer.startTraffic(200, 4, CallMode.MIXED);
            for (int round = 0; round < ROUNDS; round++) {
                AgentJar.load(consumer.jvm(), "log=error,rules=" + rules);
                awaitCallsOnCandidate(consumer);
                if (round == 0) {
                    assertThat(probe.passages(consumer.jvm(), () -> consumer.burst(50)))
                            .as("while it is woven")
                            .isGreaterThanOrEqualTo(50);
                }
                assertThat(AgentControl.of(client).detach()).isEmpty();
                Upgrade.assertAllOn(OLD, consumer.burst(20, 2, CallMode.MIXED));
            }
            assertThat(probe.passages(consumer.jvm(), () -> consumer.burst(50))).isZero();
            JvmFootprint end = JvmFootprint.of(client);
            assertThat(end.agentThreads()).isEmpty();
            assertThat(end.mbeans()).isEmpty();
            assertThat(end.loaders()).isEmpty();
            CallStats all = consumer.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
            assertThat(consumer.jvm().stderr()).doesNotContain("[hotroute]");
        }
    }

    /** As with a registry: a candidate that is killed costs the calls on its way, and no others. */
    @Test
    void invariant10_withoutTheCandidateCallsGoToTheBaselineAndWithoutTheBaselineToTheCandidate() {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            site = new SampleSite(DubboLine.V2_7, Jdk.running(), zooKeeper.registry());
            old = site.provider(OLD);
            candidate = site.provider(NEW);
            bothDieInTurn();
        } finally {
            old.close();
            candidate.close();
        }
    }

    private void bothDieInTurn() {
        try (Consumer consumer = consumer(old, jvm -> jvm.javaAgent(AgentJar.path()));
                AgentControl control = AgentControl.connect(consumer.jvm())) {
            control.apply(rule(Upgrade.SERVICE, "100"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            Upgrade.assertAllOn(NEW, consumer.burst(20));
            old.jvm().kill();
            Upgrade.awaitAllOn(NEW, consumer);
            old = site.provider(OLD, jvm -> jvm.property("sample.port", old.port()));
            candidate.jvm().kill();
            Upgrade.awaitAllOn(OLD, consumer);
            assertThat(control.candidateStates())
                    .allSatisfy(state -> assertThat(state).startsWith("UNAVAILABLE"));
            Upgrade.assertNoFault(control);
        }
    }

    /** The second, and so all later ones: without a cluster, nothing takes a context's attachments away after a call. */
    private String transcriptWithoutAgent(String version, Provider provider) {
        try (Consumer consumer = consumer(provider, jvm -> jvm.property("sample.version", version))) {
            consumer.transcript();
            return consumer.transcript();
        }
    }

    private Consumer consumer(Provider provider, UnaryOperator<ForkedJvm.Builder> more) {
        return site.consumer(jvm -> more.apply(jvm).property("sample.url", "dubbo://127.0.0.1:" + provider.port()));
    }

    private String rule(String service, String weight) {
        return Upgrade.rule(service, weight)
                .replace("version: 2.0.0", "version: 2.0.0, addresses: [\"127.0.0.1:" + candidate.port() + "\"]");
    }

    private static void awaitWoven(ForkedJvm jvm) {
        Awaitility.await("the other class").until(() -> jvm.stderr().contains("references by one URL are seen"));
    }

    private static void awaitCallsOnCandidate(Consumer consumer) {
        consumer.trafficStats();
        Awaitility.await("calls on " + NEW + " in\n" + consumer.jvm().output())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> consumer.trafficStats().versions().containsKey(NEW));
    }
}
