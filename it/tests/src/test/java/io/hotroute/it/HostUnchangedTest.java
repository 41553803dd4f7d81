package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Results, attachments both ways, exceptions, retries, time-outs, one-way and generic calls and the number of filter runs
 * are what they would be without the agent: while no rule is about the service, and, once routed, those of a reference
 * that names the other version itself.
 */
class HostUnchangedTest {

    @ParameterizedTest
    @MethodSource("io.hotroute.it.Upgrade#linesAtTheEnds")
    void invariants2And3_aCallIsTheSameWithTheAgentAsWithout(DubboLine line) {
        SampleSite site = SharedProviders.of(line).site(Jdk.running());
        String pinnedToOld = transcriptWithoutAgent(site, OLD);
        String pinnedToNew = transcriptWithoutAgent(site, NEW);
        assertThat(pinnedToNew).isNotEqualTo(pinnedToOld);
        try (Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path()));
                AgentControl control = AgentControl.connect(consumer.jvm())) {
            assertThat(consumer.transcript()).as("no rule").isEqualTo(pinnedToOld);
            control.apply(Upgrade.rule("io.example.AnotherService", "100"));
            assertThat(consumer.transcript()).as("a rule for another service").isEqualTo(pinnedToOld);
            control.apply(Upgrade.rule("100"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            assertThat(consumer.transcript()).as("routed").isEqualTo(pinnedToNew);
            control.rollback(Upgrade.SERVICE);
            assertThat(consumer.transcript()).as("rolled back").isEqualTo(pinnedToOld);
            control.apply(Upgrade.rule("0") + "degrade: {warmUp: 0s}\n");
            assertThat(consumer.transcript()).as("watched").isEqualTo(pinnedToOld);
            control.setWeight(Upgrade.SERVICE, 100);
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            assertThat(consumer.transcript()).as("routed and watched").isEqualTo(pinnedToNew);
            assertThat(control.rows("Guards"))
                    .as("calls were recorded on both sides")
                    .allSatisfy(row -> assertThat(row.get("state")).isEqualTo("CLOSED"));
        }
    }

    private static String transcriptWithoutAgent(SampleSite site, String version) {
        try (Consumer consumer = site.consumer(jvm -> jvm.property("sample.version", version))) {
            return consumer.transcript();
        }
    }
}
