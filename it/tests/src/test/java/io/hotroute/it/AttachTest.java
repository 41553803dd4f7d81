package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a JVM that is serving traffic, by the command line of its own jar. */
class AttachTest {

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("io.hotroute.it.Upgrade#linesAtTheEndsAndTheNewestJdk")
    void attachedMidTrafficItMovesCallsAndNoneFails(DubboLine line, Jdk jdk, @TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("50"));
        SampleSite site = SharedProviders.of(line).site(jdk);
        try (Consumer consumer = site.consumer()) {
            String pid = String.valueOf(consumer.jvm().pid());
            consumer.startTraffic(200, 4, CallMode.MIXED);
            CommandLine attach = CommandLine.run(jdk, "attach", pid, "--rules", rules.toString());
            assertThat(attach.exitCode()).as("%s", attach).isZero();
            assertThat(attach.stdout()).contains("Dubbo " + line.version(), "woven");
            assertThat(attach.stderr()).isEmpty();
            Awaitility.await("calls on " + NEW)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> consumer.trafficStats().versions().containsKey(NEW));
            Upgrade.assertShare(consumer.burst(800, 4, CallMode.MIXED), 50);

            assertThat(CommandLine.run(jdk, "attach", pid).exitCode())
                    .as("again")
                    .isZero();
            CallStats all = consumer.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
            assertThat(all.versions()).containsKeys(OLD, NEW);
            assertThat(consumer.jvm()
                            .stderr()
                            .lines()
                            .filter(text -> text.contains("] Hotroute ") || text.contains("INFO Hotroute ")))
                    .hasSize(1);
            try (AgentControl control = AgentControl.connect(consumer.jvm())) {
                assertThat(control.attribute("Mode")).isEqualTo("attach");
                Upgrade.assertNoFault(control);
            }
        }
    }

    @Test
    void aRuleFileThatIsRefusedIsSaidAndTheAgentStays(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("101"));
        SampleSite site = SharedProviders.of(DubboLine.V3_3).site(Jdk.running());
        try (Consumer consumer = site.consumer()) {
            String pid = String.valueOf(consumer.jvm().pid());
            CommandLine attach = CommandLine.run(Jdk.running(), "attach", pid, "--rules", rules.toString());
            assertThat(attach.exitCode()).isEqualTo(1);
            assertThat(attach.stderr()).contains("route.weight (line 6)", "'101'", "0 to 100");
            Upgrade.assertAllOn(OLD, consumer.burst(100));
        }
    }

    @Test
    void anotherVersionOfTheAgentWaitsForARestartAndSaysSo(@TempDir Path folder) throws IOException {
        Path other = ofVersion("9.9.9", folder);
        SampleSite site = SharedProviders.of(DubboLine.V3_3).site(Jdk.running());
        try (Consumer consumer = site.consumer()) {
            String pid = String.valueOf(consumer.jvm().pid());
            assertThat(CommandLine.run(Jdk.running(), "attach", pid).stderr()).isEmpty();
            assertThat(CommandLine.run(Jdk.running(), "detach", pid).exitCode()).isZero();
            assertThat(consumer.jvm().stderr()).doesNotContain("another jar runs after a restart only");

            CommandLine attach = CommandLine.run(other, Jdk.running(), "attach", pid);
            assertThat(attach.exitCode()).as("%s", attach).isZero();
            assertThat(attach.stderr()).contains("which was in JVM " + pid + " before", "9.9.9", "restart it");
            assertThat(consumer.jvm().stderr()).contains("another jar runs after a restart only", other.toString());
            Upgrade.assertAllOn(OLD, consumer.burst(100));
        }
    }

    private static Path ofVersion(String version, Path folder) throws IOException {
        Path jar = Files.copy(AgentJar.path(), folder.resolve("hotroute-agent.jar"));
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Files.writeString(content.getPath("hotroute/io/hotroute/version.properties"), "version=" + version + "\n");
        }
        return jar;
    }

    @Test
    void aJvmThatLetsNobodyAttachIsLeftAloneAndThatIsSaid() {
        SampleSite site = SharedProviders.of(DubboLine.V3_3).site(Jdk.running());
        try (Consumer consumer = site.consumer(jvm -> jvm.flag("-XX:+DisableAttachMechanism"))) {
            String pid = String.valueOf(consumer.jvm().pid());
            assertRefused(
                    CommandLine.run(Jdk.running(), "attach", pid),
                    consumer,
                    "JVM " + pid + " lets nobody attach (-XX:+DisableAttachMechanism)",
                    "-javaagent");
        }
    }

    @Test
    void aJvmIsListedAndAnotherUsersIsLeftAloneAndThatIsSaid() {
        SampleSite site = SharedProviders.of(DubboLine.V3_3).site(Jdk.running());
        try (Consumer consumer = site.consumer()) {
            String pid = String.valueOf(consumer.jvm().pid());
            CommandLine list = CommandLine.run(Jdk.running(), "list");
            assertThat(list.exitCode()).as("%s", list).isZero();
            assertThat(list.stdout().lines()).anySatisfy(row -> assertThat(row).contains(pid, "OrderConsumer"));
            assertThat(consumer.jvm().stderr()).doesNotContain("[hotroute]");
            Assumptions.assumeTrue(CommandLine.canRunAsNobody(), "this user can become no other");
            assertRefused(
                    CommandLine.runAsNobody(Jdk.running(), "attach", pid),
                    consumer,
                    "process " + pid + " belongs to user " + System.getProperty("user.name"),
                    "run this command as");
        }
    }

    private static void assertRefused(CommandLine attach, Consumer consumer, String... parts) {
        assertThat(attach.exitCode()).as("%s", attach).isEqualTo(1);
        assertThat(attach.stderr().lines()).singleElement().asString().contains(parts);
        assertThat(attach.stdout()).isEmpty();
        Upgrade.assertAllOn(OLD, consumer.burst(100));
        assertThat(consumer.jvm().output()).doesNotContain("[hotroute]", "Full thread dump");
    }

    @Test
    void whatCannotBeAttachedIsSaidInOneLine() {
        CommandLine noNumber = CommandLine.run(Jdk.running(), "attach", "abc");
        assertThat(noNumber.exitCode()).isEqualTo(2);
        assertThat(noNumber.stderr()).contains("abc");

        CommandLine noProcess = CommandLine.run(Jdk.running(), "attach", "999999999");
        assertThat(noProcess.exitCode()).isEqualTo(1);
        assertThat(noProcess.stderr()).contains("999999999");
        assertThat(noProcess.stdout()).isEmpty();
    }
}
