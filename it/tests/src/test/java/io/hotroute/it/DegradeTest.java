package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.DegradeSite.Group;
import io.hotroute.it.harness.AgentEvent;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes bad loses its calls and gets them back when it is well; what is not the candidate's fault does not cost it any. One
 * story for each line, in which everything goes wrong at the same time, each in a group of its own; the tests tell how each
 * fared.
 */
@ParameterizedClass
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnumSource(
        value = DubboLine.class,
        names = {"V2_7", "V3_3"})
class DegradeTest {

    /** What a guard takes for slow, and what is: on a busy machine, all are slower by tens of milliseconds now and then. */
    private static final String FLOOR = "floor: 100ms, ";

    /** The first step of a recovery lasts until the tests have looked at it. */
    private static final String WATCH = FLOOR + "warmUp: 0s, recovery: {stepDuration: 10m}";

    private static final String MUCH_SLOWER = "well 600";

    private static final Group SLOW = watched("slow");
    private static final Group SLOW_ASYNC = new Group("slowasync", CallMode.ASYNC, WATCH + ", backOff: {first: 1s}");
    private static final Group HANGING = new Group("hanging", CallMode.ASYNC, WATCH, "timeout=30000", "retries=0");
    private static final Group REJECTING = watched("rejecting");
    private static final Group THROWING = watched("throwing");
    private static final Group BOTH_THROWING = watched("boththrowing");
    private static final Group BOTH_SLOW = watched("bothslow");
    private static final Group COLD = new Group("cold", CallMode.SYNC, FLOOR + "warmUp: 20s");
    private static final Group VICTIM = new Group("victim", CallMode.ASYNC, WATCH + ", backOff: {first: 1s}");
    /** Busy enough for a hundredth to tell something within half a minute. */
    private static final Group RETURNING = new Group(
            "returning", 240, CallMode.SYNC, FLOOR + "warmUp: 0s, backOff: {first: 1s}, recovery: {stepDuration: 3s}");

    private static final List<Group> BAD = List.of(SLOW, SLOW_ASYNC, HANGING, REJECTING, THROWING, VICTIM);
    private static final List<Group> NOT_TO_BLAME = List.of(BOTH_THROWING, BOTH_SLOW, COLD);

    private static final List<Group> ALL =
            List.of(SLOW, SLOW_ASYNC, HANGING, REJECTING, THROWING, BOTH_THROWING, BOTH_SLOW, COLD, RETURNING, VICTIM);

    private static final String TRIPPED = "candidate: CLOSED -> OPEN: ";
    private static final String RECOVERING = "candidate: HALF_OPEN -> RECOVERING: ";

    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Half of their time-out. How fast a guard is does not show on a machine that does all this at once: the simulation tells. */
    private static final Duration LONG_BEFORE_THE_TIME_OUT = Duration.ofSeconds(15);

    private static final Duration WHOLE_RECOVERY = Duration.ofMinutes(2);
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** In a second, at a limit of 1% of 60 calls; all of the share are 24. */
    private static final int MOST_AT_ONE_PERCENT = 10;

    /** Two good rounds may come just before the recovery, in the second in which it starts. */
    private static final int PROBES = 20;

    private static DegradeSite site;
    private static LimitWatch returning;
    private static Instant started;
    private static Instant disturbed;
    private static Instant cured;

    private static Group watched(String name) {
        return new Group(name, CallMode.SYNC, WATCH + ", backOff: {first: 1s}");
    }

    /** The line is the site's. */
    DegradeTest(DubboLine ignored) {}

    @BeforeParameterizedClassInvocation
    static void tellTheStory(DubboLine line) {
        site = new DegradeSite(line, ALL);
        site.candidate.behave(COLD.name(), MUCH_SLOWER);
        site.startTraffic(8);
        site.warmUpCandidates(ALL.stream().filter(group -> group != COLD).toList());
        started = Instant.now();
        site.applyRules();
        returning = new LimitWatch(site, RETURNING);
        pauseConsumer();
        disturb();
        BAD.forEach(group -> site.awaitEvent(group, TRIPPED, disturbed));
        site.awaitEvent(RETURNING, TRIPPED, disturbed);
        cure();
    }

    private static void pauseConsumer() {
        site.consumer.jvm().suspend();
        Awaitility.await().pollDelay(PAUSE).until(() -> true);
        site.consumer.jvm().resume();
        site.await("what the pause does").pollDelay(PAUSE).until(() -> true);
    }

    private static void disturb() {
        disturbed = Instant.now();
        site.victim.jvm().suspend();
        site.candidate.behave(HANGING.name(), "hang");
        site.candidate.behave(REJECTING.name(), "reject");
        site.candidate.behave(THROWING.name(), "throw");
        site.candidate.behave(RETURNING.name(), "throw");
        site.candidate.behave(SLOW.name(), MUCH_SLOWER);
        site.candidate.behave(SLOW_ASYNC.name(), MUCH_SLOWER);
        for (KindsProvider provider : List.of(site.old, site.candidate)) {
            provider.behave(BOTH_SLOW.name(), MUCH_SLOWER);
            provider.behave(BOTH_THROWING.name(), "throw");
        }
        site.candidate.behave(COLD.name(), DegradeSite.WELL);
    }

    private static void cure() {
        cured = Instant.now();
        site.victim.jvm().resume();
        site.candidate.behave(RETURNING.name(), DegradeSite.WELL);
        BAD.stream()
                .filter(group -> group != VICTIM)
                .forEach(group -> site.candidate.behave(group.name(), DegradeSite.WELL));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (returning != null) {
            returning.close();
            returning = null;
        }
        if (site != null) {
            site.close();
            site = null;
        }
    }

    @Test
    void aPauseOfTheConsumerTripsNothing() {
        assertThat(site.control.lines("Events")).isNotEmpty();
        for (Group group : ALL) {
            assertThat(site.events(group)).as("%s", group).noneMatch(event -> event.time()
                    .isBefore(disturbed));
        }
    }

    @Test
    void whatHangsLosesItsCallsLongBeforeTheyTimeOut() {
        for (Group group : List.of(HANGING, VICTIM)) {
            AgentEvent tripped = site.awaitEvent(group, TRIPPED, disturbed);
            assertThat(Duration.between(disturbed, tripped.time()))
                    .as("%s", tripped)
                    .isLessThan(LONG_BEFORE_THE_TIME_OUT);
        }
    }

    @Test
    void callsUnderWayToWhatHangsEndByTheirOwnTimeOutAndNoOtherCallFails() {
        site.await("time-outs").until(() -> site.stats(HANGING).errors() > 0);
        CallStats stats = site.stats(HANGING);
        assertThat(stats.errorSamples()).allSatisfy(error -> assertThat(error).containsIgnoringCase("timeout"));
        assertThat(stats.errors()).as("%s", stats).isLessThanOrEqualTo(hungCalls());
    }

    private static int hungCalls() {
        return site.candidate.callsBySecond(HANGING.name()).entrySet().stream()
                .filter(second ->
                        second.getKey() >= disturbed.getEpochSecond() && second.getKey() <= cured.getEpochSecond())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void noCallFailsButThoseThatAProviderFailed() {
        for (Group group : List.of(SLOW, SLOW_ASYNC, BOTH_SLOW, COLD)) {
            CallStats stats = site.stats(group);
            assertThat(stats.errors()).as("%s: %s", group, stats).isZero();
        }
        assertThat(site.stats(REJECTING).errorSamples()).isNotEmpty().allSatisfy(error -> assertThat(error)
                .contains("Failed to invoke the method getOrder"));
        assertThat(site.stats(THROWING).errorSamples()).isNotEmpty().allSatisfy(error -> assertThat(error)
                .contains("thrown"));
        assertThat(site.control.attribute("Faults"))
                .as("%s", site.control.attribute("LastFault"))
                .isEqualTo(0L);
    }

    @Test
    void whatIsNotTheCandidatesFaultDoesNotCostItItsCalls() {
        for (Group group : NOT_TO_BLAME) {
            assertThat(site.events(group)).as("%s", group).isEmpty();
            assertThat(site.guard(group).get("state")).isEqualTo("CLOSED");
        }
    }

    @Test
    void aColdCandidateGetsAHundredthAndThenItsShare() {
        Map<Long, Integer> calls = site.candidate.callsBySecond(COLD.name());
        long cold = calls.entrySet().stream()
                .filter(second -> second.getKey() < started.plus(WARM_UP).getEpochSecond())
                .mapToInt(Map.Entry::getValue)
                .peek(perSecond -> assertThat(perSecond).isLessThanOrEqualTo(MOST_AT_ONE_PERCENT))
                .sum();
        assertThat(cold).as("%s", calls).isBetween(1L, DegradeSite.CALLS_PER_SECOND * WARM_UP.toSeconds() / 30);
        site.await("all of the share").untilAsserted(() -> {
            assertThat(site.guard(COLD).get("limitPercent")).isEqualTo(100.0);
            Map<Long, Integer> now = site.candidate.callsBySecond(COLD.name());
            assertThat(now.values()).anyMatch(perSecond -> perSecond > MOST_AT_ONE_PERCENT);
        });
    }

    @Test
    void whatIsWellAgainGetsAHundredthFirst() {
        for (Group group : BAD) {
            site.awaitEvent(group, RECOVERING, disturbed);
            // A little more than 1 where the machine makes fewer calls than it was asked for; the next step is 5.
            assertThat((Double) site.guard(group).get("limitPercent"))
                    .as("%s", group)
                    .isBetween(1.0, 3.0);
        }
        site.await("calls").pollDelay(WATCHED).until(() -> true);
        for (Group group : BAD) {
            long from = site.awaitEvent(group, RECOVERING, disturbed).time().getEpochSecond() + 2;
            KindsProvider provider = group == VICTIM ? site.victim : site.candidate;
            assertThat(provider.callsBySecond(group.name()))
                    .as("%s from %s", group, from)
                    .allSatisfy((second, calls) ->
                            assertThat(calls).isLessThanOrEqualTo(second < from ? calls : MOST_AT_ONE_PERCENT));
        }
    }

    @Test
    void whoeverListensIsToldWhatTheAgentDid() {
        for (Group group : BAD) {
            AgentEvent event = site.awaitEvent(group, TRIPPED, disturbed);
            assertThat(site.notifications).contains(event.text());
        }
    }

    /** It goes on beside the other tests: this one is late. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void whatIsWellAgainGetsItsCallsBackStepByStepWithoutABurst() {
        site.await("the whole way back").atMost(WHOLE_RECOVERY).until(() -> site.events(RETURNING).stream()
                .anyMatch(event -> event.text().contains("candidate: RECOVERING -> CLOSED")));
        site.await("calls").pollDelay(WATCHED).until(() -> true);
        assertThat(returning.limits()).containsExactly(100.0, 0.0, 1.0, 5.0, 25.0, 100.0);

        long from = site.awaitEvent(RETURNING, RECOVERING, disturbed).time().getEpochSecond();
        Map<Long, Integer> calls = site.candidate.callsBySecond(RETURNING.name());
        Map<Long, Integer> others = site.old.callsBySecond(RETURNING.name());
        calls.forEach((second, count) -> {
            double share = Math.min(DegradeSite.WEIGHT, returning.mostAbout(second)) / 100;
            int all = count + others.getOrDefault(second, 0);
            assertThat(count)
                    .as("of %s calls in second %s, %s percent, of %s", all, second - from, 100 * share, calls)
                    .isLessThanOrEqualTo(second < from ? count : mostOf(all, share) + (second == from ? PROBES : 0));
        });
        // But the second that is not over yet.
        assertThat(calls.values().stream().limit(calls.size() - 1L).skip(calls.size() - 4L))
                .hasSize(3)
                .allMatch(count -> count > MOST_AT_ONE_PERCENT);
    }

    /** @return how many of so many calls may come by chance: once in a million seconds there are more */
    private static int mostOf(int calls, double share) {
        double probability = Math.pow(1 - share, calls);
        double rest = 1 - probability;
        int most = 0;
        while (rest > 1e-6 && most < calls) {
            probability *= (calls - most) / (most + 1.0) * share / (1 - share);
            most++;
            rest -= probability;
        }
        return most;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aCandidateThatDiesFailsNoLaterCallAndTheNextOneGetsCallsAgain() {
        site.awaitEvent(VICTIM, RECOVERING, disturbed);
        long errors = site.stats(VICTIM).errors();
        site.replaceVictim();
        site.await("calls")
                .until(() -> !site.victim.callsBySecond(VICTIM.name()).isEmpty());
        CallStats stats = site.stats(VICTIM);
        assertThat(stats.errors() - errors).as("under way, %s", stats).isLessThanOrEqualTo(MOST_AT_ONE_PERCENT);
    }
}
