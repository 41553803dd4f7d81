package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.Degrade;
import io.hotroute.rule.RuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard, calls and time; 40 calls a second to each version, as long as the guard lets them through. */
class MethodGuardTest {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int CALLS = 10;
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Transition> transitions = new ArrayList<>();
    private final Facts facts = new Facts();
    private long now = TimeUnit.HOURS.toNanos(1);
    private long call;

    private MethodGuard guard(String settings) throws RuleException {
        return guard(Settings.parse(settings), true);
    }

    private MethodGuard guard(Degrade settings, boolean hasCandidate) {
        return new MethodGuard(
                "OrderService",
                "getOrder",
                settings,
                hasCandidate,
                facts,
                new SplittableRandom(1),
                now,
                0,
                transitions::add);
    }

    private void calls(LatencyRecorder recorder, int count, long nanos, CallOutcome outcome) {
        for (int i = 0; i < count; i++) {
            long start = now + call++ % 1_000;
            recorder.begin(start);
            recorder.end(start, start + nanos, outcome);
        }
    }

    private void tick(MethodGuard guard) {
        now += TICK;
        guard.tick(now);
    }

    private void well(MethodGuard guard, int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.SUCCESS);
            if (guard.admission().limit() > 0) {
                calls(guard.candidate(), CALLS, FAST, CallOutcome.SUCCESS);
            }
            tick(guard);
        }
    }

    /** @return seconds until its calls were taken away; -1 if they were not */
    private double bad(MethodGuard guard, int seconds, long nanos, CallOutcome outcome) {
        for (int i = 1; i <= seconds * 4; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.SUCCESS);
            calls(guard.candidate(), CALLS, nanos, outcome);
            tick(guard);
            if (guard.admission().limit() == 0) {
                return i / 4.0;
            }
        }
        return -1;
    }

    @Test
    void aSlowCandidateLosesItsCallsAndTheEvidenceSaysWhy() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 30);
        assertThat(guard.admission().limit()).isEqualTo(Admission.ALL);
        assertThat(bad(guard, 10, SLOW, CallOutcome.SUCCESS)).isBetween(1.0, 2.5);
        assertThat(guard.admission().baselineDegraded()).isFalse();
        assertThat(transitions).hasSize(1);
        assertThat(transitions.get(0))
                .hasToString(transitions.get(0).toString())
                .extracting(Transition::side, Transition::from, Transition::to)
                .containsExactly(Side.CANDIDATE, GuardState.CLOSED, GuardState.OPEN);
        assertThat(transitions.get(0).evidence())
                .contains("calls slow or failed in")
                .contains("baseline 0 of ")
                .contains("baseline's p90 10.")
                .contains("x 1.25 + 5.0 ms")
                .doesNotContain("\n");
        assertThat(guard.status().get(0).state()).isEqualTo(GuardState.OPEN);
        assertThat(guard.status().get(0).trips()).isEqualTo(1);
    }

    @Test
    void errorsAndBusinessExceptionsCountAsWell() throws RuleException {
        MethodGuard failing = guard("");
        well(failing, 30);
        assertThat(bad(failing, 10, FAST, CallOutcome.ERROR)).isBetween(1.0, 2.5);

        MethodGuard throwing = guard("");
        well(throwing, 30);
        assertThat(bad(throwing, 10, FAST, CallOutcome.BUSINESS_EXCEPTION)).isBetween(1.0, 2.5);
        assertThat(transitions.get(1).evidence()).contains("business exceptions");
    }

    @Test
    void callsThatHangAreSeenBeforeTheyEnd() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 30);
        for (int i = 0; i < 7; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.SUCCESS);
            for (int j = 0; j < CALLS; j++) {
                guard.candidate().begin(now + j);
            }
            tick(guard);
        }
        assertThat(guard.admission().limit()).isZero();
    }

    @Test
    void itComesBackStepByStepAndNeverAboveTheRule() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 30);
        bad(guard, 10, SLOW, CallOutcome.SUCCESS);
        List<Integer> limits = new ArrayList<>();
        for (int i = 0; i < 4 * 300 && guard.admission().limit() < Admission.ALL; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.SUCCESS);
            Admission admission = guard.admission();
            if (admission.limit() > 0) {
                calls(guard.candidate(), CALLS, FAST, CallOutcome.SUCCESS);
            }
            while (admission.probes() != null && admission.probes().tryAcquire(now)) {
                admission.probes().settled(FAST, CallOutcome.SUCCESS);
            }
            tick(guard);
            limits.add(guard.admission().limit());
        }
        assertThat(limits.stream().distinct()).containsExactly(0, 100, 500, 2_500, Admission.ALL);
    }

    @Test
    void aPauseOfThisJvmDoesNotTrip() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 30);
        long start = now;
        for (int i = 0; i < 40; i++) {
            guard.candidate().begin(start + i);
        }
        now += TimeUnit.MILLISECONDS.toNanos(800);
        for (int i = 0; i < 40; i++) {
            guard.candidate().end(start + i, now, CallOutcome.SUCCESS);
        }
        tick(guard);
        well(guard, 30);
        assertThat(transitions).isEmpty();
    }

    @Test
    void withTooFewProvidersOfTheBaselineTheCallsStay() throws RuleException {
        facts.baselineProviders(1);
        MethodGuard guard = guard("minimumBaseline: 2");
        well(guard, 30);
        assertThat(bad(guard, 10, SLOW, CallOutcome.SUCCESS)).isEqualTo(-1);
        assertThat(transitions.get(0).to()).isEqualTo(GuardState.CLOSED);
        assertThat(transitions.get(0).evidence()).contains("too few providers");
        facts.baselineProviders(2);
        assertThat(bad(guard, 10, SLOW, CallOutcome.SUCCESS)).isPositive();
    }

    @Test
    void aColdCandidateGetsAHundredthAndMayBeSlow() throws RuleException {
        facts.candidateSeen(now);
        MethodGuard guard = guard("");
        assertThat(guard.admission().limit()).isEqualTo(100);
        for (int i = 0; i < 4 * 59; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.SUCCESS);
            calls(guard.candidate(), 1, 5 * FAST, CallOutcome.SUCCESS);
            tick(guard);
            assertThat(guard.admission().limit()).isEqualTo(100);
        }
        well(guard, 14);
        assertThat(guard.admission().limit()).isEqualTo(Admission.ALL);
        assertThat(transitions).isEmpty();
    }

    @Test
    void aColdCandidateThatFailsTrips() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 20);
        facts.candidateSeen(now);
        assertThat(bad(guard, 10, FAST, CallOutcome.ERROR)).isPositive();
    }

    @Test
    void anOperatorTakesCallsAwayAndGivesThemBack() throws RuleException {
        MethodGuard guard = guard("");
        well(guard, 10);
        guard.requestOpen("maintenance");
        tick(guard);
        assertThat(guard.admission().limit()).isZero();
        assertThat(guard.admission().probes()).isNull();
        for (int i = 0; i < 4 * 3_600; i++) {
            tick(guard);
        }
        assertThat(guard.status().get(0).state()).isEqualTo(GuardState.LATCHED);
        guard.requestClose("done");
        tick(guard);
        assertThat(guard.admission().limit()).isEqualTo(Admission.ALL);
        assertThat(transitions).extracting(Transition::evidence).containsExactly("maintenance", "done");
    }

    @Test
    void callsThatGoBackAreBoundedByWhatWasUsual() throws RuleException {
        MethodGuard guard = guard("routeBack: {ratio: 3, floor: 1}");
        well(guard, 60);
        assertThat(guard.routeBack().most()).isEqualTo(Integer.MAX_VALUE);
        assertThat(bad(guard, 10, SLOW, CallOutcome.SUCCESS)).isPositive();
        assertThat(guard.routeBack().most()).isEqualTo(3 * 2 * CALLS + 1);
    }

    @Test
    void callsThatAnOperatorTakesAwayAreNot() throws RuleException {
        MethodGuard guard = guard("routeBack: {floor: 0}");
        well(guard, 60);
        guard.requestOpen("maintenance");
        tick(guard);
        assertThat(guard.admission().limit()).isZero();
        assertThat(guard.routeBack().most()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theStepsOfTheRecoveryTakeAsLongAsTheRuleSays() throws RuleException {
        double usual = secondsToRecover(guard(""));
        double quick = secondsToRecover(guard("recovery: {stepDuration: 2s}"));
        assertThat(usual).isBetween(90.0, 130.0);
        assertThat(quick).isBetween(6.0, 25.0);
    }

    private double secondsToRecover(MethodGuard guard) {
        well(guard, 30);
        bad(guard, 10, SLOW, CallOutcome.SUCCESS);
        long tripped = now;
        while (guard.admission().limit() < Admission.ALL && now - tripped < TimeUnit.MINUTES.toNanos(5)) {
            Probes probes = guard.admission().probes();
            while (probes != null && probes.tryAcquire(now)) {
                probes.settled(FAST, CallOutcome.SUCCESS);
            }
            well(guard, 1);
        }
        return (double) (now - tripped) / TimeUnit.SECONDS.toNanos(1);
    }

    @Test
    void absoluteThresholdsTripAtTheirBoundary() throws RuleException {
        MethodGuard consecutive = guard("consecutiveErrors: 1");
        calls(consecutive.candidate(), 1, FAST, CallOutcome.ERROR);
        tick(consecutive);
        assertThat(consecutive.admission().limit()).isZero();

        transitions.clear();
        MethodGuard all = guard("errorPercent: 100");
        for (int i = 0; i < 4 * 16; i++) {
            calls(all.baseline(), CALLS, FAST, CallOutcome.ERROR);
            calls(all.candidate(), CALLS, FAST, CallOutcome.ERROR);
            tick(all);
        }
        assertThat(all.admission().limit()).isZero();
        assertThat(transitions.get(0).evidence()).contains("(100.0%), allowed less than 100%");

        transitions.clear();
        MethodGuard latency = guard("latency: {percentile: 50, above: 50ms}");
        for (int i = 0; i < 4 * 16; i++) {
            calls(latency.baseline(), CALLS, SLOW, CallOutcome.SUCCESS);
            calls(latency.candidate(), CALLS, SLOW, CallOutcome.SUCCESS);
            tick(latency);
        }
        assertThat(latency.admission().limit()).isZero();
        assertThat(transitions.get(0).evidence()).contains("p50 of ").contains("allowed 50.0 ms");
    }

    @Test
    void belowTheirBoundaryTheyDoNot() throws RuleException {
        MethodGuard guard = guard("consecutiveErrors: 3, errorPercent: 50, latency: {above: 200ms}");
        for (int i = 0; i < 4 * 70; i++) {
            for (LatencyRecorder recorder : List.of(guard.baseline(), guard.candidate())) {
                calls(recorder, 2, FAST, CallOutcome.ERROR);
                calls(recorder, 8, SLOW, CallOutcome.SUCCESS);
            }
            tick(guard);
        }
        assertThat(transitions).isEmpty();
    }

    @Test
    void withoutACandidateTheBaselineIsGuarded() throws RuleException {
        MethodGuard guard =
                guard(Settings.withoutCandidate("errorPercent: 50, action: fail, backOff: {first: 1s}"), false);
        assertThat(guard.admission().baselineDegraded()).isFalse();
        for (int i = 0; i < 4 * 16; i++) {
            calls(guard.baseline(), CALLS, FAST, CallOutcome.ERROR);
            tick(guard);
        }
        assertThat(guard.admission().baselineDegraded()).isTrue();
        assertThat(guard.admission().baselineLimit()).isZero();
        assertThat(guard.status()).extracting(GuardStatus::side).containsExactly(Side.BASELINE);
        int last = 0;
        for (int i = 0; i < 4 * 300 && guard.admission().baselineDegraded(); i++) {
            Probes probes = guard.admission().baselineProbes();
            while (probes != null && probes.tryAcquire(now)) {
                probes.settled(FAST, CallOutcome.SUCCESS);
            }
            if (guard.admission().baselineLimit() > 0) {
                calls(guard.baseline(), 2, FAST, CallOutcome.SUCCESS);
            }
            tick(guard);
            assertThat(guard.admission().baselineLimit()).isGreaterThanOrEqualTo(last);
            last = guard.admission().baselineLimit();
        }
        assertThat(last).isEqualTo(Admission.ALL);
    }

    @Test
    void aBaselineThatTripsAgainAndAgainIsNeverLatched() throws RuleException {
        MethodGuard guard = guard(
                Settings.withoutCandidate("consecutiveErrors: 2, action: fail, backOff: {first: 1s, most: 1s}"), false);
        for (int i = 0; i < 4 * 3_600; i++) {
            Probes probes = guard.admission().baselineProbes();
            while (probes != null && probes.tryAcquire(now)) {
                probes.settled(FAST, CallOutcome.SUCCESS);
            }
            if (guard.admission().baselineLimit() > 0) {
                calls(guard.baseline(), 2, FAST, CallOutcome.ERROR);
            } else if (probes != null) {
                calls(guard.baseline(), 1, FAST, CallOutcome.SUCCESS);
            }
            tick(guard);
        }
        assertThat(guard.status().get(0).trips()).isGreaterThan(10);
        assertThat(transitions).extracting(Transition::to).doesNotContain(GuardState.LATCHED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ratio: 0.99",
                "ratio: 10.01",
                "errorPercent: 0",
                "errorPercent: 100.1",
                "consecutiveErrors: 0",
                "latency: {percentile: 100, above: 1s}",
                "latency: {percentile: 49, above: 1s}",
                "latency: {above: 0s}",
                "minimumBaseline: 0",
                "backOff: {first: 10s, most: 5s}",
                "backOff: {first: 0s}"
            })
    void whatCouldNeverTripOrAlwaysWouldIsRefused(String settings) {
        assertThatThrownBy(() -> Settings.parse(settings))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("allowed");
    }
}
