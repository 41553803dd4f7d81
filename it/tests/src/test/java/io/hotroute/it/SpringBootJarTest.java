package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static io.hotroute.it.Upgrade.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Spring Boot application in one executable jar: Dubbo is in a jar within it, in Spring Boot's own class loader, and the
 * references are annotated fields.
 */
class SpringBootJarTest {

    private static final int CALLS = 400;

    @Test
    void startedWithTheAgentItsCallsMoveThereAndBack() {
        DubboLine line = DubboLine.V2_7;
        run(line, jvm -> jvm.javaAgent(AgentJar.path()), consumer -> {
            try (AgentControl control = AgentControl.connect(consumer.jvm())) {
                control.apply(Upgrade.rule("0"));
                Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
                movesCalls(line, consumer, control);
                assertThat(control.detach()).isEmpty();
            }
            Upgrade.assertAllOn(OLD, burst(consumer));
        });
    }

    @Test
    void theAgentComesIntoItAndLeavesItUnderTraffic(@TempDir Path folder) throws IOException {
        DubboLine line = DubboLine.V3_3;
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("100"));
        run(line, jvm -> jvm, consumer -> {
            String pid = String.valueOf(consumer.jvm().pid());
            consumer.startTraffic(200, 4, CallMode.MIXED);
            CommandLine attach = CommandLine.run(Jdk.running(), "attach", pid, "--rules", rules.toString());
            assertThat(attach.exitCode()).as("%s", attach).isZero();
            assertThat(attach.stdout()).contains("Dubbo " + line.version(), "woven");
            Upgrade.awaitAllOn(NEW, consumer);
            try (AgentControl control = AgentControl.connect(consumer.jvm())) {
                movesCalls(line, consumer, control);
            }
            CommandLine detach = CommandLine.run(Jdk.running(), "detach", pid);
            assertThat(detach.exitCode()).as("%s", detach).isZero();
            Upgrade.assertAllOn(OLD, burst(consumer));
            CallStats all = consumer.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
        });
    }

    private static void run(DubboLine line, UnaryOperator<ForkedJvm.Builder> agent, Steps steps) {
        SampleSite site = SharedProviders.of(line).site(Jdk.running());
        try (Consumer consumer = site.springBootConsumer(agent)) {
            steps.on(consumer);
        }
    }

    private static void movesCalls(DubboLine line, Consumer consumer, AgentControl control) {
        assertThat(control.rows("Dubbos")).singleElement().satisfies(dubbo -> {
            assertThat(dubbo.get("version")).isEqualTo(line.version());
            assertThat(dubbo.get("state")).isEqualTo("woven");
            assertThat((String) dubbo.get("classLoader")).contains("org.springframework.boot.loader");
        });
        for (double weight : new double[] {100, 50, 0, 100}) {
            control.setWeight(SERVICE, weight);
            Upgrade.assertShare(burst(consumer), weight);
        }
        control.rollback(SERVICE);
        Upgrade.assertAllOn(OLD, burst(consumer));
        control.setWeight(SERVICE, 50);
        assertThat(control.attribute("Faults"))
                .as("%s", control.attribute("LastFault"))
                .isEqualTo(0L);
    }

    private static CallStats burst(Consumer consumer) {
        return consumer.burst(CALLS, 4, CallMode.MIXED);
    }

    private interface Steps {
        void on(Consumer consumer);
    }
}
