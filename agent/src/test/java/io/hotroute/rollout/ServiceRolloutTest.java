package io.hotroute.rollout;

import static io.hotroute.rollout.RolloutState.ABORTED;
import static io.hotroute.rollout.RolloutState.COMPLETE;
import static io.hotroute.rollout.RolloutState.DRY_RUN;
import static io.hotroute.rollout.RolloutState.FAILED;
import static io.hotroute.rollout.RolloutState.PAUSED;
import static io.hotroute.rollout.RolloutState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.latency.LatencyRecorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rollout in virtual time, with calls made up from a fixed seed. */
class ServiceRolloutTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK = SECOND / 4;
    private static final String THREE_STEPS = "steps: [{weight: 1, minDuration: 30s, minSamples: 1000}, "
            + "{weight: 10, minDuration: 30s, minSamples: 1000}, {weight: 50, minDuration: 30s, minSamples: 1000}]";

    private static final String SHADOW_FIRST = "steps: [{shadow: true, minDuration: 30s, minSamples: 400}, "
            + "{weight: 1, minDuration: 30s, minSamples: 1000}]";

    /** Near the overflow of the clock, which happens at no certain time. */
    private long now = Long.MAX_VALUE - 40 * SECOND;

    private final long start = now;
    private Random random = new Random(1);
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final List<RolloutEvent> events = new ArrayList<>();
    private final Shadows shadows = new Shadows();
    private boolean heldBack;
    private ServiceRollout rollout;

    /** One method and its calls per second. */
    private final class Method {
        private final LatencyRecorder candidate = new LatencyRecorder(now);
        private final LatencyRecorder baseline = new LatencyRecorder(now);
        private Calls candidateCalls = new Calls();
        private int candidateRate;
        private int baselineRate;

        private void second() {
            for (int tick = 0; tick < 4; tick++) {
                record(candidate, candidateCalls, candidateRate, tick);
                record(baseline, new Calls(), baselineRate, tick);
            }
        }

        private void record(LatencyRecorder recorder, Calls calls, int rate, int tick) {
            for (int i = rate * tick / 4; i < rate * (tick + 1) / 4; i++) {
                calls.record(recorder, now, random);
            }
        }
    }

    /** What shadows have shown, as a test says. */
    private static final class Shadows implements ShadowProof {
        private long perTick = 5;
        private Verdict.Result result = Verdict.Result.PASS;
        private String obstacle;
        private long compared;
        private int looks;
        private int restarts;

        @Override
        public void restart() {
            compared = 0;
            restarts++;
        }

        @Override
        public long compared() {
            return compared;
        }

        @Override
        public long settled() {
            return compared * 4 / 3;
        }

        @Override
        public Verdict judge(int minSamples) {
            looks++;
            return new Verdict(
                    compared < minSamples ? Verdict.Result.INCONCLUSIVE : result, compared + " of " + minSamples);
        }

        @Override
        public String obstacle() {
            return obstacle;
        }
    }

    private Method method(String name, int candidateRate, int baselineRate) {
        Method method = methods.computeIfAbsent(name, key -> new Method());
        method.candidateRate = candidateRate;
        method.baselineRate = baselineRate;
        return method;
    }

    private void start(String fields) {
        start(fields, Criteria.of(null));
    }

    private void start(String fields, Criteria criteria) {
        rollout = new ServiceRollout(
                "a.B:1", Rules.rollout(fields), criteria, this::recorders, () -> heldBack, shadows, now, events::add);
    }

    private List<MethodCalls> recorders() {
        return methods.entrySet().stream()
                .map(entry -> new MethodCalls(entry.getKey(), entry.getValue().candidate, entry.getValue().baseline))
                .collect(Collectors.toList());
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            methods.values().forEach(Method::second);
            for (int tick = 0; tick < 4; tick++) {
                tick(TICK);
            }
        }
    }

    private void tick(long nanos) {
        now += nanos;
        methods.values().forEach(method -> {
            method.candidate.tick(now);
            method.baseline.tick(now);
        });
        shadows.compared += shadows.obstacle == null ? shadows.perTick : 0;
        rollout.tick(now);
    }

    private long secondsOf(int event) {
        return (events.get(event).time() - start) / SECOND;
    }

    private List<String> stories() {
        return events.stream()
                .map(event -> event.text().replaceAll(" \\(.*", ""))
                .collect(Collectors.toList());
    }

    private void assertIs(RolloutState state, int step, int limit) {
        assertThat(rollout.status().state()).as("state; %s", events).isEqualTo(state);
        assertThat(rollout.status().step()).as("step; %s", events).isEqualTo(step);
        assertThat(rollout.limit()).as("limit; %s", events).isEqualTo(limit);
        assertThat(rollout.status().limit()).isEqualTo(limit);
    }

    @Test
    void anEqualCandidateGoesStepByStepToTheEnd() {
        method("get", 100, 300);
        start(THREE_STEPS);
        assertIs(RUNNING, 1, 100);

        run(29);
        assertIs(RUNNING, 1, 100);
        run(11);
        assertIs(RUNNING, 2, 1_000);
        run(35);
        assertIs(RUNNING, 3, 5_000);
        run(40);
        assertIs(COMPLETE, 3, 10_000);

        assertThat(stories())
                .containsExactly(
                        "promoted from step 1 of 3", "promoted from step 2 of 3", "completed after step 3 of 3");
        assertThat(events.get(0).text())
                .startsWith(
                        "promoted from step 1 of 3 (1%, at least 30s and 1000 calls) to 2 of 3 (10%, at least 30s and "
                                + "1000 calls): PASS: get: 2500 against 7500 calls; p50 ")
                .doesNotContain("\n");
        assertThat(secondsOf(0)).isEqualTo(30);
        assertThat(events.get(2).toString()).startsWith("a.B:1: RUNNING -> COMPLETE: completed");
        assertThat(rollout.status().verdict().result()).isEqualTo(Verdict.Result.PASS);
        assertThat(rollout.status().waitsFor()).isEmpty();
    }

    @Test
    void aStepLastsUntilItHasItsCalls() {
        method("get", 10, 300);
        start(THREE_STEPS);

        run(100);
        assertIs(RUNNING, 1, 100);
        assertThat(rollout.status().samples()).isBetween(900L, 999L);
        assertThat(rollout.status().waitsFor()).isEqualTo("the step's least duration and calls");
        run(6);
        assertIs(RUNNING, 2, 1_000);
        assertThat(rollout.status().samples()).isZero();
        assertThat(rollout.status().elapsedNanos()).isLessThan(6 * SECOND);
    }

    @Test
    void aSlowCandidateLosesItsShareBeforeTheStepIsOverAndForGood() {
        Method get = method("get", 100, 300);
        get.candidateCalls.times(2);
        start(THREE_STEPS);

        run(15);
        assertIs(FAILED, 1, 0);
        assertThat(stories()).containsExactly("failed at step 1 of 3");
        assertThat(events.get(0).limit()).isZero();
        assertThat(rollout.status().verdict().result()).isEqualTo(Verdict.Result.FAIL);
        get.candidateCalls = new Calls();
        run(200);
        assertIs(FAILED, 1, 0);
        assertThat(rollout.status().waitsFor()).isEqualTo("an operator or a new rule");
    }

    @Test
    void aFailedRolloutThatIsResumedBeginsAnewAndForgetsTheOldCalls() {
        Method get = method("get", 100, 300);
        start(THREE_STEPS);
        run(40);
        assertIs(RUNNING, 2, 1_000);
        get.candidateCalls.errors(0.5);
        run(20);
        assertIs(FAILED, 2, 0);

        get.candidateCalls = new Calls();
        rollout.requestResume("fixed");
        run(1);
        assertIs(RUNNING, 1, 100);
        run(120);
        assertIs(COMPLETE, 3, 10_000);
        assertThat(events.get(2).text()).isEqualTo("resumed by an operator: fixed, from the first step");
    }

    @Test
    void oneBadMethodOfManyIsEnoughToFail() {
        method("get", 100, 300);
        method("list", 100, 300);
        method("save", 20, 60).candidateCalls.times(3);
        start(THREE_STEPS);

        run(20);
        assertIs(FAILED, 1, 0);
        assertThat(events.get(0).text()).contains("FAIL: save (of 3 verdicts, the one that decides): ");
    }

    @Test
    void aRareMethodDoesNotHoldTheOthers() {
        method("get", 100, 300);
        method("purge", 1, 3);
        start(THREE_STEPS);

        run(40);
        assertIs(RUNNING, 2, 1_000);
        assertThat(events.get(0).text()).contains("PASS: get: 2500 against");
    }

    @Test
    void rareMethodsAreJudgedTogether() {
        for (int i = 0; i < 40; i++) {
            method("rare" + i, 1, 3).candidateCalls.times(2);
        }
        start(THREE_STEPS);

        run(60);
        assertIs(FAILED, 1, 0);
        assertThat(events.get(0).text()).contains("FAIL: all methods: ");
    }

    @Test
    void manyCallsOfAMethodThatTheBaselineDoesNotGetAreNotPassedOver() {
        method("get", 100, 300);
        method("fresh", 100, 0);
        start(THREE_STEPS);

        run(100);
        assertIs(RUNNING, 1, 100);
        assertThat(rollout.status().verdict().evidence())
                .startsWith("all other methods (of 2 verdicts, the one that decides): ")
                .contains("the baseline has too few calls to judge, 0 of 104");
    }

    @Test
    void aMethodFirstCalledDuringTheStepIsJudged() {
        method("get", 100, 300);
        start(THREE_STEPS);
        run(8);
        method("late", 100, 300).candidateCalls.times(2);

        run(15);
        assertIs(FAILED, 1, 0);
        assertThat(events.get(0).text()).contains("FAIL: late");
    }

    @Test
    void withoutCallsOfTheBaselineItHoldsAndSaysSoOnce() {
        method("get", 100, 0);
        start(THREE_STEPS);

        run(300);
        assertIs(RUNNING, 1, 100);
        assertThat(stories()).containsExactly("step 1 of 3");
        assertThat(events.get(0).text())
                .contains(") goes on: INCONCLUSIVE: all methods: ")
                .endsWith("the baseline has too few calls to judge, 0 of 104");
        assertThat(rollout.status().waitsFor()).isEqualTo("calls that decide");
    }

    @Test
    void withoutCallsOfTheBaselineAbsoluteThresholdsLeadOn() {
        method("get", 100, 0);
        start(THREE_STEPS, new Criteria(1.25, 0, 95, 100 * Calls.MS, Double.NaN));

        run(120);
        assertIs(COMPLETE, 3, 10_000);
    }

    @Test
    void withoutCallsOfTheCandidateNothingHappens() {
        method("get", 0, 300);
        start(THREE_STEPS);

        run(600);
        assertIs(RUNNING, 1, 100);
        assertThat(events).isEmpty();
    }

    @Test
    void whileHeldBackTheClockStandsStillAndCallsDoNotCount() {
        Method get = method("get", 100, 300);
        start(THREE_STEPS);
        run(15);
        heldBack = true;
        get.candidateCalls.errors(1);
        run(300);
        assertIs(RUNNING, 1, 100);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(15 * SECOND);
        assertThat(rollout.status().waitsFor()).startsWith("held back");

        heldBack = false;
        get.candidateCalls = new Calls();
        run(10);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(25 * SECOND);
        assertIs(RUNNING, 1, 100);
        run(10);
        assertIs(RUNNING, 2, 1_000);
        assertThat(stories())
                .containsExactly(
                        "held back: the candidate is degraded or cold, or there is a drill; its calls do not count",
                        "no longer held back",
                        "promoted from step 1 of 3");
    }

    @Test
    void callsFromBeforeTheStepDoNotCount() {
        Method get = method("get", 100, 300);
        start("steps: [{weight: 1, minDuration: 1s, minSamples: 1}, {weight: 50}]");
        run(3);
        get.candidateCalls.errors(1);
        rollout.requestPromote("");
        run(1);
        get.candidateCalls = new Calls();

        run(20);
        assertIs(RUNNING, 2, 5_000);
        assertThat(rollout.status().verdict().evidence()).contains("; errors 0.00% ");
    }

    @Test
    void aPauseHoldsShareAndClockAndAResumeGoesOn() {
        Method get = method("get", 100, 300);
        start(THREE_STEPS);
        run(20);
        rollout.requestPause("lunch");
        run(1);
        assertIs(PAUSED, 1, 100);
        get.candidateCalls.errors(1);
        run(100);
        assertIs(PAUSED, 1, 100);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(20 * SECOND);

        get.candidateCalls = new Calls();
        rollout.requestResume("back");
        run(15);
        assertIs(RUNNING, 2, 1_000);
        assertThat(events.get(0).text()).isEqualTo("paused by an operator: lunch");
        assertThat(events.get(0).to()).isEqualTo(PAUSED);
        assertThat(events.get(1).text()).isEqualTo("resumed by an operator: back");
        assertThat(secondsOf(2)).isEqualTo(20 + 101 + 10);
    }

    @Test
    void anOperatorPromotesStepByStepWithoutCalls() {
        start(THREE_STEPS);
        rollout.requestPromote("x");
        tick(TICK);
        assertIs(RUNNING, 2, 1_000);
        rollout.requestPause("x");
        rollout.requestPromote("x");
        tick(TICK);
        assertIs(PAUSED, 3, 5_000);
        rollout.requestPromote("known good");
        tick(TICK);
        assertIs(COMPLETE, 3, 10_000);
        assertThat(events.get(3).text()).endsWith(": promoted by an operator: known good");
    }

    @Test
    void anOperatorTakesTheShareAwayAtAnyTime() {
        start(THREE_STEPS);
        rollout.requestAbort("bad feeling");
        tick(TICK);
        assertIs(ABORTED, 1, 0);
        rollout.requestResume("felt better");
        tick(TICK);
        assertIs(RUNNING, 1, 100);
        for (int i = 0; i < 3; i++) {
            rollout.requestPromote("");
        }
        tick(TICK);
        assertIs(COMPLETE, 3, 10_000);
        rollout.requestAbort("");
        tick(TICK);
        assertIs(ABORTED, 3, 0);
        assertThat(events.get(0).toString())
                .isEqualTo("a.B:1: RUNNING -> ABORTED: aborted by an operator: bad feeling");
    }

    @Test
    void requestsThatDoNotFitChangeNothingAndAreAnswered() {
        start(THREE_STEPS);
        rollout.requestResume("x");
        rollout.requestAbort("x");
        rollout.requestAbort("x");
        rollout.requestPause("x");
        rollout.requestPromote("x");
        tick(TICK);

        assertIs(ABORTED, 1, 0);
        assertThat(stories())
                .containsExactly(
                        "resumed by an operator: x, which changes nothing now",
                        "aborted by an operator: x",
                        "aborted by an operator: x, which changes nothing now",
                        "paused by an operator: x, which changes nothing now",
                        "promoted by an operator: x, which changes nothing now");
    }

    @Test
    void requestsWaitOnlyForATickThatComes() {
        start(THREE_STEPS);
        for (int i = 0; i < 16; i++) {
            rollout.requestPause("");
        }

        assertThatThrownBy(() -> rollout.requestAbort(""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("rollout of a.B:1: 16 requests wait already; allowed: to try again in a second");
        tick(TICK);
        rollout.requestAbort("");
        tick(TICK);
        assertIs(ABORTED, 1, 0);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndLeavesTheShare() {
        Method get = method("get", 100, 300);
        start(THREE_STEPS + ", dryRun: true");
        assertIs(DRY_RUN, 1, 10_000);
        run(40);
        assertIs(DRY_RUN, 2, 10_000);
        get.candidateCalls.times(3);
        run(40);
        assertIs(DRY_RUN, 2, 10_000);
        get.candidateCalls = new Calls();
        rollout.requestResume("");
        run(120);
        assertIs(DRY_RUN, 3, 10_000);

        assertThat(stories())
                .containsExactly(
                        "would have promoted from step 1 of 3",
                        "would have failed at step 2 of 3",
                        "resumed by an operator: , from the first step",
                        "would have promoted from step 1 of 3",
                        "would have promoted from step 2 of 3",
                        "would have completed after step 3 of 3");
        assertThat(events).allMatch(event -> event.limit() == 10_000 && event.to() == DRY_RUN);

        rollout.requestAbort("");
        tick(TICK);
        assertIs(ABORTED, 3, 0);
    }

    @Test
    void timeInWhichNobodyTickedIsNotTimeUnderWatch() {
        method("get", 100, 300);
        start(THREE_STEPS);

        tick(3_600 * SECOND);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(SECOND);
        tick(-SECOND);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(SECOND);
    }

    @Test
    void aCandidateThatIsAsSlowAsAllowedIsHeldRatherThanPromoted() {
        method("get", 20, 60).candidateCalls.times(1.25).plus(5);
        start(THREE_STEPS);

        run(90);
        assertIs(RUNNING, 1, 100);
        assertThat(rollout.status().verdict().result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
        assertThat(rollout.status().verdict().evidence()).contains(" INCONCLUSIVE;");
    }

    @Test
    void shadowsProveTheCandidateBeforeItGetsACall() {
        method("get", 0, 300);
        start(SHADOW_FIRST);
        assertIs(RUNNING, 1, 0);
        assertThat(rollout.status().shadow()).isTrue();

        run(19);
        assertIs(RUNNING, 1, 0);
        assertThat(rollout.status().samples()).isEqualTo(380);
        assertThat(rollout.status().waitsFor()).isEqualTo("the step's least duration and shadows");
        run(11);
        assertIs(RUNNING, 2, 100);
        assertThat(rollout.status().shadow()).isFalse();
        assertThat(secondsOf(0)).isEqualTo(30);
        assertThat(events.get(0).text())
                .isEqualTo(
                        "promoted from step 1 of 2 (shadow, at least 30s and 400 shadows) to 2 of 2 (1%, at least 30s "
                                + "and 1000 calls): PASS: 600 of 400");

        method("get", 100, 300);
        run(40);
        assertIs(COMPLETE, 2, 10_000);
    }

    @Test
    void aStepByShadowsLastsUntilItHasItsShadows() {
        start(SHADOW_FIRST);
        shadows.perTick = 1;
        run(99);
        assertIs(RUNNING, 1, 0);
        run(1);
        assertIs(RUNNING, 2, 100);
    }

    @Test
    void aCandidateThatAnswersOtherwiseNeverGetsACall() {
        start(SHADOW_FIRST);
        shadows.result = Verdict.Result.FAIL;
        run(600);

        assertIs(FAILED, 1, 0);
        assertThat(secondsOf(0)).as("at a look before the step is over").isLessThan(30);
        assertThat(events).hasSize(1).allMatch(event -> event.limit() == 0);
        assertThat(events.get(0).text())
                .matches("failed at step 1 of 2 \\(shadow, at least 30s and 400 shadows\\): FAIL: \\d+ of 400");
        assertThat(shadows.restarts)
                .as("what was seen is kept for who looks into it")
                .isEqualTo(1);
    }

    @Test
    void aFailedStepByShadowsForgetsThemWhenItIsResumed() {
        start(SHADOW_FIRST);
        shadows.result = Verdict.Result.FAIL;
        run(60);
        assertIs(FAILED, 1, 0);

        shadows.result = Verdict.Result.PASS;
        rollout.requestResume("fixed");
        tick(TICK);
        assertIs(RUNNING, 1, 0);
        assertThat(shadows.restarts).isEqualTo(2);
        assertThat(rollout.status().samples()).isLessThan(10);
        run(30);
        assertIs(RUNNING, 2, 100);
    }

    @Test
    void whereShadowsDecideNothingTheStepHolds() {
        start(SHADOW_FIRST);
        shadows.result = Verdict.Result.INCONCLUSIVE;
        run(600);

        assertIs(RUNNING, 1, 0);
        assertThat(rollout.status().waitsFor()).isEqualTo("shadows that decide");
        assertThat(stories()).containsExactly("step 1 of 2");
        assertThat(events.get(0).text()).endsWith(" goes on: INCONCLUSIVE: 600 of 400");
        assertThat(shadows.looks).as("looks, of 2,400 ticks").isLessThan(25);
    }

    @Test
    void whileShadowsAreStoppedTheStepWaitsForThemAndSaysSo() {
        start(SHADOW_FIRST);
        run(10);
        shadows.obstacle = "STOPPED, stopped by an operator";
        run(100);
        assertIs(RUNNING, 1, 0);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(10 * SECOND);
        assertThat(rollout.status().waitsFor()).isEqualTo("STOPPED, stopped by an operator");

        shadows.obstacle = null;
        run(20);
        assertIs(RUNNING, 2, 100);
        assertThat(stories())
                .containsExactly("STOPPED, stopped by an operator", "no longer held back", "promoted from step 1 of 2");
    }

    /** Without calls a guard that limits the candidate would have nothing to recover by: the step must not wait for it. */
    @Test
    void whatHoldsTheShareBackDoesNotHoldAStepByShadows() {
        method("get", 100, 300);
        start(SHADOW_FIRST);
        heldBack = true;
        run(30);
        assertIs(RUNNING, 2, 100);
        run(100);
        assertIs(RUNNING, 2, 100);
        assertThat(rollout.status().waitsFor()).startsWith("held back");
    }

    @Test
    void anOperatorActsOnAStepByShadowsAsOnOthers() {
        start(SHADOW_FIRST);
        run(10);
        rollout.requestPause("x");
        run(100);
        assertIs(PAUSED, 1, 0);
        assertThat(rollout.status().elapsedNanos()).isEqualTo(10 * SECOND);
        rollout.requestResume("x");
        run(10);
        assertIs(RUNNING, 1, 0);
        rollout.requestAbort("x");
        tick(TICK);
        assertIs(ABORTED, 1, 0);
        rollout.requestResume("x");
        tick(TICK);
        assertIs(RUNNING, 1, 0);
        rollout.requestPromote("known good");
        tick(TICK);
        assertIs(RUNNING, 2, 100);
    }

    @Test
    void aDryRunSaysWhatShadowsWouldHaveLedTo() {
        start(SHADOW_FIRST + ", dryRun: true");
        assertIs(DRY_RUN, 1, 10_000);
        run(30);
        assertIs(DRY_RUN, 2, 10_000);
        assertThat(stories()).containsExactly("would have promoted from step 1 of 2");
    }

    @Test
    void somebodyWhoMakesShadowsForgetMakesTheStepLookAgain() {
        start(SHADOW_FIRST);
        run(15);
        shadows.compared = 0;
        shadows.perTick = 1;
        shadows.result = Verdict.Result.FAIL;
        run(110);
        assertIs(FAILED, 1, 0);
    }

    /** Ten minutes of one step, judged again and again: what is never sure must not become so by looking often. */
    @ParameterizedTest
    @CsvSource({"1.25, 5, RUNNING, 90", "1, 0, COMPLETE, 100", "1.1, 0, COMPLETE, 100", "1.7, 5, FAILED, 100"})
    void soItEndsForNearlyAllSeeds(double times, double plusMillis, RolloutState state, int percent) {
        int seeds = 20;
        Map<RolloutState, Integer> ends = new TreeMap<>();
        for (long seed = 1; seed <= seeds; seed++) {
            random = new Random(seed);
            methods.clear();
            method("get", 10, 30).candidateCalls.times(times).plus(plusMillis);
            start("steps: [{weight: 25, minDuration: 60s, minSamples: 500}]");
            run(600);
            ends.merge(rollout.status().state(), 1, Integer::sum);
        }
        System.out.printf("ServiceRollout: x%s +%s ms: %s of seeds 1 to %d%n", times, plusMillis, ends, seeds);

        assertThat(ends.getOrDefault(state, 0))
                .as("seeds 1 to %d: %s", seeds, ends)
                .isGreaterThanOrEqualTo(seeds * percent / 100);
    }
}
