package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Connections;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.KindsConsumer;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dubbo 3's application-level discovery, while applications and references come and go. */
class ApplicationDiscoveryTest {

    private static final String STEP = "FORCE_APPLICATION";
    private static final int ROUNDS = 80;
    private static final int MOST_CALLS = 400;

    /** Dubbo tells the reference only: the candidate's subscription follows it. */
    @ParameterizedTest
    @EnumSource(
            value = DubboLine.class,
            names = {"V3_0", "V3_3"})
    void aCandidateOfAnotherApplicationIsFoundWhenItComes(DubboLine line) {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider old = site.provider(OLD);
                    Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path())
                            .property("dubbo.application.service-discovery.migration", STEP));
                    AgentControl control = AgentControl.connect(consumer.jvm())) {
                control.apply(Upgrade.rule("100"));
                Upgrade.awaitCandidate(consumer, control, "UNAVAILABLE");
                assertThat(control.rows("References"))
                        .allSatisfy(row -> assertThat(row.get("discovery")).isEqualTo("application"));
                consumer.startTraffic(100, 2, CallMode.MIXED);
                try (Provider candidate = site.provider(NEW, jvm -> jvm.property("sample.application", "orders-two"))) {
                    Upgrade.awaitAllOn(NEW, consumer);
                    control.clear();
                    awaitNoConnection(consumer.jvm(), candidate.port());
                    Upgrade.assertAllOn(OLD, consumer.burst(20));
                    control.apply(Upgrade.rule("100"));
                    Upgrade.awaitAllOn(NEW, consumer);
                    CallStats all = consumer.stopTraffic();
                    assertThat(all.errors()).as("%s", all).isZero();
                }
                Upgrade.awaitAllOn(OLD, consumer);
                Upgrade.assertNoFault(control);
            }
        }
    }

    /** As the candidate comes and goes with them, on threads of the agent's, its subscription must share no lock with theirs. */
    @ParameterizedTest
    @MethodSource("io.hotroute.it.Upgrade#newestLine")
    void referencesThatComeAndGoNeverStandStill(DubboLine line, @TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule(KindsSite.SERVICE, "50"));
        long seed = System.nanoTime();
        System.out.println("ApplicationDiscoveryTest: seed " + seed);
        Random random = new Random(seed);
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (KindsProvider old = KindsProvider.await(site.startKindsProvider("version=1.0.0", jvm -> jvm));
                    KindsProvider candidate = KindsProvider.await(site.startKindsProvider(
                            "version=2.0.0", jvm -> jvm.property("sample.application", "orders-two")));
                    KindsConsumer consumer = KindsConsumer.await(
                            site.startKindsConsumer(jvm -> jvm.javaAgent(AgentJar.path(), "rules=" + rules)))) {
                long served = 0;
                for (int i = 0; i < ROUNDS; i++) {
                    try (KindsConsumer.Ref passing = consumer.refer("parameter.migration.step=" + STEP)) {
                        CallStats stats = passing.burst(1 + random.nextInt(MOST_CALLS));
                        assertThat(stats.errors()).as("round %d: %s", i, stats).isZero();
                        served += stats.versions().getOrDefault(NEW, 0L);
                    }
                }
                assertThat(served).as("calls that the candidate served").isPositive();
                awaitNoConnection(consumer.jvm(), candidate.port());
                awaitNoConnection(consumer.jvm(), old.port());
            }
        }
    }

    private static void awaitNoConnection(ForkedJvm jvm, int port) {
        Awaitility.await("no connection to " + port)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Connections.established(jvm, port)).isZero());
    }
}
