package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static io.hotroute.it.Upgrade.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.ForkedNacos;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls are moved between versions that a Nacos server knows, found by interface and by application. One server for all;
 * the steps of a test build on each other.
 */
class NacosTest {

    private static final int CALLS = 200;

    @AutoClose
    private static ForkedNacos nacos;

    private Consumer consumer;
    private AgentControl control;

    @BeforeAll
    static void start() {
        nacos = ForkedNacos.start();
    }

    /** Dubbo 3 by interface is where the other test comes to. */
    static Stream<Arguments> linesAndDiscoveries() {
        return Stream.of(
                Arguments.of(DubboLine.V2_7, Discovery.INTERFACE, Jdk.running()),
                Arguments.of(DubboLine.V3_3, Discovery.APPLICATION, Jdk.newestInstalled()));
    }

    @ParameterizedTest(name = "{0} by {1} on {2}")
    @MethodSource("linesAndDiscoveries")
    void callsMoveBetweenTheVersionsThatNacosKnows(DubboLine line, Discovery discovery, Jdk jdk) {
        SampleSite site =
                new SampleSite(line, jdk, nacos.registry(line.name() + "-" + discovery + "-" + jdk.feature()));
        try (Provider old = provider(site, OLD, discovery);
                Consumer started = site.consumer(jvm -> jvm.javaAgent(AgentJar.path())
                        .property("dubbo.application.service-discovery.migration", discovery.migration));
                AgentControl connected = AgentControl.connect(started.jvm())) {
            consumer = started;
            control = connected;
            aSilentServerKeepsNoCallWaiting();
            anAbsentCandidateGetsNothing(discovery);
            try (Provider candidate = provider(site, NEW, discovery)) {
                Upgrade.awaitAllOn(NEW, consumer);
                theShareIsTheWeight();
                aKilledCandidateLosesNoCall(candidate);
            }
            try (Provider again = provider(site, NEW, discovery)) {
                Upgrade.awaitAllOn(NEW, consumer);
                control.rollback(SERVICE);
                Upgrade.assertAllOn(OLD, burst());
            }
            assertThat(control.attribute("Faults"))
                    .as("%s", control.attribute("LastFault"))
                    .isEqualTo(0L);
        }
    }

    /** As an operator changes it: by a text in the configuration centre, which Nacos is as well. */
    @Test
    void changingTheWayUnderTrafficFailsNoCall() {
        String namespace = "migration";
        SampleSite site = new SampleSite(DubboLine.V3_3, Jdk.running(), nacos.registry(namespace));
        try (Provider old = site.provider(OLD);
                Provider candidate = site.provider(NEW);
                Consumer started = site.consumer(jvm -> jvm.javaAgent(AgentJar.path()));
                AgentControl connected = AgentControl.connect(started.jvm())) {
            consumer = started;
            control = connected;
            control.apply(Upgrade.rule("100"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            consumer.startTraffic(200, 4, CallMode.MIXED);
            for (String step : new String[] {"FORCE_INTERFACE", "FORCE_APPLICATION", "FORCE_INTERFACE"}) {
                nacos.publish(
                        namespace,
                        "DUBBO_SERVICEDISCOVERY_MIGRATION",
                        "order-consumer.migration",
                        "key: order-consumer\nstep: " + step + "\n");
                String discovery = step.equals("FORCE_INTERFACE") ? "interface" : "application";
                Awaitility.await(step + " in\n" + consumer.jvm().output())
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> {
                            assertThat(control.rows("References")).isNotEmpty().allSatisfy(row -> assertThat(
                                            row.get("discovery"))
                                    .isEqualTo(discovery));
                            assertThat(control.candidateStates()).containsOnly("AVAILABLE");
                        });
                consumer.trafficStats();
                Upgrade.awaitAllOn(NEW, consumer);
            }
            assertNoErrors(consumer.stopTraffic());
            control.rollback(SERVICE);
            Upgrade.assertAllOn(OLD, burst());
            Upgrade.assertNoFault(control);
        }
    }

    private void aSilentServerKeepsNoCallWaiting() {
        nacos.jvm().suspend();
        try {
            control.apply(Upgrade.rule("100"));
            Upgrade.assertAllOn(OLD, burst());
        } finally {
            nacos.jvm().resume();
        }
    }

    private void anAbsentCandidateGetsNothing(Discovery discovery) {
        Upgrade.awaitCandidate(consumer, control, "UNAVAILABLE");
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.check(SERVICE)).containsOnly("fail providers");
        assertThat(control.rows("References"))
                .anySatisfy(row -> assertThat(row.get("discovery")).isEqualTo(discovery.toString()));
    }

    private void theShareIsTheWeight() {
        assertThat(control.check(SERVICE))
                .contains("pass providers", "pass reachable", "pass methods", "pass protocol");
        for (double weight : new double[] {10, 50, 0, 100}) {
            control.setWeight(SERVICE, weight);
            Upgrade.assertShare(burst(), weight);
        }
    }

    private void aKilledCandidateLosesNoCall(Provider candidate) {
        consumer.startTraffic(200, 4, CallMode.SYNC);
        Awaitility.await().until(() -> consumer.trafficStats().versions().containsKey(NEW));
        candidate.jvm().kill();
        Awaitility.await("calls go on without " + NEW)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Upgrade.assertAllOn(OLD, consumer.trafficStats()));
        assertNoErrors(consumer.stopTraffic());
    }

    private static void assertNoErrors(CallStats stats) {
        assertThat(stats.errors()).as("%s", stats).isZero();
    }

    private CallStats burst() {
        return consumer.burst(CALLS, 4, CallMode.MIXED);
    }

    private static Provider provider(SampleSite site, String version, Discovery discovery) {
        return site.provider(version, jvm -> jvm.property("dubbo.application.register-mode", discovery.registerMode));
    }

    /** How providers register and consumers find them, and by nothing else; 2.7 knows only the first. */
    private enum Discovery {
        INTERFACE("interface", "FORCE_INTERFACE"),
        APPLICATION("instance", "FORCE_APPLICATION");

        private final String registerMode;
        private final String migration;

        Discovery(String registerMode, String migration) {
            this.registerMode = registerMode;
            this.migration = migration;
        }

        /** As the agent names it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
