package io.hotroute.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.Degrade;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In virtual time; all series have log-normal latencies with a median of 20 ms. */
class LeftAloneTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TICK = SECOND / 4;
    private static final long SEED = 20261126;

    private final Random random = new Random(SEED);
    private final Degrade settings = settings();
    private final ServiceGuard guard =
            new ServiceGuard("a.B:1", settings, true, new GuardBudget(10), SEED, 0, transition -> {});
    private final MethodGuard get = guard.of("get", 0);
    private final MethodGuard save = guard.of("save", 0);
    private long now;

    private double getOfBaseline = 1;
    private double saveOfCandidate = 1;
    private double hit = 1;
    private double besideHit = 1;

    private static Degrade settings() {
        try {
            return RuleParser.parse("{configVersion: v1, key: 'a.B:1', candidate: {version: 2}, route: {weight: 50},"
                            + " degrade: {}}")
                    .rules()
                    .get(0)
                    .degrade();
        } catch (RuleException e) {
            throw new IllegalStateException(e);
        }
    }

    private LeftAlone drill() {
        DrillPlan plan = DrillPlan.of("candidate", "latency 300ms", "get*", "20", "600s", DrillPlan.DEFAULT_MOST_SHARE);
        return new LeftAlone(plan, settings, guard.guards(), now);
    }

    /** @return what went bad, with the time; null if nothing has */
    private String run(LeftAlone drill, int seconds, int callsPerTick) {
        for (int tick = 0; tick < 4 * seconds; tick++) {
            for (int i = 0; i < callsPerTick; i++) {
                call(get.baseline(), getOfBaseline);
                call(save.candidate(), saveOfCandidate);
                call(get.candidate(), hit);
                if (drill != null) {
                    call(get.candidate(), besideHit);
                    call(drill.recorder(), besideHit);
                }
            }
            now += TICK;
            get.tick(now);
            save.tick(now);
            String trouble = drill == null ? null : drill.trouble(now);
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private void call(LatencyRecorder recorder, double factor) {
        long latency = (long) (factor * 20 * MS * Math.exp(0.6 * random.nextGaussian()));
        recorder.begin(now);
        recorder.end(now, now + latency, CallOutcome.SUCCESS);
    }

    @Test
    void nothingIsWrongWhileOnlyCallsThatItHitsAreSlow() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        hit = 20;
        assertThat(run(drill, 600, 10)).isNull();
    }

    @Test
    void callsOfTheOtherSideThatBecomeSlowAreNoticedWithinTenSeconds() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        getOfBaseline = 3;
        assertThat(run(drill, 11, 10)).contains("calls that it left alone (get of the baseline) took more than ");
    }

    @Test
    void soAreCallsOfOtherMethods() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        saveOfCandidate = 3;
        assertThat(run(drill, 11, 10)).contains("(save of the candidate)");
    }

    @Test
    void soAreCallsThatItMightHaveHit() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        besideHit = 3;
        assertThat(run(drill, 11, 10)).contains("(beside those that it hit)");
    }

    /** What is bad enough for the guard's own limits is for the guard. */
    @Test
    void aLittleSlowerIsNotSlow() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        getOfBaseline = 1.5;
        saveOfCandidate = 1.5;
        besideHit = 1.5;
        assertThat(run(drill, 600, 10)).isNull();
    }

    @Test
    void callsOfWhichNothingWasKnownBeforeAreNotJudged() {
        LeftAlone drill = drill();
        assertThat(run(drill, 20, 10)).isNull();
        getOfBaseline = 5;
        assertThat(run(drill, 20, 10)).isNull();
    }

    @Test
    void aFewSlowCallsAreTooFew() {
        run(null, 60, 10);
        LeftAlone drill = drill();
        run(drill, 20, 0);
        for (int i = 0; i < 19; i++) {
            call(get.baseline(), 50);
        }
        assertThat(run(drill, 20, 0)).isNull();
        for (int i = 0; i < 20; i++) {
            call(get.baseline(), 50);
        }
        assertThat(run(drill, 20, 0)).contains("100% of 20 calls");
    }

    @Test
    void whatWasSlowBeforeIsNotHeldAgainstIt() {
        getOfBaseline = 5;
        run(null, 60, 10);
        LeftAlone drill = drill();
        assertThat(run(drill, 60, 10)).isNull();
    }

    @Test
    void callsThatFailAreNoticedAtTheNextTick() {
        LeftAlone drill = drill();
        for (int i = 0; i < 5; i++) {
            drill.recorder().begin(now);
            drill.recorder().end(now, now + MS, CallOutcome.ERROR);
        }
        assertThat(drill.trouble(now + TICK)).isEqualTo("5 of 5 calls that it left alone failed");
    }
}
