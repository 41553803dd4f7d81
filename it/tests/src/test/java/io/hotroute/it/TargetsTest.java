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
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of target that a rule can name, on real providers: calls are told apart by the provider's port. */
class TargetsTest {

    private static final int CALLS = 60;

    private AgentControl control;

    @ParameterizedTest
    @EnumSource(DubboLine.class)
    void aTargetIsAGroupATagAParameterOrAVersionOfAny(DubboLine line) {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider plain = site.provider(OLD);
                    Provider blue = site.provider(OLD, jvm -> jvm.property("sample.group", "blue"));
                    Provider gray = site.provider(OLD, jvm -> jvm.property("sample.tag", "gray"));
                    Provider hangzhou = site.provider(OLD, jvm -> jvm.property("sample.region", "hz"));
                    Provider newer = site.provider(NEW)) {
                try (Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path()));
                        AgentControl connected = AgentControl.connect(consumer.jvm())) {
                    control = connected;
                    candidate(consumer, SERVICE, "{version: 1.0.0}", "{group: blue}");
                    assertOnly(blue, consumer);
                    candidate(consumer, SERVICE, "{version: 1.0.0}", "{tag: gray}");
                    assertOnly(gray, consumer);
                    candidate(consumer, SERVICE, "{version: 1.0.0}", "{parameters: {region: hz}}");
                    assertOnly(hangzhou, consumer);
                    control.clear();
                    assertThat(stats(consumer).ports()).containsOnlyKeys(plain.port(), hangzhou.port());
                    Upgrade.assertNoFault(control);
                }
                anyVersion(site, newer);
            }
        }
    }

    /** A reference for any version would mix them: a rule gives each version its share. */
    private void anyVersion(SampleSite site, Provider newer) {
        try (Consumer consumer =
                        site.consumer(jvm -> jvm.javaAgent(AgentJar.path()).property("sample.version", "*"));
                AgentControl connected = AgentControl.connect(consumer.jvm())) {
            control = connected;
            control.apply(rule("\"" + SERVICE + ":*\"", "{version: 1.0.0}", "{version: 2.0.0}"));
            // On 3.0, application-level discovery finds nothing for any version: Dubbo uses the interface's leaf.
            Awaitility.await().until(() -> control.candidateStates().contains("AVAILABLE"));
            assertOnly(newer, consumer);
            control.rollback(SERVICE + ":*");
            assertThat(stats(consumer).versions()).containsOnlyKeys(OLD);
            Upgrade.assertNoFault(control);
        }
    }

    @ParameterizedTest
    @EnumSource(DubboLine.class)
    void aDirectReferenceGoesToOtherAddresses(DubboLine line) {
        SharedProviders providers = SharedProviders.of(line);
        Provider old = providers.old;
        Provider newer = providers.candidate;
        try (Consumer consumer = providers.site(Jdk.running()).consumer(jvm -> jvm.javaAgent(AgentJar.path())
                        .property("sample.url", "dubbo://127.0.0.1:" + old.port()));
                AgentControl connected = AgentControl.connect(consumer.jvm())) {
            control = connected;
            assertOnly(old, consumer);
            candidate(
                    consumer,
                    SERVICE,
                    "{version: 1.0.0}",
                    "{version: 2.0.0, addresses: [\"127.0.0.1:" + newer.port() + "\"]}");
            assertOnly(newer, consumer);
            control.rollback(SERVICE);
            assertOnly(old, consumer);
            Upgrade.assertNoFault(control);
        }
    }

    private void candidate(Consumer consumer, String key, String baseline, String candidate) {
        control.apply(rule(key, baseline, candidate));
        Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
    }

    private static String rule(String key, String baseline, String candidate) {
        return String.join(
                "\n",
                "configVersion: v1",
                "key: " + key,
                "baseline: " + baseline,
                "candidate: " + candidate,
                "route: {weight: 100}");
    }

    private static void assertOnly(Provider provider, Consumer consumer) {
        CallStats stats = stats(consumer);
        assertThat(stats.errors()).as("%s", stats).isZero();
        assertThat(stats.ports()).as("%s", stats).containsOnlyKeys(provider.port());
    }

    private static CallStats stats(Consumer consumer) {
        return consumer.burst(CALLS, 2, CallMode.MIXED);
    }
}
