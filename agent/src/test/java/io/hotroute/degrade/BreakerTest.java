package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.CallOutcome;
import io.hotroute.rule.RuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double BUSY = 100;

    private final List<String> changes = new ArrayList<>();
    private final Breaker breaker;
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(10);
    private long judged;

    BreakerTest() throws RuleException {
        breaker = new Breaker(
                Settings.parse(""),
                true,
                new SplittableRandom(1),
                now,
                (from, to, at, evidence) -> changes.add(from + " " + to));
        breaker.probeBy(100, 200);
    }

    private void tick(String trouble) {
        now += TICK;
        breaker.tick(now, trouble, true, false, judged, BUSY);
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    /** @return seconds until it left the state it is in; -1 if it did not within that many */
    private double leaves(long within, Runnable each) {
        GuardState from = breaker.state();
        long start = now;
        while (now - start < seconds(within)) {
            each.run();
            tick(null);
            if (breaker.state() != from) {
                return (now - start) / 1e9;
            }
        }
        return -1;
    }

    private void probesSettle(int good, int bad) {
        Probes probes = breaker.probes();
        for (int i = 0; probes != null && i < good + bad; i++) {
            if (probes.tryAcquire(now)) {
                probes.settled(i < good ? 100 : 101, CallOutcome.SUCCESS);
            }
        }
    }

    private void trip() {
        tick("trouble");
        assertThat(breaker.limit()).isZero();
    }

    private void recoverTo(GuardState state) {
        for (int i = 0; i < 4_000 && breaker.state() != state; i++) {
            probesSettle(10, 0);
            judged += 2;
            tick(null);
        }
        assertThat(breaker.state()).isEqualTo(state);
    }

    @Test
    void troubleOpensIt() {
        assertThat(breaker.limit()).isEqualTo(Admission.ALL);
        trip();
        assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
        assertThat(breaker.probes()).isNull();
        assertThat(breaker.evidence()).isEqualTo("trouble");
    }

    @Test
    void itStaysOpenForTheBackOff() {
        trip();
        assertThat(leaves(6, () -> {})).isBetween(2.5, 5.25);
        assertThat(breaker.state()).isEqualTo(GuardState.HALF_OPEN);
        assertThat(breaker.limit()).isZero();
        assertThat(breaker.probes()).isNotNull();
    }

    @Test
    void failedRoundsBackOffForLongerAndLongerUpToTheMost() {
        trip();
        leaves(6, () -> {});
        double least = 5;
        for (int round = 0; round < 12; round++) {
            probesSettle(0, 2);
            tick(null);
            assertThat(breaker.probes()).isNull();
            long start = now;
            while (breaker.probes() == null) {
                tick(null);
            }
            double most = Math.min(300, 5 * Math.pow(2, round + 1));
            assertThat((now - start) / 1e9).isBetween(most / 2, most + 0.25);
            least = Math.max(least, most / 2);
        }
        assertThat(least).isEqualTo(150);
        assertThat(breaker.state()).isEqualTo(GuardState.HALF_OPEN);
        assertThat(changes).containsExactly("CLOSED OPEN", "OPEN HALF_OPEN");
    }

    @Test
    void twoGoodRoundsStartTheRecoveryWhichGoesBySteps() {
        trip();
        recoverTo(GuardState.RECOVERING);
        List<Integer> limits = new ArrayList<>();
        long start = now;
        while (breaker.state() == GuardState.RECOVERING) {
            if (limits.isEmpty() || limits.get(limits.size() - 1) != breaker.limit()) {
                limits.add(breaker.limit());
            }
            judged++;
            tick(null);
        }
        assertThat(limits).containsExactly(100, 500, 2_500);
        assertThat((now - start) / 1e9).isBetween(90.0, 110.0);
        assertThat(breaker.state()).isEqualTo(GuardState.CLOSED);
        assertThat(changes)
                .containsExactly("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN RECOVERING", "RECOVERING CLOSED");
    }

    @Test
    void withoutCallsItDoesNotGrow() {
        trip();
        recoverTo(GuardState.RECOVERING);
        assertThat(leaves(29 * 60, () -> {})).isEqualTo(-1);
        assertThat(breaker.limit()).isEqualTo(100);
    }

    @Test
    void aRecoveryWithoutCallsEnds() {
        trip();
        recoverTo(GuardState.RECOVERING);
        assertThat(leaves(31 * 60, () -> {})).isPositive();
        assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
    }

    @Test
    void probingWithoutCallsEnds() {
        trip();
        leaves(6, () -> {});
        assertThat(leaves(601, () -> {})).isBetween(599.0, 600.5);
        assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
    }

    @Test
    void threeGoodProbesInTenMinutesAreARound() {
        trip();
        leaves(6, () -> {});
        assertThat(leaves(1_300, () -> {
                    if (breaker.probes() != null && !breaker.probes().isGoodSoFar(3)) {
                        probesSettle(1, 0);
                    }
                }))
                .isPositive();
        assertThat(breaker.state()).isEqualTo(GuardState.RECOVERING);
    }

    @Test
    void whereCallsAreFewAStepIsLarger() {
        trip();
        recoverTo(GuardState.HALF_OPEN);
        while (breaker.state() == GuardState.HALF_OPEN) {
            probesSettle(10, 0);
            now += TICK;
            breaker.tick(now, null, true, false, judged, 5);
        }
        assertThat(breaker.limit()).isEqualTo(334);
        now += TICK;
        breaker.tick(now, null, true, false, judged, 0);
        assertThat(breaker.limit()).isEqualTo(2_500);
    }

    @Test
    void theSecondTripTakesFiveMinutesOfGoodProbes() {
        trip();
        recoverTo(GuardState.RECOVERING);
        trip();
        recoverTo(GuardState.HALF_OPEN);
        assertThat(leaves(600, () -> probesSettle(10, 0))).isBetween(300.0, 315.0);
    }

    @Test
    void theThirdTripWithinHalfAnHourLatchesUntilSomebodyActs() {
        for (int i = 0; i < 2; i++) {
            trip();
            recoverTo(GuardState.RECOVERING);
        }
        trip();
        assertThat(breaker.state()).isEqualTo(GuardState.LATCHED);
        assertThat(leaves(24 * 3_600, () -> {})).isEqualTo(-1);

        breaker.close(now, "operator");
        assertThat(breaker.state()).isEqualTo(GuardState.CLOSED);
        trip();
        assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
    }

    @Test
    void tripsThatLieApartDoNotLatch() {
        for (int i = 0; i < 5; i++) {
            trip();
            assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
            recoverTo(GuardState.CLOSED);
            assertThat(leaves(16 * 60, () -> {})).isEqualTo(-1);
        }
    }

    @Test
    void theBackOffShrinksInHealth() {
        trip();
        recoverTo(GuardState.CLOSED);
        leaves(61, () -> {});
        trip();
        assertThat(leaves(6, () -> {})).isBetween(2.5, 5.25);
    }

    @Test
    void whereItMustNotTripItSaysSoOnceAndStays() {
        for (int i = 0; i < 10; i++) {
            now += TICK;
            breaker.tick(now, "trouble", false, false, judged, BUSY);
        }
        assertThat(breaker.state()).isEqualTo(GuardState.CLOSED);
        assertThat(breaker.limit()).isEqualTo(Admission.ALL);
        assertThat(changes).containsExactly("CLOSED CLOSED");
        assertThat(breaker.evidence()).contains("held").contains("trouble");
    }

    @Test
    void aRoundOfAnEarlierEpochCountsForNothing() {
        trip();
        leaves(6, () -> {});
        Probes early = breaker.probes();
        assertThat(early.tryAcquire(now)).isTrue();
        breaker.restartRound(now);
        assertThat(breaker.probes()).isNotSameAs(early);
        for (int i = 0; i < 10; i++) {
            early.settled(1, CallOutcome.SUCCESS);
        }
        tick(null);
        assertThat(breaker.probes().verdict(now)).isEqualTo(Probes.Verdict.PENDING);
    }

    @Test
    void jitterPartsConsumersThatTrippedTogether() throws RuleException {
        List<Long> ends = new ArrayList<>();
        for (int seed = 0; seed < 50; seed++) {
            Breaker one = new Breaker(
                    Settings.parse(""), true, new SplittableRandom(seed), 0, (from, to, at, evidence) -> {});
            one.tick(TICK, "trouble", true, false, 0, BUSY);
            long at = TICK;
            while (one.state() == GuardState.OPEN) {
                at += TICK;
                one.tick(at, null, true, false, 0, BUSY);
            }
            ends.add(at);
        }
        assertThat(ends.stream().distinct().count()).isGreaterThan(5);
    }

    private void shadowsSettle(int good, int bad) {
        Probes probes = breaker.probes();
        for (int i = 0; probes != null && i < good + bad; i++) {
            if (probes.tryDraw(now) && probes.tryAcquireByShadow(now)) {
                probes.settled(i < good ? 100 : 101, CallOutcome.SUCCESS);
            }
        }
    }

    @Test
    void theFirstRoundIsByShadowsAndTheSecondByCalls() {
        breaker.probeByShadows(() -> true);
        trip();
        leaves(6, () -> {});
        Probes first = breaker.probes();
        assertThat(first.tryAcquire(now)).isFalse();
        shadowsSettle(10, 0);
        tick(null);
        tick(null);
        Probes second = breaker.probes();
        assertThat(second).isNotNull().isNotSameAs(first);
        assertThat(second.tryDraw(now)).isFalse();

        probesSettle(10, 0);
        tick(null);
        assertThat(breaker.state()).isEqualTo(GuardState.RECOVERING);
    }

    @Test
    void whileTheProvidersAreBadNoCallIsSpent() {
        breaker.probeByShadows(() -> true);
        trip();
        leaves(6, () -> {});
        int[] spent = new int[1];
        int[] rounds = new int[1];
        leaves(1_800, () -> {
            Probes round = breaker.probes();
            if (round != null) {
                spent[0] += round.tryAcquire(now) ? 1 : 0;
                rounds[0]++;
            }
            shadowsSettle(0, 2);
        });

        assertThat(rounds[0]).isGreaterThan(5);
        assertThat(spent[0]).isZero();
    }

    /** After a round by calls that went bad, shadows first again. */
    @Test
    void afterABadRoundByCallsShadowsGoFirstAgain() {
        breaker.probeByShadows(() -> true);
        trip();
        leaves(6, () -> {});
        shadowsSettle(10, 0);
        tick(null);
        tick(null);
        probesSettle(0, 2);
        tick(null);
        assertThat(breaker.probes()).isNull();
        assertThat(breaker.evidence()).isEqualTo("0 of 2 probes good");
        while (breaker.probes() == null) {
            tick(null);
        }
        assertThat(breaker.probes().tryDraw(now)).isTrue();
    }

    @Test
    void withoutShadowsCallsProbeAfterAFewSeconds() {
        breaker.probeByShadows(() -> true);
        trip();
        leaves(6, () -> {});
        assertThat(leaves(30, () -> probesSettle(10, 0))).isBetween(5.0, 6.0);
        assertThat(breaker.state()).isEqualTo(GuardState.RECOVERING);
    }

    @Test
    void probingByShadowsThatDoNotComeEnds() {
        breaker.probeByShadows(() -> true);
        trip();
        leaves(6, () -> {});
        assertThat(leaves(601, () -> {})).isBetween(599.0, 600.5);
        assertThat(breaker.state()).isEqualTo(GuardState.OPEN);
    }
}
