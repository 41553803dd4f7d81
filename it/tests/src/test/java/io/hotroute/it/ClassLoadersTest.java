package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications with a Dubbo of their own each in one JVM. */
class ClassLoadersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** By address, and by a condition that makes the agent look into a class of the application's. */
    private static final String RULES = Upgrade.rule(KindsSite.SERVICE, "0")
                    .replace("version: 2.0.0", "version: 2.0.0, addresses: [\"127.0.0.1:2\"]")
            + """
              rules:
                - {match: {arguments: [{index: 0, path: id, equals: x}]}, to: candidate}
            degrade: {warmUp: 0s}
            """;

    @ParameterizedTest
    @EnumSource(
            value = DubboLine.class,
            names = {"V2_7", "V3_3"})
    void eachDubboInAJvmIsRouted(DubboLine line) {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (KindsProvider old = KindsProvider.await(site.startKindsProvider("version=1.0.0", jvm -> jvm));
                    KindsProvider candidate =
                            KindsProvider.await(site.startKindsProvider("version=2.0.0", jvm -> jvm));
                    ForkedJvm container = site.startClassLoaders(jvm -> jvm.javaAgent(AgentJar.path()))) {
                container.awaitLine("READY", TIMEOUT);
                open(container, "one");
                open(container, "two");
                try (AgentControl control = AgentControl.connect(container)) {
                    assertThat(control.rows("Dubbos")).hasSize(2).allSatisfy(dubbo -> assertThat(dubbo.get("state"))
                            .isEqualTo("woven"));
                    control.apply(Upgrade.rule(KindsSite.SERVICE, "100"));
                    Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
                        assertThat(version(container, "one")).isEqualTo(NEW);
                        assertThat(version(container, "two")).isEqualTo(NEW);
                    });
                    ask(container, "close one");
                    assertThat(version(container, "two")).isEqualTo(NEW);
                    control.rollback(KindsSite.SERVICE);
                    assertThat(version(container, "two")).isEqualTo(OLD);
                    Upgrade.assertNoFault(control);
                }
            }
        }
    }

    /** Of a Dubbo that was never connected: one that was keeps threads of its own, which keep its class loader. */
    @Test
    void invariant6_nothingOfOursKeepsAClassLoader() {
        SampleSite site = new SampleSite(DubboLine.V2_7, Jdk.running(), "N/A");
        try (ForkedJvm container = site.startClassLoaders(jvm -> jvm.javaAgent(AgentJar.path()))) {
            container.awaitLine("READY", TIMEOUT);
            ask(container, "open one BareInvoker");
            try (AgentControl control = AgentControl.connect(container)) {
                control.apply(RULES);
                ask(container, "open two BareInvoker");
                for (String application : new String[] {"one", "two"}) {
                    Awaitility.await("a candidate in\n" + container.output())
                            .atMost(TIMEOUT)
                            .untilAsserted(() -> assertThat(ask(container, "in " + application + " call x"))
                                    .isEqualTo("\"2.0.0\""));
                    for (int i = 0; i < 20; i++) {
                        assertThat(ask(container, "in " + application + " call x"))
                                .isEqualTo("\"2.0.0\"");
                        assertThat(ask(container, "in " + application + " call y"))
                                .isEqualTo("\"1.0.0\"");
                    }
                }
                assertThat(control.rows("Dubbos")).hasSize(2);
                assertThat(control.candidateStates()).containsExactly("AVAILABLE", "AVAILABLE");
                assertThat(control.rows("Guards")).isNotEmpty();
                assertThat(ask(container, "close one"))
                        .as("%s", container.output())
                        .isEqualTo("{}");
                assertThat(ask(container, "collected one")).isEqualTo("true");
                assertThat(ask(container, "in two call x")).isEqualTo("\"2.0.0\"");
                Upgrade.assertNoFault(control);
            }
        }
    }

    private static void open(ForkedJvm container, String application) {
        ask(container, "open " + application);
        ask(container, "in " + application + " refer orders retries=1");
        Awaitility.await().atMost(TIMEOUT).until(() -> OLD.equals(version(container, application)));
    }

    private static String version(ForkedJvm container, String application) {
        return ask(container, "in " + application + " on orders order 1").replaceAll("\\{\"answer\":\"(.*)\"}", "$1");
    }

    private static String ask(ForkedJvm container, String command) {
        container.send(command);
        return container.awaitLine("RESULT ", TIMEOUT).substring("RESULT ".length());
    }
}
