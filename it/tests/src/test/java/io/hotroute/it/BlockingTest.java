package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.JmxClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import jdk.management.jfr.FlightRecorderMXBean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a consumer's flight recorder and thread list say of the agent, while many threads call and the rules change. */
class BlockingTest {

    private static final int CALLERS = 32;
    private static final int CALLS = 6_400;
    private static final int CHANGES = 100;

    /** Control, keeper, builder. */
    private static final int AGENT_THREADS = 3;

    /** Dubbo's and the management's pools fill up. */
    private static final int THREADS_MORE = 16;

    /** The sample's, and Dubbo's that hand it the answers. */
    private static final List<String> CALLER_THREADS = List.of("burst-", "traffic-", "DubboClientHandler");

    private static final List<String> BLOCKING =
            List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark", "jdk.ThreadSleep");

    @ParameterizedTest
    @MethodSource("io.hotroute.it.Upgrade#newestLine")
    void invariant4_noCallWaitsForTheAgentAndThreadsAreBounded(DubboLine line, @TempDir Path folder)
            throws IOException {
        try (UpgradeSite site = new UpgradeSite(line, Jdk.running());
                JmxClient client = JmxClient.connect(site.consumer.jvm())) {
            Consumer consumer = site.consumer;
            AgentControl control = site.control;
            control.apply(Upgrade.rule("50"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            consumer.burst(CALLS, CALLERS, CallMode.MIXED);

            List<RecordedEvent> events = record(client, folder.resolve("calls.jfr"), () -> {
                consumer.startTraffic(400, CALLERS, CallMode.MIXED);
                CallStats stats = consumer.burst(CALLS, CALLERS, CallMode.MIXED);
                assertThat(stats.errors()).as("%s", stats).isZero();
                threadsAreBoundedWhileRulesChange(client, control);
                CallStats all = consumer.stopTraffic();
                assertThat(all.errors()).as("%s", all).isZero();
            });

            List<RecordedEvent> ofCallers =
                    events.stream().filter(BlockingTest::isOfACaller).toList();
            assertThat(ofCallers).as("waits for answers, at least").hasSizeGreaterThan(CALLERS);
            assertThat(ofCallers.stream().filter(BlockingTest::isByTheAgent)).isEmpty();
        }
    }

    /** Each change takes the candidate away and names another one, which is not there every other time. */
    private static void threadsAreBoundedWhileRulesChange(JmxClient client, AgentControl control) {
        int before = threads(client).size();
        for (int i = 0; i < CHANGES; i++) {
            control.apply(
                    Upgrade.rule("50").replace("version: 2.0.0", i % 2 == 0 ? "version: 9.9.9" : "version: 2.0.0"));
            assertThat(threads(client))
                    .filteredOn(name -> name.startsWith("hotroute"))
                    .hasSizeLessThanOrEqualTo(AGENT_THREADS);
        }
        assertThat(threads(client)).hasSizeLessThanOrEqualTo(before + THREADS_MORE);
    }

    private static List<String> threads(JmxClient client) {
        try {
            ThreadMXBean threads = ManagementFactory.getPlatformMXBean(client.server(), ThreadMXBean.class);
            return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                    .filter(Objects::nonNull)
                    .map(ThreadInfo::getThreadName)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every time that a thread of the JVM was blocked, parked or asleep during the work, however short. */
    private static List<RecordedEvent> record(JmxClient client, Path file, Runnable work) throws IOException {
        FlightRecorderMXBean recorder =
                ManagementFactory.getPlatformMXBean(client.server(), FlightRecorderMXBean.class);
        Map<String, String> settings = new HashMap<>();
        for (String event : BLOCKING) {
            settings.put(event + "#enabled", "true");
            settings.put(event + "#stackTrace", "true");
            settings.put(event + "#threshold", "0 ns");
        }
        long recording = recorder.newRecording();
        recorder.setRecordingSettings(recording, settings);
        recorder.startRecording(recording);
        work.run();
        recorder.stopRecording(recording);
        recorder.copyTo(recording, file.toString());
        recorder.closeRecording(recording);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> BLOCKING.contains(event.getEventType().getName()))
                .toList();
    }

    private static boolean isOfACaller(RecordedEvent event) {
        return event.getStackTrace() != null && CALLER_THREADS.stream().anyMatch(nameOf(event.getThread())::startsWith);
    }

    private static boolean isByTheAgent(RecordedEvent event) {
        return blockedIn(event).startsWith("io.hotroute.") || ownerOf(event).startsWith("hotroute");
    }

    /** @return the method that blocked: the topmost that is not the JDK's */
    private static String blockedIn(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(method -> method.getType().getName() + "." + method.getName())
                .filter(method -> !method.matches("(java|jdk|sun)\\..*"))
                .filter(method -> !method.startsWith("io.hotroute.it."))
                .findFirst()
                .orElse("");
    }

    /** @return the thread that had the monitor which the event waited for, if it waited for one */
    private static String ownerOf(RecordedEvent event) {
        return event.hasField("previousOwner") ? nameOf(event.getThread("previousOwner")) : "";
    }

    private static String nameOf(RecordedThread thread) {
        return Optional.ofNullable(thread).map(RecordedThread::getJavaName).orElse("");
    }
}
