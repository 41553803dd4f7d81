package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.JmxClient;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent leaves a JVM that is serving traffic, as if it had never been there, and can come again. */
class DetachTest {

    private static final int ROUNDS = 20;
    private static final int WARM_UP = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * One agent is about 1000 classes. What grows is the JVM's own: it counts every redefinition as a class loaded, two in a
     * round, and a redefined class links its lambdas anew, while the old ones stay (7 in a round on Dubbo 3.3, none on 2.7).
     */
    private static final int CLASSES_MORE = 400;

    /** One agent is more than 4 MB. */
    private static final long METASPACE_KILOBYTES_MORE = 2_000;

    /** Dubbo's and the management's pools fill up. */
    private static final int THREADS_MORE = 8;

    static Stream<Arguments> theOldestLineAndTheNewestOnTheNewestJdk() {
        return Stream.of(
                Arguments.of(DubboLine.V2_7, Jdk.running()), Arguments.of(DubboLine.V3_3, Jdk.newestInstalled()));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("theOldestLineAndTheNewestOnTheNewestJdk")
    void attachedAndDetachedOverAndOverItLosesNoCallAndLeavesNothing(DubboLine line, Jdk jdk, @TempDir Path folder)
            throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("50"));
        SampleSite site = SharedProviders.of(line).site(jdk);
        try (Consumer consumer = site.consumer();
                JmxClient client = JmxClient.connect(consumer.jvm())) {
            consumer.startTraffic(200, 4, CallMode.MIXED);
            JvmFootprint warm = null;
            for (int round = 1; round <= ROUNDS; round++) {
                AgentJar.load(consumer.jvm(), "log=error,rules=" + rules);
                awaitCallsOnCandidate(consumer);
                assertThat(AgentControl.of(client).detach()).isEmpty();
                Upgrade.assertAllOn(OLD, consumer.burst(20, 2, CallMode.MIXED));
                warm = round == WARM_UP ? JvmFootprint.of(client) : warm;
            }
            JvmFootprint end = JvmFootprint.of(client);
            assertNothingIsLeft(end);
            assertFlat(warm, end);
            CallStats all = consumer.stopTraffic();
            assertThat(all.errors()).as("%s", all).isZero();
            assertThat(consumer.jvm().stderr()).doesNotContain("[hotroute]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_7", "V3_3"})
    void callsUnderWayToTheCandidateEndThereAndLaterOnesGoTheirUsualWay(DubboLine line, @TempDir Path folder)
            throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("50"));
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
            try (Provider old = site.provider(OLD);
                    Provider candidate = site.provider(NEW);
                    Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path(), "rules=" + rules));
                    AgentControl control = AgentControl.connect(consumer.jvm())) {
                consumer.startTraffic(200, 4, CallMode.MIXED);
                awaitCallsOnCandidate(consumer);
                candidate.jvm().suspend();
                TimeUnit.MILLISECONDS.sleep(500);
                CompletableFuture<List<String>> detach = CompletableFuture.supplyAsync(control::detach);
                TimeUnit.MILLISECONDS.sleep(500);
                Upgrade.assertAllOn(OLD, consumer.burst(20, 2, CallMode.MIXED));
                assertThat(detach).isNotDone();
                candidate.jvm().resume();
                assertThat(detach).succeedsWithin(TIMEOUT).asInstanceOf(LIST).isEmpty();
                CallStats all = consumer.stopTraffic();
                assertThat(all.errors()).as("%s", all).isZero();
            }
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("theOldestLineAndTheNewestOnTheNewestJdk")
    void afterwardsNothingInDubboCallsTheGateAndTheCommandLineCanAttachAgain(
            DubboLine line, Jdk jdk, @TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), Upgrade.rule("100"));
        GateProbe probe = GateProbe.build(folder);
        SampleSite site = SharedProviders.of(line).site(jdk);
        try (Consumer consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path()))) {
            String pid = String.valueOf(consumer.jvm().pid());
            assertThat(probe.passages(consumer.jvm(), () -> consumer.burst(50)))
                    .as("while it is woven")
                    .isGreaterThanOrEqualTo(50);
            assertDone(CommandLine.run(jdk, "detach", pid), "has left JVM " + pid);
            assertThat(probe.passages(consumer.jvm(), () -> consumer.burst(50))).isZero();
            assertDone(CommandLine.run(jdk, "detach", pid), "no Hotroute in JVM " + pid);

            CommandLine attach = CommandLine.run(jdk, "attach", pid, "--rules", rules.toString());
            assertThat(attach.exitCode()).as("%s", attach).isZero();
            Awaitility.await("all calls on " + NEW)
                    .atMost(TIMEOUT)
                    .untilAsserted(() -> Upgrade.assertAllOn(NEW, consumer.burst(20)));
            assertDone(CommandLine.run(jdk, "detach", pid), "has left JVM " + pid);
            Upgrade.assertAllOn(OLD, consumer.burst(50));
        }
    }

    @Test
    void itLeavesAJvmThatHasNoDubboYet(@TempDir Path folder) throws IOException {
        try (ForkedJvm jvm = ForkedJvm.builder(Jdk.running(), "Idle")
                .classPath(List.of(idleApplication(folder)))
                .javaAgent(AgentJar.path())
                .start()) {
            jvm.awaitLine("READY", TIMEOUT);
            String pid = String.valueOf(jvm.pid());
            assertThat(listed(pid)).contains("yes");
            assertDone(CommandLine.run(Jdk.running(), "detach", pid), "has left JVM " + pid);
            assertThat(listed(pid)).doesNotContain("yes");
            assertDone(CommandLine.run(Jdk.running(), "detach", pid), "no Hotroute in JVM " + pid);
            assertThat(jvm.isAlive()).isTrue();
        }
    }

    private static Path idleApplication(Path folder) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Idle.java"),
                """
                public class Idle {
                    public static void main(String[] args) throws Exception {
                        System.out.println("READY");
                        System.in.read();
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        return folder;
    }

    private static String listed(String pid) {
        CommandLine list = CommandLine.run(Jdk.running(), "list", "--all");
        return list.stdout()
                .lines()
                .filter(row -> row.startsWith(pid + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(list));
    }

    private static void assertDone(CommandLine command, String line) {
        assertThat(command.exitCode()).as("%s", command).isZero();
        assertThat(command.stdout().lines())
                .as("%s", command)
                .singleElement()
                .asString()
                .contains(line);
        assertThat(command.stderr()).isEmpty();
    }

    private static void awaitCallsOnCandidate(Consumer consumer) {
        consumer.trafficStats();
        Awaitility.await("calls on " + NEW + " in\n" + consumer.jvm().output())
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> consumer.trafficStats().versions().containsKey(NEW));
    }

    private static void assertNothingIsLeft(JvmFootprint footprint) {
        assertThat(footprint.agentThreads()).isEmpty();
        assertThat(footprint.mbeans()).isEmpty();
        assertThat(footprint.loaders()).isEmpty();
    }

    private static void assertFlat(JvmFootprint warm, JvmFootprint end) {
        assertThat(end.classes() - warm.classes()).as("classes").isLessThan(CLASSES_MORE);
        assertThat(end.metaspaceKilobytes() - warm.metaspaceKilobytes())
                .as("metaspace, KB")
                .isLessThan(METASPACE_KILOBYTES_MORE);
        assertThat(end.threads())
                .as("%s", warm.threads())
                .hasSizeLessThan(warm.threads().size() + THREADS_MORE);
    }
}
