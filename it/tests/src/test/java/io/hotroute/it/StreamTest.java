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
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams by triple, which 2.7 does not have: each is decided when it starts, and stays where it is until it ends. Once of a
 * Java interface, and once of one that Dubbo's compiler makes of a proto file, where calls have the proto file's names.
 */
class StreamTest {

    private static final String KEY = "io.hotroute.it.streaming.StreamService";
    private static final String IDL = "io.hotroute.it.streaming.Greeter";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private ForkedJvm consumer;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V2_7")
    void aStreamIsRoutedAtItsStartAndStays(DubboLine line) {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (ForkedJvm old = provider(site, OLD);
                    ForkedJvm candidate = provider(site, NEW)) {
                old.awaitLine("READY", TIMEOUT);
                candidate.awaitLine("READY", TIMEOUT);
                try (ForkedJvm started = site.startStreaming("StreamConsumer", jvm -> jvm.javaAgent(AgentJar.path()))) {
                    consumer = started;
                    consumer.awaitLine("READY", TIMEOUT);
                    try (AgentControl control = AgentControl.connect(consumer)) {
                        control.apply(Upgrade.rule(KEY, "0") + "---\n" + Upgrade.rule(IDL, "0"));
                        Awaitility.await("the candidates in\n" + consumer.output())
                                .untilAsserted(() -> assertThat(control.candidateStates())
                                        .hasSizeGreaterThan(1)
                                        .containsOnly("AVAILABLE"));
                        assertAreRoutedAtTheirStart(control, KEY, "");
                        assertAreRoutedAtTheirStart(control, IDL, "idl ");
                        assertMethodsHaveTwoNames(control);
                        assertOnlyUnaryCallsAreMirrored(control);
                        Upgrade.assertNoFault(control);
                    }
                }
            }
        }
    }

    private void assertAreRoutedAtTheirStart(AgentControl control, String key, String kind) {
        assertAllKinds(kind, OLD);
        ask(kind + "open");
        control.setWeight(key, 100);
        assertThat(ask("next")).isEqualTo(OLD + " n");
        assertThat(ask("complete")).isEqualTo("completed");
        assertAllKinds(kind, NEW);
        ask(kind + "open");
        control.rollback(key);
        assertThat(ask("next")).isEqualTo(NEW + " n");
        assertThat(ask("complete")).isEqualTo("completed");
        assertAllKinds(kind, OLD);
    }

    private void assertAllKinds(String kind, String version) {
        assertThat(ask(kind + "unary")).isEqualTo(version + " u");
        assertThat(ask(kind + "server")).isEqualTo(String.format("%1$s s, %1$s s, %1$s s, completed", version));
        if (!kind.isEmpty()) {
            assertThat(ask(kind + "async")).isEqualTo(version + " u");
            assertThat(ask(kind + "client")).isEqualTo(version + " cc, completed");
        }
        ask(kind + "open");
        assertThat(ask("next")).isEqualTo(version + " n");
        assertThat(ask("next")).isEqualTo(version + " n");
        assertThat(ask("complete")).isEqualTo("completed");
    }

    /** A rule may say either name; the other methods' calls stay. */
    private void assertMethodsHaveTwoNames(AgentControl control) {
        for (String name : List.of("sayHello", "SayHello")) {
            control.apply(Upgrade.rule(IDL, "0") + "  rules: [{match: {method: " + name + "}, to: candidate}]\n");
            assertThat(ask("idl unary")).isEqualTo(NEW + " u");
            assertThat(ask("idl client")).isEqualTo(OLD + " cc, completed");
            control.apply(Upgrade.rule(IDL, "100") + "  methods: {exclude: [" + name + "]}\n");
            assertThat(ask("idl unary")).isEqualTo(OLD + " u");
            assertThat(ask("idl client")).isEqualTo(NEW + " cc, completed");
        }
    }

    private void assertOnlyUnaryCallsAreMirrored(AgentControl control) {
        control.apply(Upgrade.rule(KEY, "0")
                + "shadow: {methods: {include: [unary, server, both]}, percent: 100, maxPerSecond: 1000}\n");
        Awaitility.await("shadows in\n" + consumer.output()).atMost(TIMEOUT).untilAsserted(() -> {
            assertAllKinds("", OLD);
            MirrorReport report = MirrorReport.of(control, KEY);
            assertThat(report.candidate("compared") + report.noise("compared"))
                    .as("%s", report)
                    .isPositive();
            assertThat(report.skipped("STREAM")).as("%s", report).isPositive();
            for (String stream : List.of("server", "both")) {
                assertThat(report.method(stream).orElseThrow().path("sent").asLong())
                        .as("%s", report)
                        .isZero();
            }
        });
    }

    private String ask(String command) {
        consumer.send(command);
        return consumer.awaitLine("RESULT ", TIMEOUT).substring("RESULT ".length());
    }

    private static ForkedJvm provider(SampleSite site, String version) {
        return site.startStreaming("StreamProvider", jvm -> jvm.property("sample.version", version));
    }
}
