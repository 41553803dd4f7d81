package io.hotroute.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.Heartbeat;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Transition;
import io.hotroute.drill.DrillPlan;
import io.hotroute.drill.DrillReport;
import io.hotroute.drill.StoppedBy;
import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rollout.RolloutEvent;
import io.hotroute.rollout.RolloutState;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.shadow.ObservedResult;
import io.hotroute.shadow.Sample;
import io.hotroute.shadow.ServiceShadow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade in virtual time. */
class UpgradeTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long FAST = SECOND / 50;

    private final List<RolloutEvent> events = new ArrayList<>();
    private final List<DrillReport> reports = new ArrayList<>();
    private long now = 100 * SECOND;

    private static final String RULE =
            """
            configVersion: v1
            key: a.B:1
            candidate: {version: 2}
            route: {weight: 50}
            degrade: {}
            """;
    private static final String ROLLOUT = "rollout: {steps: [{weight: 10, minDuration: 30s, minSamples: 1000}]}\n";
    private static final String SHADOW_FIRST =
            """
            shadow: {methods: {include: [get]}, maxPerSecond: 1000, maxInFlight: 100}
            rollout: {steps: [{shadow: true, minDuration: 30s}, {weight: 10, minDuration: 30s, minSamples: 1000}]}
            """;
    private static final ObservedResult ANSWER = ObservedResult.exception("a.NotFound", "");

    private ServiceShadow shadow;

    private Upgrade upgrade(String fields) throws RuleException {
        RouteTable table = RouteTable.EMPTY.with(RuleParser.parse(RULE + fields));
        ServiceRoute route = table.routes().iterator().next();
        shadow = route.shadow() == null
                ? null
                : new ServiceShadow("a.B:1", route.shadow(), 1, now, (service, text) -> {});
        return new Upgrade(route, () -> shadow, new Heartbeat(now), new GuardBudget(10), 1, now, new UpgradeListener() {
            @Override
            public void guardChanged(Transition transition) {}

            @Override
            public void rolloutChanged(RolloutEvent event) {
                events.add(event);
            }

            @Override
            public void shadowChanged(String service, String text) {}

            @Override
            public void drillSettled(DrillReport report) {
                reports.add(report);
            }
        });
    }

    /** Of a hundred calls a second to the candidate and three hundred to the baseline, so many are slower by 15 ms. */
    private void run(Upgrade upgrade, int seconds, int slowCandidate, int slowBaseline) {
        MethodGuard guard = upgrade.guard().of("get", now);
        for (int tick = 0; tick < 4 * seconds; tick++) {
            for (int i = 0; i < 75; i++) {
                if (i < 25) {
                    call(guard.candidate(), i < slowCandidate / 4);
                }
                call(guard.baseline(), i < slowBaseline / 4);
            }
            now += SECOND / 4;
            upgrade.tick(now);
        }
    }

    private void call(LatencyRecorder recorder, boolean isSlow) {
        recorder.begin(now);
        recorder.end(now, now + (isSlow ? FAST * 7 / 4 : FAST), CallOutcome.SUCCESS);
    }

    /** What a drill does to calls says nothing about the candidate: neither against it nor, by a slow baseline, for it. */
    @ParameterizedTest
    @ValueSource(strings = {"candidate", "baseline"})
    void aDrillHoldsTheRolloutBack(String target) throws RuleException {
        Upgrade upgrade = upgrade(ROLLOUT);
        run(upgrade, 10, 0, 0);
        upgrade.startDrill(DrillPlan.of(target, "latency 15ms", "*", "50", "60s", 5_000), now);
        // Few enough for the guard to keep still, and enough for the p95.
        run(upgrade, 65, target.equals("candidate") ? 8 : 0, target.equals("baseline") ? 24 : 0);

        assertThat(upgrade.rollout().status().state()).as("%s", events).isEqualTo(RolloutState.RUNNING);
        assertThat(upgrade.rollout().status().samples()).isLessThanOrEqualTo(1_000);
        run(upgrade, 40, 0, 0);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).stoppedBy()).isEqualTo(StoppedBy.EXPIRY);
        assertThat(upgrade.rollout().status().state()).as("%s", events).isEqualTo(RolloutState.COMPLETE);
    }

    /** By a rule that judges the baseline by nothing: its guard does not say so. */
    @Test
    void aDrillOfTheCandidateEndsWhenTheBaselineBecomesSlow() throws RuleException {
        Upgrade upgrade = upgrade("");
        run(upgrade, 60, 0, 0);
        upgrade.startDrill(DrillPlan.of("candidate", "latency 15ms", "*", "50", "60s", 5_000), now);
        run(upgrade, 5, 0, 0);
        run(upgrade, 10, 0, 300);

        DrillReport report = upgrade.drillReport(now);
        assertThat(report.stoppedBy()).isEqualTo(StoppedBy.REAL_SIGNAL);
        assertThat(report.reason()).contains("calls that it left alone (get of the baseline) took more than 30.");
    }

    /** Twenty calls a second that are mirrored; the candidate answers every tenth one so. */
    private void mirror(Upgrade upgrade, int seconds, ObservedResult everyTenth) {
        for (int i = 0; i < 20 * seconds; i++) {
            Sample sample = shadow.admit("get", now);
            if (sample != null) {
                sample.sending(now, SECOND);
                sample.settle(ANSWER, !sample.isNoise() && i % 10 == 0 ? everyTenth : ANSWER, SECOND);
            }
            now += SECOND / 20;
            if (i % 5 == 0) {
                shadow.tick(now, null);
                upgrade.tick(now);
            }
        }
    }

    @Test
    void shadowsLeadToTheFirstShare() throws RuleException {
        Upgrade upgrade = upgrade(SHADOW_FIRST);
        mirror(upgrade, 29, ANSWER);
        assertThat(upgrade.step()).isZero();
        assertThat(upgrade.rollout().status().samples()).isGreaterThan(400);

        mirror(upgrade, 30, ANSWER);
        assertThat(upgrade.step()).as("%s", events).isEqualTo(1_000);
        assertThat(events.get(events.size() - 1).text()).contains("PASS: ", " of 400 compared; get SAME: differ 0 of ");
    }

    @Test
    void aCandidateThatAnswersOtherwiseGetsNoShare() throws RuleException {
        Upgrade upgrade = upgrade(SHADOW_FIRST);
        mirror(upgrade, 120, ObservedResult.exception("a.Gone", ""));

        assertThat(upgrade.step()).isZero();
        assertThat(upgrade.rollout().status().state()).as("%s", events).isEqualTo(RolloutState.FAILED);
        assertThat(events.get(events.size() - 1).text()).contains("FAIL: ", "get DIFFERS");
    }

    @Test
    void theStepWaitsForShadowsThatAreStoppedAndForARuleThatHasNone() throws RuleException {
        Upgrade upgrade = upgrade(SHADOW_FIRST);
        shadow.requestStop("an operator");
        mirror(upgrade, 100, ANSWER);
        assertThat(upgrade.rollout().status().waitsFor()).isEqualTo("shadows: STOPPED, stopped by an operator");
        shadow = null;
        now += SECOND;
        upgrade.tick(now);
        assertThat(upgrade.rollout().status().waitsFor()).startsWith("shadows: none");
        assertThat(upgrade.step()).isZero();
    }

    @Test
    void theBeginningForgetsOlderShadows() throws RuleException {
        Upgrade before = upgrade(SHADOW_FIRST);
        mirror(before, 10, ObservedResult.exception("a.Gone", ""));
        ServiceShadow kept = shadow;
        upgrade(ROLLOUT);
        shadow = kept;
        assertThat(kept.compared()).isPositive();
        before.rollout().requestAbort("");
        before.rollout().requestResume("");
        before.tick(now);

        assertThat(kept.compared()).isZero();
    }

    /** They may, while nothing but the candidate is in their way. */
    @Test
    void shadowsProbeTheCandidateUnlessSomethingElseStoppedThem() throws RuleException {
        Upgrade upgrade = upgrade(SHADOW_FIRST);
        assertThat(firstProbesAreShadows(upgrade)).isTrue();
        shadow.requestStop("an operator");
        assertThat(firstProbesAreShadows(upgrade)).isFalse();
        shadow = null;
        assertThat(firstProbesAreShadows(upgrade)).isFalse();
    }

    /** Trips the candidate's guard by errors, waits for its first probes, and closes it. */
    private boolean firstProbesAreShadows(Upgrade upgrade) {
        MethodGuard guard = upgrade.guard().of("get", now);
        run(upgrade, 10, 0, 0);
        for (int tick = 0; guard.admission().probes() == null; tick++) {
            assertThat(tick).as("ticks until there are probes").isLessThan(200);
            for (int i = 0; guard.admission().limit() > 0 && i < 25; i++) {
                guard.candidate().begin(now);
                guard.candidate().end(now, now + FAST, CallOutcome.ERROR);
            }
            now += SECOND / 4;
            upgrade.tick(now);
        }
        boolean drawn = guard.admission().probes().tryDraw(now);
        upgrade.guard().requestClose("");
        upgrade.tick(now + SECOND / 4);
        return drawn;
    }
}
