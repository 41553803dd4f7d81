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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls are moved between versions that a Nacos server knows, found by interface and by application. One server for all;
 * the steps of a test build on each other.
 */
class NacosTest {

    private static final int CALLS = 400;

    private static ForkedNacos nacos;

    private Consumer consumer;
    private AgentControl control;

    @BeforeAll
    static void start() {
        nacos = ForkedNacos.start();
    }

    @AfterAll
    static void stop() {
        nacos.close();
    }

    @ParameterizedTest
    @CsvSource({
        "V2_7, interface, interface, FORCE_INTERFACE",
        "V3_3, interface, interface, FORCE_INTERFACE",
        "V3_3, application, instance, FORCE_APPLICATION"
    })
    void callsMoveBetweenTheVersionsThatNacosKnows(
            DubboLine line, String discovery, String registerMode, String migration) {
        SampleSite site = new SampleSite(line, Jdk.running(), nacos.registry(line.name() + "-" + discovery));
        try (Provider old = provider(site, OLD, registerMode);
                Consumer started = site.consumer(jvm -> jvm.javaAgent(AgentJar.path())
                        .property("dubbo.application.service-discovery.migration", migration));
                AgentControl connected = AgentControl.connect(started.jvm())) {
            consumer = started;
            control = connected;
            aSilentServerKeepsNoCallWaiting();
            anAbsentCandidateGetsNothing(discovery);
            try (Provider candidate = provider(site, NEW, registerMode)) {
                Upgrade.awaitAllOn(NEW, consumer);
                theShareIsTheWeight();
                aKilledCandidateLosesNoCall(candidate);
            }
            try (Provider again = provider(site, NEW, registerMode)) {
                Upgrade.awaitAllOn(NEW, consumer);
                control.rollback(SERVICE);
                Upgrade.assertAllOn(OLD, burst());
            }
            assertThat(control.attribute("Faults"))
                    .as("%s", control.attribute("LastFault"))
                    .isEqualTo(0L);
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

    private void anAbsentCandidateGetsNothing(String discovery) {
        Upgrade.awaitCandidate(consumer, control, "UNAVAILABLE");
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.check(SERVICE)).containsOnly("fail providers");
        assertThat(control.rows("References"))
                .anySatisfy(row -> assertThat(row.get("discovery")).isEqualTo(discovery));
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

    private static Provider provider(SampleSite site, String version, String registerMode) {
        return site.provider(version, jvm -> jvm.property("dubbo.application.register-mode", registerMode));
    }
}
