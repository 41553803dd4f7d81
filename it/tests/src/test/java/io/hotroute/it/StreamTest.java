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

/** Streams by triple, which 2.7 does not have: each is decided when it starts, and stays where it is until it ends. */
class StreamTest {

    private static final String KEY = "io.hotroute.it.streaming.StreamService";
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
                        control.apply(Upgrade.rule(KEY, "0"));
                        Awaitility.await("the candidate in\n" + consumer.output())
                                .untilAsserted(() -> assertThat(control.candidateStates())
                                        .isNotEmpty()
                                        .containsOnly("AVAILABLE"));
                        assertAllKinds(OLD);
                        ask("open");
                        control.setWeight(KEY, 100);
                        assertThat(ask("next")).isEqualTo(OLD + " n");
                        assertThat(ask("complete")).isEqualTo("completed");
                        assertAllKinds(NEW);
                        ask("open");
                        control.rollback(KEY);
                        assertThat(ask("next")).isEqualTo(NEW + " n");
                        assertThat(ask("complete")).isEqualTo("completed");
                        assertAllKinds(OLD);
                        assertOnlyUnaryCallsAreMirrored(control);
                        Upgrade.assertNoFault(control);
                    }
                }
            }
        }
    }

    private void assertAllKinds(String version) {
        assertThat(ask("unary")).isEqualTo(version + " u");
        assertThat(ask("server")).isEqualTo(String.format("%1$s s, %1$s s, %1$s s, completed", version));
        ask("open");
        assertThat(ask("next")).isEqualTo(version + " n");
        assertThat(ask("next")).isEqualTo(version + " n");
        assertThat(ask("complete")).isEqualTo("completed");
    }

    private void assertOnlyUnaryCallsAreMirrored(AgentControl control) {
        control.apply(Upgrade.rule(KEY, "0")
                + "shadow: {methods: {include: [unary, server, both]}, percent: 100, maxPerSecond: 1000}\n");
        Awaitility.await("shadows in\n" + consumer.output()).atMost(TIMEOUT).untilAsserted(() -> {
            assertAllKinds(OLD);
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
