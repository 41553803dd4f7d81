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
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade in virtual time. */
class UpgradeTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long FAST = SECOND / 50;

    private final List<RolloutEvent> events = new ArrayList<>();
    private final List<DrillReport> reports = new ArrayList<>();
    private long now = 100 * SECOND;

    private Upgrade upgrade() throws RuleException {
        RouteTable table = RouteTable.EMPTY.with(
                RuleParser.parse(
                        """
                configVersion: v1
                key: a.B:1
                candidate: {version: 2}
                route: {weight: 50}
                degrade: {}
                rollout: {steps: [{weight: 10, minDuration: 30s, minSamples: 1000}]}
                """));
        return new Upgrade(
                table.routes().iterator().next(),
                () -> null,
                new Heartbeat(now),
                new GuardBudget(10),
                1,
                now,
                new UpgradeListener() {
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
        Upgrade upgrade = upgrade();
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
}
