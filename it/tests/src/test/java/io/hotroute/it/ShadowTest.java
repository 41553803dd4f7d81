package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotroute.it.ShadowSite.Group;
import io.hotroute.it.harness.AgentControl.Refused;
import io.hotroute.it.harness.Checkout;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.JmxClient;
import io.hotroute.it.harness.KindsConsumer.Ref;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.Outcomes;
import io.hotroute.it.harness.SeenCalls;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls are mirrored to 2.0.0, and to 1.0.0 once more, and compared, while those who call notice nothing: what the agent reports
 * is held against what providers were called with and what callers got.
 */
@ParameterizedClass
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnumSource(
        value = DubboLine.class,
        names = {"V2_7", "V3_2", "V3_3"})
class ShadowTest {

    /** Long enough to be looked at. */
    private static final String LONG_STOP = "timeout: 1s; autoStop: {backOff: {first: 10s, most: 10s}}";

    private static final Group EQUAL = Group.of("equal", "find,async,context,async");
    private static final Group CHANGED =
            Group.of("changed", "find").variants("usual", "changed").shadow("compare: {showValues: [state]}");
    private static final Group RANDOM = Group.of("random", "find").variants("random", "random");
    private static final Group REVERSED = Group.of("reversed", "find").variants("usual", "reversed");
    private static final Group UNORDERED = Group.of("unordered", "find")
            .variants("usual", "reversed")
            .shadow("compare: {unordered: [tags, {path: parts, key: id}]}");
    private static final Group DRIFTED = Group.of("drifted", "find").variants("usual", "drifted");
    private static final Group TOLERATED = Group.of("tolerated", "find")
            .variants("usual", "drifted")
            .shadow("compare: {tolerance: {relative: 0.0001}, timestamps: 2s, ids: ['**.supplier']}");
    private static final Group ALIKE = Group.of("alike", "fail");
    private static final Group OTHERWISE = Group.of("otherwise", "fail").variants("usual", "changed");
    private static final Group REJECTED = Group.of("rejected", "find").shadow(LONG_STOP);
    private static final Group SPOILED = Group.of("spoiled", "price,price_async");

    /** 2.7 otherwise reads the arguments of an asynchronous call after it has returned: what it sends is left to chance. */
    private static final Group WRITES_FIRST = SPOILED.settings("connections=1", "parameter.sent=true");

    private static final Group KEPT = Group.of("kept", "keep");
    private static final Group GENERIC =
            Group.of("generic", "generic,price_generic").settings("as=generic");
    private static final Group TRIPLE = Group.of("triple", "find,async").settings("protocol=tri");
    private static final Group WEIGHTED = Group.of("weighted", "find").weight(50);
    private static final Group WRITTEN = Group.of("written", "find,save").shadow("methods: {include: [find*]}");
    private static final Group PLAIN = Group.of("plain", "find").unruled();
    private static final Group SLOW = Group.of("slow", "find")
            .shadow("noise: 0; maxInFlight: 20; autoStop: {dropPercent: 100, backOff: {first: 100ms, most: 1s}}");
    private static final Group DROPPED = Group.of("dropped", "find")
            .shadow("noise: 0; maxInFlight: 4; autoStop: {backOff: {first: 10s, most: 10s}}");
    private static final Group HUNG = Group.of("hung", "find").shadow(LONG_STOP);
    private static final Group OVERLOAD =
            Group.of("overload", "find").shadow("maxPerSecond: 20; maxInFlight: 4; noise: 20");
    private static final Group CALM = Group.of("calm", "find");
    private static final Group OPERATED = Group.of("operated", "find");
    private static final Group SKIPPED = Group.of("skipped", "find")
            .settings(
                    "method.touch.return=false",
                    "callbacks=100",
                    "method.watch.callback=1",
                    "method.find.cache=lru",
                    "parameter.said.methods=find,priced,touch,watch");
    private static final Group LATE = Group.of("late", "find").shadow(LONG_STOP);

    /** Over the budget of 64 KB. */
    private static final String LARGE = "x".repeat(70_000);

    private static final int CALLS_PER_SECOND = 20;

    /** Slow, but within a shadow's time-out, and late by the sample consumer's standard. */
    private static final String SLOWLY = "well 1500";

    /** Less than any wait for a shadow. */
    private static final long DELAY_MICROS = 5_000;

    private static final int OVERLOAD_RATE = 20;
    private static final int OVERLOAD_CALLS_PER_SECOND = 20 * OVERLOAD_RATE;

    /** For minutes, if you like. */
    private static final Duration OVERLOAD_TIME =
            Duration.ofSeconds(Integer.getInteger("hotroute.it.overloadSeconds", 10));

    /** A shadow of a product takes about 10 KB: thousands of them would be seen. */
    private static final long HEAP_KILOBYTES_MORE = 6_000;

    private static ShadowSite site;
    private static DubboLine line;

    ShadowTest(DubboLine line) {
        ShadowTest.line = line;
    }

    private static List<Group> groups(DubboLine line) {
        return Stream.of(
                        EQUAL, CHANGED, RANDOM, REVERSED, UNORDERED, DRIFTED, TOLERATED, ALIKE, OTHERWISE, REJECTED,
                        SPOILED, KEPT, GENERIC, TRIPLE, WEIGHTED, WRITTEN, PLAIN, SLOW, DROPPED, HUNG, OVERLOAD, CALM,
                        OPERATED, SKIPPED, LATE)
                .filter(group -> group != TRIPLE || line != DubboLine.V2_7)
                .map(group -> group == SPOILED && line == DubboLine.V2_7 ? WRITES_FIRST : group)
                .toList();
    }

    @BeforeParameterizedClassInvocation
    static void start(DubboLine line) {
        List<Group> groups = groups(line);
        site = new ShadowSite(line, groups);
        site.candidate.behave(SPOILED.name(), "well 100");
        site.candidate.behave(REJECTED.name(), "reject");
        site.candidate.behave(SLOW.name(), SLOWLY);
        site.candidate.behave(DROPPED.name(), SLOWLY);
        site.candidate.behave(HUNG.name(), "hang");
        site.control.apply(groups.stream()
                .filter(group -> group.shadow() != null)
                .map(Group::rule)
                .collect(Collectors.joining("---\n")));
        site.await("candidates")
                .until(() -> site.control.candidateStates().stream()
                                .filter("AVAILABLE"::equals)
                                .count()
                        >= groups.size() - 2);
        groups.stream()
                .filter(group ->
                        !Set.of(EQUAL, OVERLOAD, CALM, OPERATED, SKIPPED).contains(group))
                .forEach(group -> site.start(group, CALLS_PER_SECOND));
        warmUp();
        site.start(EQUAL, 2 * CALLS_PER_SECOND);
    }

    /** What a JVM answers first it may answer too late; that is forgotten. */
    private static void warmUp() {
        for (Group group : List.of(CHANGED, RANDOM, TOLERATED, OTHERWISE, WEIGHTED)) {
            site.await("warm providers").until(() -> site.report(group).candidate("compared") >= 10);
        }
        site.control.rows("Shadows").stream()
                .map(row -> (String) row.get("service"))
                .filter(service -> !service.equals(LATE.service() + ":1.0.0"))
                .distinct()
                .forEach(service -> site.control.shadow(service, "reset"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (site != null) {
            site.close();
            site = null;
        }
    }

    @AfterEach
    void noFault() {
        if (site.control.isRegistered()) {
            Upgrade.assertNoFault(site.control);
        }
    }

    private static void awaitVerdict(Group group, String method, String verdict) {
        site.await(group.name() + " " + method + " " + verdict)
                .untilAsserted(() -> assertThat(site.report(group).verdict(method))
                        .as("%s", site.report(group))
                        .isEqualTo(verdict));
    }

    /** Ends the traffic, and waits until nothing of it is under way. */
    private static Outcomes end(Group group) {
        Outcomes outcomes = site.reference(group).stopCalls();
        site.await("all of " + group.name()).until(() -> site.report(group).total("inFlight") == 0);
        return outcomes;
    }

    private static void assertAllUsual(Outcomes outcomes) {
        assertThat(outcomes.errors()).as("%s", outcomes).isZero();
        assertThat(outcomes.calls()).isPositive();
    }

    @Test
    void equalAnswersMatchAndAreFoundToBeTheSame() {
        awaitVerdict(EQUAL, "find", "SAME");
        awaitVerdict(EQUAL, "findAsync", "SAME");

        Outcomes outcomes = end(EQUAL);
        MirrorReport report = site.report(EQUAL);
        assertAllUsual(outcomes);
        assertThat(report.candidate("matched")).as("%s", report).isPositive();
        assertThat(report.candidate("mismatched")).as("%s", report).isZero();
        assertThat(report.noise("mismatched")).as("%s", report).isZero();
        assertThat(report.skips().keySet())
                .as("%s, but on a machine that is busy", report)
                .isSubsetOf("STOPPED", "TOO_SLOW");
        assertThat(report.paths("find")).isEmpty();
        assertThat(report.noise("compared")).isGreaterThanOrEqualTo(2 * 200);
        assertThat(report.total("sent")).as("%s", report).isEqualTo(site.shadowsSeen(EQUAL));
        assertThat(userCalls(EQUAL)).isEqualTo(outcomes.calls() + 1);
        assertThat(site.seenByCandidate(EQUAL).users()).isEmpty();
        assertNoiseGoesToTheOtherAddress();
        assertNothingElseCountsThem(outcomes.calls() + 1);
    }

    private static long userCalls(Group group) {
        return site.seenByOlds(group).stream().mapToInt(SeenCalls::allUsers).sum();
    }

    private static void assertNoiseGoesToTheOtherAddress() {
        for (KindsProvider old : site.olds) {
            List<String> shadows = old.arguments(EQUAL.name(), true);
            assertThat(shadows).isNotEmpty().doesNotContainAnyElementsOf(old.arguments(EQUAL.name(), false));
        }
    }

    /** Neither the application's filters nor the agent's own counters. */
    private static void assertNothingElseCountsThem(long calls) {
        assertThat(site.reference(EQUAL).call("filtered").asLong()).isEqualTo(calls);
        assertThat(site.control.rows("Decisions").stream()
                        .filter(row -> row.get("service").equals(EQUAL.service() + ":1.0.0"))
                        .mapToLong(row -> (Long) row.get("calls"))
                        .sum())
                .isEqualTo(calls);
        assertThat(site.control.rows("Guards")).isEmpty();
    }

    @Test
    void aChangedFieldIsFoundAtItsPathAndItsValueIsNotTold() {
        awaitVerdict(CHANGED, "find", "DIFFERS");

        MirrorReport report = site.report(CHANGED);
        assertThat(report.paths("find")).containsOnly(Map.entry("price", "DIFFERS"), Map.entry("state", "DIFFERS"));
        assertThat(report.path("find", "price").path("examples")).isNotEmpty();
        assertThat(report.path("find", "price").path("examples").toString()).doesNotContainPattern("\\d");
        assertThat(report.path("find", "state").path("examples").toString()).contains("ON_SALE", "SOLD_OUT");
        assertThat(report.candidate("matched")).isZero();
        CommandLine text = site.hotroute("shadow", "report", "PID", CHANGED.service());
        assertThat(text.exitCode()).as("%s", text).isZero();
        assertThat(text.stdout()).contains("price", "state", "DIFFERS", "ON_SALE", "SOLD_OUT");
        CommandLine json = site.hotroute("shadow", "report", "PID", CHANGED.service(), "--json");
        assertThat(json.exitCode()).as("%s", json).isZero();
        assertThat(json.stdout()).contains("\"price\"", "\"DIFFERS\"");
        assertAllUsual(end(CHANGED));
    }

    @Test
    void aFieldWithRandomIdsIsNoiseAndSuggestedToBeIgnored() {
        site.await("noise").untilAsserted(() -> assertThat(site.report(RANDOM).paths("find"))
                .as("%s", site.report(RANDOM))
                .containsOnly(Map.entry("requestId", "NOISE")));

        assertThat(site.report(RANDOM).verdict("find")).isIn("SAME", "NOISE");
        assertThat(site.control.shadowReport(RANDOM.service()))
                .contains("ignore")
                .contains("requestId");
        assertAllUsual(end(RANDOM));
    }

    @Test
    void listsInAnotherOrderDifferUnlessTheOrderDoesNotCount() {
        awaitVerdict(REVERSED, "find", "DIFFERS");
        awaitVerdict(UNORDERED, "find", "SAME");

        assertThat(site.report(REVERSED).paths("find")).containsEntry("tags[*]", "DIFFERS");
        assertThat(site.report(UNORDERED).candidate("mismatched")).isZero();
        assertAllUsual(end(REVERSED));
        assertAllUsual(end(UNORDERED));
    }

    @Test
    void numbersTimesAndIdsMayBeToleratedAndTheScaleOfADecimalAlwaysIs() {
        awaitVerdict(DRIFTED, "find", "DIFFERS");
        awaitVerdict(TOLERATED, "find", "SAME");

        assertThat(site.report(DRIFTED).paths("find"))
                .containsOnly(
                        Map.entry("parts[*].supplier", "DIFFERS"),
                        Map.entry("updatedAt", "DIFFERS"),
                        Map.entry("weight", "DIFFERS"));
        assertThat(site.report(TOLERATED).candidate("mismatched")).isZero();
        assertAllUsual(end(DRIFTED));
        assertAllUsual(end(TOLERATED));
    }

    @Test
    void exceptionsOfTheServiceAreAnswersToo() {
        awaitVerdict(ALIKE, "failing", "SAME");
        awaitVerdict(OTHERWISE, "failing", "DIFFERS");

        MirrorReport alike = site.report(ALIKE);
        assertThat(alike.candidate("failedAlike")).as("%s", alike).isPositive();
        assertThat(alike.candidate("errors")).isZero();
        assertThat(site.report(OTHERWISE).paths("failing")).containsEntry("!class", "DIFFERS");
        assertAllUsual(end(ALIKE));
        assertAllUsual(end(OTHERWISE));
    }

    @Test
    void aCandidateThatFailsIsLeftAloneAndTheReasonIsSaid() {
        awaitStopAndItsLine(REJECTED, "shadows to the candidate fail");

        assertThat(site.report(REJECTED).candidate("errors")).isPositive();
        assertAllUsual(end(REJECTED));
    }

    /** Of a group that stays bad: the reason is told wherever an operator may look. */
    private static void awaitStopAndItsLine(Group group, String reason) {
        awaitStop(group, reason);
        site.await("its line").untilAsserted(() -> assertThat(
                        site.hotroute("shadow", "status", "PID").stdout().lines())
                .anyMatch(row -> row.startsWith(group.service()) && row.contains("BACKED_OFF: " + reason)));
    }

    /** Until it is stopped, nothing is mirrored, and the reason is told by JMX. */
    private static void awaitStop(Group group, String reason) {
        site.await(group.name() + " stopped").untilAsserted(() -> {
            MirrorReport report = site.report(group);
            assertThat(report.state()).as("%s", report).isEqualTo("BACKED_OFF");
            assertThat(report.why()).as("%s", report).contains(reason);
            assertThat(report.json().path("resumesInNanos").asLong()).isGreaterThan(4_000_000_000L);
            int seen = site.shadowsSeen(group);
            long calls = site.outcomes(group).calls();
            site.await("calls").until(() -> site.outcomes(group).calls() > calls + 30);
            assertThat(site.shadowsSeen(group) - seen).as("under way").isLessThanOrEqualTo(10);
            assertThat(site.report(group).skipped("STOPPED")).isGreaterThan(report.skipped("STOPPED"));
        });
        assertThat(site.events(group))
                .anySatisfy(event -> assertThat(event.text()).contains(reason));
    }

    @Test
    void whatACallerChangesAfterwardsReachesNoShadow() {
        site.await("shadows").until(() -> site.report(SPOILED).candidate("matched") >= 100);

        assertAllUsual(end(SPOILED));
        MirrorReport report = site.report(SPOILED);
        assertThat(report.candidate("mismatched")).as("%s", report).isZero();
        assertShadowsHadTheUsersArguments(SPOILED);
    }

    private static void assertShadowsHadTheUsersArguments(Group group) {
        Set<String> users = new HashSet<>();
        List<String> shadows = new ArrayList<>(site.candidate.arguments(group.name(), true));
        for (KindsProvider old : site.olds) {
            users.addAll(old.arguments(group.name(), false));
            shadows.addAll(old.arguments(group.name(), true));
        }
        assertThat(shadows).isNotEmpty().isSubsetOf(users).noneMatch(text -> text.contains("spoiled"));
    }

    @Test
    void noShadowChangesWhatACallerHolds() {
        site.await("shadows").until(() -> site.report(KEPT).candidate("matched") >= 50);

        assertAllUsual(end(KEPT));
        JsonNode kept = site.reference(KEPT).call("kept");
        assertThat(kept.path("kept").asInt()).isGreaterThan(50);
        assertThat(kept.path("changed").asInt()).isZero();
    }

    @Test
    void genericCallsAreMirrored() {
        awaitVerdict(GENERIC, "find", "SAME");
        awaitVerdict(GENERIC, "priced", "SAME");

        assertAllUsual(end(GENERIC));
        assertThat(site.report(GENERIC).candidate("mismatched")).isZero();
        assertThat(site.seenByCandidate(GENERIC).shadows()).containsKeys("find", "priced");
        assertShadowsHadTheUsersArguments(GENERIC);
    }

    @Test
    void unaryCallsByTripleAreMirrored() {
        Assumptions.assumeTrue(line != DubboLine.V2_7, "it has no triple");
        awaitVerdict(TRIPLE, "find", "SAME");
        awaitVerdict(TRIPLE, "findAsync", "SAME");

        assertAllUsual(end(TRIPLE));
        assertThat(site.report(TRIPLE).candidate("mismatched")).isZero();
        assertThat(site.seenByCandidate(TRIPLE).shadows()).containsKeys("find", "findAsync");
    }

    @Test
    void callsThatTheCandidateServesAreNotMirrored() {
        site.await("shadows").until(() -> site.report(WEIGHTED).candidate("matched") >= 50);

        assertAllUsual(end(WEIGHTED));
        SeenCalls candidate = site.seenByCandidate(WEIGHTED);
        assertThat(candidate.allUsers()).isGreaterThan(50);
        assertThat((long) site.shadowsSeen(WEIGHTED)).isLessThanOrEqualTo(userCalls(WEIGHTED));
        List<String> shadows = new ArrayList<>(site.candidate.arguments(WEIGHTED.name(), true));
        site.olds.forEach(old -> shadows.addAll(old.arguments(WEIGHTED.name(), true)));
        assertThat(shadows).isNotEmpty().doesNotContainAnyElementsOf(site.candidate.arguments(WEIGHTED.name(), false));
    }

    @Test
    void aMethodThatTheRuleDoesNotNameIsNeverMirrored() {
        site.await("shadows").until(() -> site.report(WRITTEN).candidate("matched") >= 50);

        assertAllUsual(end(WRITTEN));
        List<SeenCalls> olds = site.seenByOlds(WRITTEN);
        assertThat(olds).allSatisfy(seen -> assertThat(seen.users()).containsKeys("find", "save"));
        assertThat(olds).allSatisfy(seen -> assertThat(seen.shadows()).containsOnlyKeys("find"));
        assertThat(site.seenByCandidate(WRITTEN).shadows()).containsOnlyKeys("find");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'*'", "'**'", "'?*'"})
    void allMethodsAreRefusedUnlessTheyOnlyRead(String pattern) {
        String before = site.control.rules();
        String rule = CALM.shadow("methods: {include: [" + pattern + "]}").rule();

        assertThatThrownBy(() -> site.control.apply(rule))
                .isInstanceOf(Refused.class)
                .hasMessageContainingAll("shadow.methods.include", "readOnly");
        assertThat(site.control.rules()).isEqualTo(before);
    }

    @Test
    void theReadmesRuleIsTaken() throws IOException {
        String readme = Files.readString(Checkout.root().resolve("README.md"));
        String shadow = readme.substring(readme.indexOf("\nshadow:\n") + 1);
        String before = site.control.rules();
        String rule = Upgrade.rule(KindsSite.SERVICE, "0") + shadow.substring(0, shadow.indexOf("```"));

        site.control.apply(before + "\n---\n" + rule);
        assertThat(site.control.rows("Shadows"))
                .anyMatch(row -> row.get("service").equals(KindsSite.SERVICE + ":1.0.0"));
        site.control.apply(before);
    }

    @Test
    void aSlowCandidateSlowsNoCallAndNoMoreThanTheCapIsUnderWay() {
        site.await("shadows").until(() -> site.report(SLOW).candidate("matched") >= 100);

        assertAllUsual(end(SLOW));
        assertNoLaterThanWithoutShadows(SLOW);
        assertThat(site.seenByCandidate(SLOW).mostShadowsUnderWay()).isBetween(10, 20);
        assertThat(site.report(SLOW).skipped("IN_FLIGHT")).isPositive();
        assertThat(site.report(SLOW).candidate("mismatched")).isZero();
    }

    @Test
    void moreThanMayBeInFlightIsDroppedAndStopsShadows() {
        awaitStopAndItsLine(DROPPED, "samples are dropped");

        assertThat(site.report(DROPPED).skipped("IN_FLIGHT")).isPositive();
        assertThat(site.report(DROPPED).candidate("errors")).isZero();
        assertNoLaterThanWithoutShadows(DROPPED);
        assertAllUsual(end(DROPPED));
    }

    /**
     * Both have been called at the same time from the same JVM, but a machine that stands still for a moment does not hit as many
     * calls of each. A call that waited for its shadow would be late: this finds one in a hundred of them, and what delays
     * all.
     */
    private static void assertNoLaterThanWithoutShadows(Group group) {
        Outcomes without = site.outcomes(PLAIN);
        Outcomes with = site.outcomes(group);
        String both = "with shadows " + with + ", without " + without;
        assertThat(with.late()).as(both).isLessThanOrEqualTo(without.late() + with.calls() / 100);
        assertThat(with.medianMicros()).as(both).isLessThanOrEqualTo(2 * without.medianMicros() + DELAY_MICROS);
    }

    @Test
    void aHungCandidateSlowsNoCallIsLeftAloneAndTriedAgain() {
        awaitStopAndItsLine(HUNG, "shadows to the candidate fail");

        assertThat(site.report(HUNG).candidate("errors")).isPositive();
        assertNoLaterThanWithoutShadows(HUNG);
        site.candidate.behave(HUNG.name(), "well 0");
        site.await("another try").until(() -> site.report(HUNG).candidate("matched") >= 20);
        assertAllUsual(end(HUNG));
    }

    @Test
    void aCandidateThatIsNotThereCostsNothingAndIsMirroredToOnceItIs() {
        site.await("skips").until(() -> site.report(LATE).skipped("UNAVAILABLE") > 0);
        try (KindsProvider late = site.startLate()) {
            site.await("shadows").until(() -> late.seen(LATE.name()).allShadows() >= 20);
            site.await("matches").until(() -> site.report(LATE).candidate("matched") >= 20);
            late.jvm().suspend();
            awaitStop(LATE, "shadows to the candidate fail");
            assertNoLaterThanWithoutShadows(LATE);
            late.jvm().resume();
        }
        assertAllUsual(end(LATE));
    }

    @Test
    void underOverloadTheCapsHoldAndTheHeapIsFlat() {
        try (JmxClient client = JmxClient.connect(site.consumer.jvm())) {
            site.start(OVERLOAD, OVERLOAD_CALLS_PER_SECOND);
            site.await("shadows").until(() -> site.shadowsSeen(OVERLOAD) > OVERLOAD_RATE);
            long before = heapKilobytes(client);
            long from = System.nanoTime();
            site.await("overload")
                    .atMost(OVERLOAD_TIME.plusSeconds(20))
                    .until(() -> System.nanoTime() - from > OVERLOAD_TIME.toNanos());
            assertThat(heapKilobytes(client) - before).as("heap, KB").isLessThan(HEAP_KILOBYTES_MORE);
        }
        assertAllUsual(end(OVERLOAD));
        MirrorReport report = site.report(OVERLOAD);
        assertThat(report.skipped("RATE")).as("%s", report).isGreaterThan(10L * OVERLOAD_RATE);
        Map<Long, Integer> bySecond =
                new TreeMap<>(site.seenByCandidate(OVERLOAD).shadowsBySecond());
        site.seenByOlds(OVERLOAD).forEach(seen -> seen.shadowsBySecond()
                .forEach((second, shadows) -> bySecond.merge(second, shadows, Integer::sum)));
        assertThat(bySecond.values()).as("%s", bySecond).allMatch(shadows -> shadows <= 2 * OVERLOAD_RATE);
        assertThat(bySecond.values().stream().mapToInt(Integer::intValue).sum())
                .as("%s", bySecond)
                .isLessThanOrEqualTo(OVERLOAD_RATE * (bySecond.size() + 1));
        assertThat(site.seenByCandidate(OVERLOAD).mostShadowsUnderWay()).isLessThanOrEqualTo(4);
    }

    private static long heapKilobytes(JmxClient client) {
        try {
            MemoryMXBean memory = ManagementFactory.getPlatformMXBean(client.server(), MemoryMXBean.class);
            memory.gc();
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed() / 1024;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aShadowHasTheCallersAttachmentsAndAMarkAndTheCallersContextIsAsEver() {
        site.start(CALM, 1);
        site.reference(CALM).stopCalls();
        Set<JsonNode> with = contexts(CALM);
        site.await("shadows").until(() -> site.shadowsSeen(CALM) >= 20);

        assertThat(with).isEqualTo(contexts(PLAIN)).hasSize(1);
        for (SeenCalls seen : Stream.concat(site.seenByOlds(CALM).stream(), Stream.of(site.seenByCandidate(CALM)))
                .toList()) {
            assertThat(seen.userAttachments()).doesNotContainKey("hotroute-shadow");
            assertThat(seen.shadowAttachments())
                    .containsKey("hotroute-shadow")
                    .containsEntry("client-attachment", "set");
        }
        SeenCalls old = site.seenByOlds(CALM).get(0);
        assertThat(ofTheCall(old.shadowAttachments())).isEqualTo(ofTheCall(old.userAttachments()));
    }

    /** Without the mark, and the time-out, which is a shadow's own and which only some lines send. */
    private static Set<String> ofTheCall(Map<String, String> attachments) {
        Set<String> names = new HashSet<>(attachments.keySet());
        names.removeAll(Set.of("hotroute-shadow", "timeout"));
        return names;
    }

    /** What callers see in their contexts, with a version for the address if it is one of 1.0.0's. */
    private static Set<JsonNode> contexts(Group group) {
        Set<JsonNode> contexts = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            ObjectNode context = (ObjectNode) site.reference(group).call("context");
            int port = context.remove("port").asInt();
            context.put("of", site.olds.stream().anyMatch(old -> old.port() == port) ? "1.0.0" : "port " + port);
            contexts.add(context);
        }
        return contexts;
    }

    @Test
    void operatorsLookStopResumeAndStartAnew() {
        Ref reference = site.reference(OPERATED);
        site.await("calls").until(() -> !reference.call("call find first").has("exception"));
        mirrored(20);
        assertThat(site.hotroute("shadow", "stop", "PID", OPERATED.service()).exitCode())
                .isZero();
        site.await("a stop").until(() -> site.report(OPERATED).state().equals("STOPPED"));
        assertThat(site.report(OPERATED).why()).containsIgnoringCase("operator");
        int seen = site.shadowsSeen(OPERATED);
        long stopped = site.report(OPERATED).skipped("STOPPED");
        calls(20);
        assertThat(site.report(OPERATED).skipped("STOPPED")).isEqualTo(stopped + 20);
        assertThat(site.shadowsSeen(OPERATED)).isEqualTo(seen);

        assertThat(site.hotroute("shadow", "resume", "PID", OPERATED.service()).exitCode())
                .isZero();
        site.await("no stop").until(() -> site.report(OPERATED).state().equals("RUNNING"));
        mirrored(20);
        assertThat(site.hotroute("shadow", "reset", "PID", OPERATED.service()).exitCode())
                .isZero();
        site.await("nothing").untilAsserted(() -> {
            assertThat(site.report(OPERATED).total("sampled")).isZero();
            assertThat(site.report(OPERATED).skips()).isEmpty();
        });
        mirrored(20);

        CommandLine status = site.hotroute("shadow", "status", "PID");
        assertThat(status.exitCode()).as("%s", status).isZero();
        assertThat(status.stdout()).contains(OPERATED.service(), "find", "RUNNING");
        CommandLine unknown = site.hotroute("shadow", "stop", "PID", PLAIN.service());
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.stderr()).contains("is not allowed; allowed: " + EQUAL.service());
    }

    private static void calls(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(site.reference(OPERATED).call("call find o" + i).has("exception"))
                    .isFalse();
        }
    }

    /** Makes calls until that many more were mirrored. */
    private static void mirrored(int count) {
        int seen = site.shadowsSeen(OPERATED);
        site.await("shadows").until(() -> {
            calls(count);
            return site.shadowsSeen(OPERATED) >= seen + count;
        });
        site.await("all").until(() -> site.report(OPERATED).total("inFlight") == 0);
    }

    @Test
    void whatCannotBeMirroredIsSkippedAndCounted() {
        Ref reference = site.reference(SKIPPED);
        site.await("calls").until(() -> !reference.call("call find first").has("exception"));
        site.await("a shadow").until(() -> {
            call(reference, "price small");
            return site.report(SKIPPED).candidate("matched") > 0;
        });
        long cached = site.report(SKIPPED).skipped("CACHED");
        for (int i = 0; i < 5; i++) {
            call(reference, "touch t" + i);
            call(reference, "watch w" + i);
            call(reference, "find again");
            call(reference, "price " + LARGE);
        }
        assertThat(site.report(SKIPPED).skipped("ONE_WAY")).isEqualTo(5);
        assertThat(site.report(SKIPPED).skipped("CALLBACK")).isEqualTo(5);
        assertThat(site.report(SKIPPED).skipped("CACHED") - cached).isEqualTo(5);
        assertThat(site.report(SKIPPED).skipped("TOO_LARGE")).isEqualTo(5);
        site.await("what the candidate exports").until(() -> {
            call(reference, "fail f");
            return site.report(SKIPPED).skipped("LACKS_METHOD") > 0;
        });
        assertThat(site.seenByCandidate(SKIPPED).shadows()).containsOnlyKeys("priced");
        assertThat(site.seenByOlds(SKIPPED))
                .allSatisfy(seen -> assertThat(seen.shadows()).doesNotContainKeys("touch", "watch", "find"));
    }

    private static void call(Ref reference, String call) {
        JsonNode outcome = reference.call("call " + call);
        assertThat(outcome.has("exception")).as("%s", outcome).isFalse();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void afterTheKillSwitchAndDetachNothingIsMirrored() {
        site.start(OPERATED, CALLS_PER_SECOND);
        awaitMoreShadows();
        site.control.setEnabled(false);
        assertNoMoreShadows();
        site.control.setEnabled(true);
        awaitMoreShadows();

        try (JmxClient client = JmxClient.connect(site.consumer.jvm())) {
            assertThat(site.control.detach()).isEmpty();
            assertNoMoreShadows();
            JvmFootprint footprint = JvmFootprint.of(client);
            assertThat(footprint.agentThreads()).isEmpty();
            assertThat(footprint.mbeans()).isEmpty();
            assertThat(footprint.loaders()).isEmpty();
        }
        assertAllUsual(site.reference(OPERATED).stopCalls());
    }

    private static void awaitMoreShadows() {
        int seen = site.shadowsSeen(OPERATED);
        site.await("shadows").until(() -> site.shadowsSeen(OPERATED) > seen + 10);
    }

    /** Those under way are still on their way when the switch is thrown. */
    private static void assertNoMoreShadows() {
        awaitCalls(CALLS_PER_SECOND);
        int seen = site.shadowsSeen(OPERATED);
        awaitCalls(CALLS_PER_SECOND);
        assertThat(site.shadowsSeen(OPERATED)).isEqualTo(seen);
    }

    private static void awaitCalls(int more) {
        long calls = site.outcomes(OPERATED).calls();
        site.await("calls").until(() -> site.outcomes(OPERATED).calls() > calls + more);
    }
}
