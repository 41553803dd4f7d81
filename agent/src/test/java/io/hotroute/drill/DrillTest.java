package io.hotroute.drill;

import static io.hotroute.degrade.GuardState.CLOSED;
import static io.hotroute.degrade.GuardState.HALF_OPEN;
import static io.hotroute.degrade.GuardState.LATCHED;
import static io.hotroute.degrade.GuardState.OPEN;
import static io.hotroute.degrade.GuardState.RECOVERING;
import static io.hotroute.degrade.Side.BASELINE;
import static io.hotroute.degrade.Side.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.degrade.GuardState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drills in virtual time; delays that a test sees through are of milliseconds. */
@Timeout(60)
class DrillTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private static Drill drill(String fault, String methods) {
        DrillPlan plan = DrillPlan.of("candidate", fault, methods, "20", "60s", DrillPlan.DEFAULT_MOST_SHARE);
        return new Drill("a.B:1", plan, null, List.of(), START);
    }

    private static long at(long seconds) {
        return START + seconds * SECOND;
    }

    private static void change(Drill drill, String method, GuardState from, GuardState to, long seconds) {
        drill.guardChanged(CANDIDATE, method, from, to, at(seconds));
    }

    @Test
    void callsInTheShareAreHitAndCounted() {
        Drill drill = drill("error", "*");

        assertThat(drill.hits(0, at(0))).isTrue();
        assertThat(drill.hits(1_999, at(59))).isTrue();
        assertThat(drill.hits(2_000, at(1))).isFalse();
        assertThat(drill.report(at(59)).injected()).isEqualTo(2);
        assertThat(drill.report(at(59)).stoppedBy()).isNull();
    }

    @Test
    void itConcernsItsMethodsOfItsSide() {
        Drill drill = drill("error", "get*");

        assertThat(drill.concerns(CANDIDATE, "getOne")).isTrue();
        assertThat(drill.concerns(BASELINE, "getOne")).isFalse();
        assertThat(drill.concerns(CANDIDATE, "save")).isFalse();
    }

    @Test
    void itExpiresThoughNobodyTicks() {
        Drill drill = drill("hang", "*");

        assertThat(drill.isRunning(at(60) - 1)).isTrue();
        assertThat(drill.isRunning(at(60))).isFalse();
        assertThat(drill.hits(0, at(60))).isFalse();
        assertThat(drill.delay(SECOND, at(60))).isFalse();

        DrillReport report = drill.report(at(1_000));
        assertThat(report.stoppedBy()).isEqualTo(StoppedBy.EXPIRY);
        assertThat(report.reason()).isEqualTo("after 60.00 s");
        assertThat(report.lengthNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void realSignalsEndItAtOnceAndTheFirstEndCounts() {
        Drill drill = drill("error", "*");
        drill.realSignal("errors 30%", at(3));
        drill.stop(StoppedBy.OPERATOR, "enough", at(4));
        drill.tick(at(61));

        assertThat(drill.hits(0, at(3))).isFalse();
        assertThat(drill.report(at(70)).stoppedBy()).isEqualTo(StoppedBy.REAL_SIGNAL);
        assertThat(drill.report(at(70)).reason()).isEqualTo("errors 30%");
        assertThat(drill.report(at(70)).lengthNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void aStopAfterTheExpiryIsAnExpiry() {
        Drill drill = drill("error", "*");
        drill.stop(StoppedBy.OPERATOR, "too late", at(61));

        assertThat(drill.report(at(61)).stoppedBy()).isEqualTo(StoppedBy.EXPIRY);
    }

    @Test
    void aHungCallTimesOutAndADelayedOneGoesOn() {
        long begun = System.nanoTime();
        assertThat(drill("hang", "*").delay(5 * MS, at(0))).isTrue();
        assertThat(drill("latency 5ms", "*").delay(SECOND, at(0))).isFalse();
        assertThat(drill("latency 5ms", "*").delay(5 * MS, at(0))).isTrue();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(15 * MS);
    }

    @Test
    void aCallIsNotDelayedBeyondTheExpiryAndHasNotTimedOutThen() {
        assertThat(drill("hang", "*").delay(60 * SECOND, at(60) - MS)).isFalse();
        assertThat(drill("latency 30s", "*").delay(30 * SECOND, at(60) - MS)).isFalse();
    }

    @Test
    void anErrorIsNotDelayed() {
        assertThat(drill("error", "*").delay(Long.MAX_VALUE, at(0))).isFalse();
    }

    @Test
    void allDelayedCallsGoOnWhenItEndsAndNoMoreThanSomeAreDelayed() throws InterruptedException {
        Drill drill = drill("hang", "*");
        AtomicBoolean timedOut = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < Drill.MOST_WAITING; i++) {
            callers.add(new Thread(() -> {
                if (drill.delay(50 * SECOND, at(0))) {
                    timedOut.set(true);
                }
            }));
        }
        callers.forEach(Thread::start);
        while (drill.waiting() < Drill.MOST_WAITING) {
            Thread.onSpinWait();
        }

        assertThat(drill.delay(50 * SECOND, at(0))).isFalse();
        assertThat(drill.report(at(0)).spared()).isEqualTo(1);
        drill.realSignal("x", at(0));
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(timedOut).isFalse();
        assertThat(drill.waiting()).isZero();
        assertThat(drill.delay(50 * SECOND, at(0))).isFalse();
    }

    @Test
    void anInterruptedCallGoesOnAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(drill("hang", "*").delay(50 * SECOND, at(0))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theReportSaysWhenTheGuardsSawItAndWhenTheyRecovered() {
        Drill drill = drill("latency 300ms", "get*");
        drill.hits(0, at(1));
        change(drill, "getOne", CLOSED, OPEN, 2);
        change(drill, "getTwo", CLOSED, OPEN, 4);
        drill.tick(at(60));
        change(drill, "getOne", OPEN, HALF_OPEN, 65);
        change(drill, "getOne", RECOVERING, CLOSED, 70);
        assertThat(drill.report(at(71)).recoveryNanos()).isEqualTo(DrillReport.NEVER);
        assertThat(drill.isSettled(at(71))).isFalse();
        change(drill, "getTwo", RECOVERING, CLOSED, 90);

        DrillReport report = drill.report(at(91));
        assertThat(drill.isSettled(at(91))).isTrue();
        assertThat(report.detectionNanos()).isEqualTo(2 * SECOND);
        assertThat(report.recoveryNanos()).isEqualTo(30 * SECOND);
        assertThat(report.lines())
                .containsExactly(
                        "drill of a.B:1: latency +300ms for 20% of the candidate's calls of methods=get*, 1m",
                        "stopped by EXPIRY (after 60.00 s) after 60.00 s; 1 calls hit",
                        "detected: after 2.00 s; recovered: 30.00 s after the end",
                        "  2.00 s getOne: CLOSED -> OPEN",
                        "  4.00 s getTwo: CLOSED -> OPEN",
                        "  65.00 s getOne: OPEN -> HALF_OPEN",
                        "  70.00 s getOne: RECOVERING -> CLOSED",
                        "  90.00 s getTwo: RECOVERING -> CLOSED");
    }

    @Test
    void aDrillThatNobodyNoticedSaysSo() {
        Drill drill = drill("error", "*");
        drill.tick(at(60));

        assertThat(drill.isSettled(at(64))).isFalse();
        assertThat(drill.isSettled(at(66))).isTrue();
        assertThat(drill.report(at(66)).lines().get(2)).isEqualTo("detected: not; recovered: not");
    }

    @Test
    void guardsThatClosedBeforeTheEndHaveRecoveredAtIt() {
        Drill drill = drill("error", "*");
        change(drill, "get", CLOSED, OPEN, 2);
        change(drill, "get", RECOVERING, CLOSED, 50);
        assertThat(drill.report(at(55)).recoveryNanos()).isEqualTo(DrillReport.NEVER);
        drill.tick(at(60));

        assertThat(drill.report(at(60)).recoveryNanos()).isZero();
    }

    @Test
    void aLatchedGuardHasNotRecovered() {
        Drill drill = drill("error", "*");
        change(drill, "get", CLOSED, LATCHED, 2);
        drill.tick(at(60));

        assertThat(drill.isSettled(at(600))).isFalse();
        assertThat(drill.report(at(600)).detectionNanos()).isEqualTo(2 * SECOND);
        assertThat(drill.report(at(600)).recoveryNanos()).isEqualTo(DrillReport.NEVER);
    }

    @Test
    void otherGuardsAndOtherTimesAreNotItsDoing() {
        Drill drill = drill("error", "get");
        drill.guardChanged(BASELINE, "get", CLOSED, OPEN, at(1));
        change(drill, "save", CLOSED, OPEN, 1);
        change(drill, "get", CLOSED, CLOSED, 1);
        change(drill, "get", CLOSED, OPEN, -1);
        drill.tick(at(60));
        change(drill, "get", CLOSED, OPEN, 66);

        assertThat(drill.report(at(70)).detectionNanos()).isEqualTo(DrillReport.NEVER);
        assertThat(drill.isSettled(at(70))).isTrue();
        assertThat(drill.report(at(70)).transitions())
                .containsExactly("1.00 s get: CLOSED -> CLOSED", "66.00 s get: CLOSED -> OPEN");
    }

    @Test
    void theGuardOfAllMethodsIsItsConcern() {
        Drill drill = drill("error", "get");
        change(drill, "*", CLOSED, OPEN, 3);

        assertThat(drill.report(at(4)).detectionNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void aFlappingGuardDoesNotFillTheReport() {
        Drill drill = drill("error", "*");
        for (int i = 0; i < 150; i++) {
            change(drill, "get", CLOSED, OPEN, 1);
        }

        assertThat(drill.report(at(2)).transitions()).hasSize(101).endsWith("and 50 more");
    }
}
