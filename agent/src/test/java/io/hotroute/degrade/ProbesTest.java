package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.CallOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbesTest {

    private static final long SLOW = 100;
    private static final long DEADLINE = 200;

    private final Probes probes = new Probes(SLOW, DEADLINE, false);

    private void take(int count, long now) {
        for (int i = 0; i < count; i++) {
            assertThat(probes.tryAcquire(now)).isTrue();
        }
    }

    private void settle(int count, long nanos, CallOutcome outcome) {
        for (int i = 0; i < count; i++) {
            probes.settled(nanos, outcome);
        }
    }

    @Test
    void thereAreTen() {
        take(10, 1);
        assertThat(probes.tryAcquire(1)).isFalse();
        assertThat(probes.tryAcquire(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void nineGoodOnesDo() {
        take(10, 1);
        settle(8, SLOW, CallOutcome.SUCCESS);
        assertThat(probes.verdict(1)).isEqualTo(Probes.Verdict.PENDING);
        settle(1, SLOW, CallOutcome.BUSINESS_EXCEPTION);
        assertThat(probes.verdict(1)).isEqualTo(Probes.Verdict.GOOD);
    }

    @Test
    void oneBadOneIsForgivenAndTwoAreNot() {
        take(10, 1);
        settle(1, SLOW + 1, CallOutcome.SUCCESS);
        assertThat(probes.verdict(1)).isEqualTo(Probes.Verdict.PENDING);
        settle(1, 1, CallOutcome.ERROR);
        assertThat(probes.verdict(1)).isEqualTo(Probes.Verdict.BAD);
    }

    @Test
    void businessExceptionsAreBadWhereTheyWereTheTrouble() {
        Probes strict = new Probes(SLOW, DEADLINE, true);
        strict.settled(1, CallOutcome.BUSINESS_EXCEPTION);
        strict.settled(1, CallOutcome.BUSINESS_EXCEPTION);
        assertThat(strict.verdict(1)).isEqualTo(Probes.Verdict.BAD);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -5, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void whatHasNotSettledByTheDeadlineIsBad(long start) {
        take(2, start);
        assertThat(probes.verdict(start + DEADLINE)).isEqualTo(Probes.Verdict.PENDING);
        assertThat(probes.verdict(start + DEADLINE + 2)).isEqualTo(Probes.Verdict.BAD);
    }

    @Test
    void whatSettledIsNotOverdueToo() {
        take(10, 1);
        settle(8, 1, CallOutcome.SUCCESS);
        settle(1, 1, CallOutcome.ERROR);
        assertThat(probes.verdict(1 + DEADLINE)).isEqualTo(Probes.Verdict.PENDING);
        assertThat(probes.verdict(2 + DEADLINE)).isEqualTo(Probes.Verdict.BAD);
    }

    @Test
    void aRoundOfWhichOnlySomeWereTakenIsGoodSoFarIfAllOfThemAre() {
        take(3, 1);
        settle(2, 1, CallOutcome.SUCCESS);
        assertThat(probes.isGoodSoFar(2)).isFalse();
        settle(1, 1, CallOutcome.SUCCESS);
        assertThat(probes.isGoodSoFar(3)).isTrue();
        assertThat(probes.isGoodSoFar(4)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -5, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void aRoundByShadowsLeavesCallsAloneWhileThereAreShadows(long start) {
        Probes round = Probes.byShadows(SLOW, DEADLINE, false, start);
        long patience = Probes.SHADOW_PATIENCE;
        assertThat(round.tryAcquire(start)).isFalse();
        assertThat(round.tryAcquire(start + patience - 1)).isFalse();
        assertThat(round.tryDraw(start + patience - 1)).isTrue();
        assertThat(round.tryAcquireByShadow(start + patience - 1)).isTrue();
        assertThat(round.tryAcquire(start + patience)).isFalse();

        assertThat(round.tryDraw(start + 2 * patience)).isFalse();
        assertThat(round.tryAcquire(start + 2 * patience)).isTrue();
        assertThat(round.toString()).isEqualTo("0 of 2 probes good, 1 of them shadows");
    }

    @Test
    void noMoreCallsAreDrawnThanProbesAreWanted() {
        Probes round = Probes.byShadows(SLOW, DEADLINE, false, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(round.tryDraw(1)).isTrue();
        }
        assertThat(round.tryDraw(1)).isFalse();
        round.undraw();
        assertThat(round.tryDraw(1)).isTrue();
        assertThat(round.tryDraw(1)).isFalse();
    }

    /** Calls that were drawn and take long must not keep others from being probes, nor be probes too many. */
    @Test
    void callsAndShadowsShareTheTenPermits() {
        Probes round = Probes.byShadows(SLOW, DEADLINE, false, 1);
        round.tryDraw(1);
        round.tryDraw(1);
        assertThat(round.tryAcquireByShadow(1)).isTrue();
        long later = 1 + Probes.SHADOW_PATIENCE;
        for (int i = 0; i < 9; i++) {
            assertThat(round.tryAcquire(later)).isTrue();
        }
        assertThat(round.tryAcquireByShadow(later)).isFalse();
        assertThat(round.tryAcquire(later)).isFalse();
    }

    @Test
    void shadowsAreJudgedAsCallsAre() {
        Probes round = Probes.byShadows(SLOW, DEADLINE, false, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(round.tryAcquireByShadow(1)).isTrue();
        }
        for (int i = 0; i < 8; i++) {
            round.settled(1, CallOutcome.SUCCESS);
        }
        assertThat(round.verdict(1 + DEADLINE)).isEqualTo(Probes.Verdict.PENDING);
        assertThat(round.verdict(2 + DEADLINE)).isEqualTo(Probes.Verdict.BAD);
        round.settled(1, CallOutcome.SUCCESS);
        assertThat(round.verdict(2 + DEADLINE)).isEqualTo(Probes.Verdict.GOOD);
    }

    @Test
    void aRoundByCallsWantsNoShadows() {
        assertThat(probes.tryDraw(1)).isFalse();
    }
}
