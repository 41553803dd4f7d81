package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.DegradeSite.Group;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares grow step by step on evidence, operators hold and end that, and drills hit what they are told to and nothing else. */
@ParameterizedClass
@MethodSource("io.hotroute.it.Upgrade#newestLine")
class RolloutTest {

    private static final Group GOOD = Group.of("good");
    private static final Group HELD = Group.of("held");
    private static final Group WORSE = Group.of("worse");
    private static final Group DELAYED = Group.of("delayed");
    private static final Group FAILED = Group.of("failed");
    private static final Group VICTIM = Group.of("victim");
    private static final String STEPS = "rollout: {steps: [{weight: 50, minDuration: 5s, minSamples: 100}]}\n";
    private static final String LONG_STEP = "rollout: {steps: [{weight: 50, minDuration: 10m}]}\n";
    /** One of twenty: enough to fail a step, and too few for a guard. */
    private static final String FEW_FAIL = "throw 20";

    private static final String DRILL_DELAY = "1000ms";
    /** More than a drill of latency keeps waiting at once: 18 calls a second for a second each. */
    private static final int CALLERS = 24;
    /** Three times as long as 97% of guards take in the simulation to see fewer errors: 5 s were once too short. */
    private static final String DRILL_OF_ERRORS = "20s";

    private static final Duration LONG = Duration.ofSeconds(120);

    private static DegradeSite site;

    /** The line is the site's. */
    RolloutTest(DubboLine ignored) {}

    @BeforeParameterizedClassInvocation
    static void start(DubboLine line) {
        site = new DegradeSite(line, List.of(GOOD, HELD, WORSE, DELAYED, FAILED, VICTIM));
        site.startTraffic(CALLERS);
        site.warmUpCandidates(List.of(GOOD, HELD, WORSE, DELAYED, FAILED));
        site.candidate.behave(WORSE.name(), FEW_FAIL);
        site.control.apply(String.join(
                "---\n",
                rule(GOOD, STEPS),
                rule(HELD, LONG_STEP),
                rule(WORSE, STEPS),
                drilled(DELAYED),
                drilled(FAILED)));
        site.await("candidates").until(() -> site.control.candidateStates().stream()
                .filter(state -> !state.isEmpty())
                .allMatch("AVAILABLE"::equals));
    }

    private static String share(Group group) {
        return Upgrade.rule(group.service(), "60");
    }

    /** A drill ends when calls that it leaves alone become slow: not by so little as on a busy machine. */
    private static String drilled(Group group) {
        return share(group) + "degrade: {warmUp: 0s, backOff: {first: 1s}, floor: 500ms}\n";
    }

    private static String rule(Group group, String more) {
        return share(group) + "degrade: {warmUp: 0s, backOff: {first: 1s}}\n" + more;
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (site != null) {
            site.close();
            site = null;
        }
    }

    private static CompositeData rollout(Group group) {
        return site.control.rows("Rollouts").stream()
                .filter(row -> row.get("service").equals(group.service() + ":1.0.0"))
                .findFirst()
                .orElseThrow();
    }

    private static String hotroute(String command, Group group, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        all[1] = String.valueOf(site.consumer.jvm().pid());
        all[2] = group.service();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        CommandLine done = CommandLine.run(Jdk.running(), all);
        assertThat(done.exitCode()).as("%s", done).isZero();
        return done.stdout();
    }

    @Test
    void aStepIsTakenOnTheEvidenceOfItsCalls() {
        site.await("a completed rollout")
                .atMost(LONG)
                .until(() -> rollout(GOOD).get("state").equals("COMPLETE"));

        assertThat(site.events(GOOD)).anyMatch(event -> event.text().contains("completed after step 1 of 1"));
        assertThat(String.valueOf(rollout(GOOD).get("verdict"))).startsWith("PASS");
        assertThat(rollout(GOOD).get("limitPercent")).isEqualTo(100.0);
        assertThat(decisions(GOOD)).containsKey("rollout");
        assertThat(site.stats(GOOD).errors()).isZero();
    }

    @Test
    void aStepThatIsProvenBadTakesTheShareToZero() {
        site.await("a failed rollout")
                .atMost(LONG)
                .until(() -> rollout(WORSE).get("state").equals("FAILED"));

        assertThat(String.valueOf(rollout(WORSE).get("verdict")))
                .startsWith("FAIL")
                .contains("business exceptions");
        assertThat(rollout(WORSE).get("limitPercent")).isEqualTo(0.0);
        assertThat(site.events(WORSE))
                .anyMatch(event -> event.text().contains("RUNNING -> FAILED: failed at step 1 of 1"))
                .as("it is the rollout that found it, not a guard")
                .noneMatch(event -> event.text().contains("CLOSED -> OPEN"));
        assertOnlyTheBaselineIsCalled(WORSE);
    }

    private static Map<String, Long> decisions(Group group) {
        return site.control.rows("Decisions").stream()
                .filter(row -> row.get("service").equals(group.service() + ":1.0.0"))
                .filter(row -> (Long) row.get("calls") > 0)
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("reason")), row -> (Long) row.get("calls"), Long::sum));
    }

    @Test
    void anOperatorHoldsItAndTakesTheShareAway() {
        hotroute("rollout", HELD, "pause");
        site.await("a paused rollout").until(() -> rollout(HELD).get("state").equals("PAUSED"));
        assertThat(rollout(HELD).get("limitPercent")).isEqualTo(50.0);

        hotroute("rollout", HELD, "abort");
        site.await("no share").until(() -> rollout(HELD).get("limitPercent").equals(0.0));
        assertOnlyTheBaselineIsCalled(HELD);

        CommandLine unknown = CommandLine.run(
                Jdk.running(), "rollout", String.valueOf(site.consumer.jvm().pid()), DELAYED.service(), "pause");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.stderr()).contains("allowed: a service whose rule has rollout");
    }

    private static void assertOnlyTheBaselineIsCalled(Group group) {
        site.await("calls of the baseline only").untilAsserted(() -> {
            CallStats before = site.stats(group);
            site.await("more calls").until(() -> site.stats(group).total() > before.total() + 50);
            assertThat(site.stats(group).versions().getOrDefault(Upgrade.NEW, 0L))
                    .isEqualTo(before.versions().getOrDefault(Upgrade.NEW, 0L));
        });
    }

    @Test
    void aDrillOfLatencyShowsTheGuardAct() {
        Instant from = awaitBaseline(DELAYED);

        hotroute("drill", DELAYED, "--fault", "latency " + DRILL_DELAY, "--percent", "50", "--duration", "60s");
        site.awaitEvent(DELAYED, "candidate: CLOSED -> OPEN: ", from);
        String report = hotroute("drill", DELAYED, "--stop");

        assertThat(report).contains("latency +1s for 50% of the candidate's calls", "stopped by OPERATOR");
        assertThat(report).containsPattern("detected: after \\d+\\.\\d\\d s");
        assertThat(site.stats(DELAYED).errors()).isZero();
        site.awaitEvent(DELAYED, "candidate: HALF_OPEN -> RECOVERING: ", from);
        assertThat(site.control.rows("Guards").stream()
                        .filter(row -> row.get("service").equals(DELAYED.service() + ":1.0.0")
                                && row.get("side").equals("baseline")
                                && !row.get("method").equals("*")))
                .as("what the drill is not about")
                .allSatisfy(row -> assertThat(row.get("errors")).isEqualTo(0L));
    }

    @Test
    void aDrillOfErrorsFailsTheCandidatesCallsOnlyAndEndsByItself() {
        Instant from = awaitBaseline(FAILED);

        hotroute("drill", FAILED, "--fault", "error", "--percent", "40", "--duration", DRILL_OF_ERRORS);
        site.awaitEvent(FAILED, "candidate: CLOSED -> OPEN: ", from);
        // Each time it asks, a JVM is started.
        site.await("the drill's end").pollInterval(Duration.ofSeconds(3)).until(() -> hotroute("drill", FAILED)
                .contains("stopped by EXPIRY"));

        CallStats stats = site.stats(FAILED);
        assertThat(stats.errorSamples()).isNotEmpty().allSatisfy(error -> assertThat(error)
                .contains("a drill fails this call of the candidate"));
        CommandLine status = CommandLine.run(
                Jdk.running(), "status", String.valueOf(site.consumer.jvm().pid()), "--events", "50");
        assertThat(status.stdout()).contains(FAILED.service() + ":1.0.0 getOrder", "CLOSED -> OPEN", "rollout");
    }

    private static Instant awaitBaseline(Group group) {
        site.awaitBaseline(group);
        return Instant.now();
    }

    @Test
    void aDrillThatIsRefusedSaysWhy() {
        CommandLine refused = CommandLine.run(
                Jdk.running(),
                "drill",
                String.valueOf(site.consumer.jvm().pid()),
                FAILED.service(),
                "--fault",
                "error",
                "--percent",
                "80");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.stderr()).contains("percent: '80' is not allowed; allowed: a percentage from 0.01 to 50");
    }
}
