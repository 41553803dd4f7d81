package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.JmxClient;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of the agent rely on: traffic, crashes, pauses and JMX, still without the agent. */
class HarnessTest {

    private static final Duration SETTLED = Duration.ofSeconds(30);

    private EmbeddedZooKeeper zooKeeper;

    @BeforeEach
    void startRegistry() {
        zooKeeper = EmbeddedZooKeeper.start();
    }

    @AfterEach
    void stopRegistry() {
        zooKeeper.close();
    }

    @ParameterizedTest
    @EnumSource(names = "V3_3")
    void trafficSurvivesTheCrashOfOneProvider(DubboLine line) {
        SampleSite site = site(line);
        try (Provider crashing = site.provider("1.0.0");
                Provider staying = site.provider("1.0.0");
                Consumer consumer = site.consumer()) {
            consumer.startTraffic(200, 2, CallMode.MIXED);
            awaitPorts(consumer, crashing.port(), staying.port());

            crashing.jvm().kill();

            awaitPorts(consumer, staying.port());
            CallStats everything = consumer.stopTraffic();
            assertThat(everything.versions()).containsOnlyKeys("1.0.0");
            assertThat(everything.total())
                    .isEqualTo(everything.errors() + everything.versions().get("1.0.0"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "V3_3")
    void consumerFindsOnlyItsOwnVersionHoweverLate(DubboLine line) {
        SampleSite site = site(line);
        try (Provider other = site.provider("2.0.0", jvm -> jvm.property("sample.token", "secret"));
                Consumer consumer = site.consumer(jvm -> jvm.property("sample.await", false));
                Consumer pinnedToOther = site.consumer(jvm -> jvm.property("sample.version", "2.0.0"))) {
            assertThat(consumer.burst(3).errors()).isEqualTo(3);
            assertThat(pinnedToOther.burst(3).ports()).containsOnlyKeys(other.port());

            try (Provider own = site.provider("1.0.0")) {
                await().atMost(SETTLED)
                        .untilAsserted(
                                () -> assertThat(consumer.burst(3).ports()).containsOnlyKeys(own.port()));
                own.stop();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "V3_3")
    void callsTimeOutWhileTheProviderIsSuspended(DubboLine line) {
        SampleSite site = site(line);
        try (Provider provider = site.provider("1.0.0");
                Consumer consumer = site.consumer(jvm -> jvm.property("sample.timeout", 300))) {
            provider.jvm().suspend();
            CallStats suspended = consumer.burst(1);
            provider.jvm().resume();

            assertThat(suspended.errors()).isEqualTo(1);
            assertThat(suspended.errorSamples()).singleElement().asString().contains("RpcException");
            await().atMost(SETTLED)
                    .untilAsserted(() -> assertThat(consumer.burst(1).errors()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "V3_3")
    void failureShowsTheOutputOfAProcessThatEnded(DubboLine line) {
        SampleSite nowhere = new SampleSite(line, Jdk.running(), "no-such-registry://127.0.0.1:1");

        assertThatThrownBy(() -> nowhere.provider("1.0.0")).hasMessageContaining("no-such-registry");
    }

    @ParameterizedTest
    @EnumSource(names = "V3_3")
    void jmxReachesTheForkedJvm(DubboLine line) throws Exception {
        try (Provider provider = site(line).provider("1.0.0");
                JmxClient jmx = JmxClient.connect(provider.jvm())) {
            RuntimeMXBean runtime = ManagementFactory.newPlatformMXBeanProxy(
                    jmx.server(), ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class);

            assertThat(runtime.getPid()).isEqualTo(provider.jvm().pid());
        }
    }

    private SampleSite site(DubboLine line) {
        return new SampleSite(line, Jdk.running(), zooKeeper.registry());
    }

    private static void awaitPorts(Consumer consumer, Integer... ports) {
        await().atMost(SETTLED).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            CallStats stats = consumer.trafficStats();
            assertThat(stats.ports().keySet()).as("%s", stats).isEqualTo(Set.of(ports));
            assertThat(stats.errors()).as("%s", stats).isZero();
        });
    }
}
