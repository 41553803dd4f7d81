package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.latency.CallOutcome;
import io.hotroute.rule.RuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceGuardTest {

    private static ServiceGuard guard(String settings, int most) throws RuleException {
        return guard(settings, new GuardBudget(most));
    }

    private static ServiceGuard guard(String settings, GuardBudget budget) throws RuleException {
        return new ServiceGuard("OrderService", Settings.parse(settings), true, budget, 1, 0, transition -> {});
    }

    @Test
    void aMethodHasAGuardOfItsOwn() throws RuleException {
        ServiceGuard service = guard("", 10);
        assertThat(service.of("getOrder", 0))
                .isSameAs(service.of("getOrder", 5))
                .isNotSameAs(service.of("place", 0));
        assertThat(service.of("getOrder", 0).method()).isEqualTo("getOrder");
    }

    @Test
    void guardsOfOneAgeCloseTheirSlicesAtDifferentTicks() throws RuleException {
        ServiceGuard service = guard("", 40);
        List<MethodGuard> guards = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guards.add(service.of("method" + i, 0));
        }
        long closed = 0;
        for (int tick = 1; tick <= 60; tick++) {
            service.tick(tick * TimeUnit.SECONDS.toNanos(1) / 4);
            long now = guards.stream()
                    .mapToLong(
                            guard -> guard.baseline().mark() + guard.candidate().mark())
                    .sum();
            assertThat(now - closed).as("tick %d", tick).isEqualTo(4);
            closed = now;
        }
    }

    @Test
    void oneGuardIsForAllWhereTheRuleSaysSo() throws RuleException {
        ServiceGuard service = guard("scope: service", 10);
        assertThat(service.of("getOrder", 0)).isSameAs(service.of("place", 0));
    }

    @Test
    void methodsThatTheRuleLeavesAloneHaveNone() throws RuleException {
        ServiceGuard service = guard("methods: {exclude: [place]}", 10);
        assertThat(service.of("place", 0)).isNull();
        assertThat(service.of("getOrder", 0)).isNotNull();
    }

    @Test
    void beyondTheBudgetMethodsAreGuardedTogetherAndCounted() throws RuleException {
        GuardBudget budget = new GuardBudget(3);
        ServiceGuard one = guard("", budget);
        ServiceGuard other = guard("", budget);
        one.of("a", 0);
        one.of("b", 0);
        other.of("c", 0);
        assertThat(budget.overflows()).isZero();

        assertThat(one.of("d", 0)).isSameAs(one.of("e", 0)).isNotSameAs(one.of("a", 0));
        assertThat(one.of("d", 0).method()).isEqualTo(ServiceGuard.ALL_OTHERS);
        assertThat(other.of("f", 0).method()).isEqualTo(ServiceGuard.ALL_OTHERS);
        assertThat(budget.overflows()).isEqualTo(4);
    }

    @Test
    void whatARuleTookOfTheBudgetIsFreeAgainWhenItEnds() throws RuleException {
        GuardBudget budget = new GuardBudget(2);
        ServiceGuard gone = guard("", budget);
        gone.of("a", 0);
        gone.of("b", 0);
        gone.end();

        assertThat(budget.used()).isZero();
        assertThat(guard("", budget).of("c", 0).method()).isEqualTo("c");
    }

    @Test
    void anOperatorActsOnAll() throws RuleException {
        ServiceGuard service = guard("", 10);
        MethodGuard one = service.of("getOrder", 0);
        MethodGuard two = service.of("place", 0);
        service.requestOpen("maintenance");
        service.tick(StallGate.TICK_NANOS);
        assertThat(one.admission().limit()).isZero();
        assertThat(two.admission().limit()).isZero();
        assertThat(service.status())
                .filteredOn(row -> row.state() == GuardState.LATCHED)
                .hasSize(3);
        service.requestClose("done");
        service.tick(2 * StallGate.TICK_NANOS);
        assertThat(one.admission().limit()).isEqualTo(Admission.ALL);
    }

    @Test
    void whatAnOperatorTookAwayIsTakenFromMethodsThatAreCalledLaterToo() throws RuleException {
        ServiceGuard service = guard("", 10);
        service.requestOpen("maintenance");
        service.tick(StallGate.TICK_NANOS);
        MethodGuard later = service.of("getOrder", StallGate.TICK_NANOS);
        service.tick(2 * StallGate.TICK_NANOS);
        assertThat(later.admission().limit()).isZero();
        service.requestClose("done");
        service.tick(3 * StallGate.TICK_NANOS);
        assertThat(later.admission().limit()).isEqualTo(Admission.ALL);
        assertThat(service.of("place", 3 * StallGate.TICK_NANOS).admission().limit())
                .isEqualTo(Admission.ALL);
    }

    @Test
    void aCandidateIsColdAtOnceNotAtTheNextTick() throws RuleException {
        ServiceGuard service = guard("warmUp: 10s", 10);
        MethodGuard guard = service.of("getOrder", 0);
        assertThat(guard.admission().limit()).isEqualTo(Admission.ALL);
        service.candidateAddressSeen(1);
        assertThat(guard.admission().limit()).isEqualTo(100);
        service.tick(StallGate.TICK_NANOS);
        assertThat(guard.admission().limit()).isEqualTo(100);
    }

    @Test
    void aGuardThatIsMadeLaterKnowsThatTheCandidateIsCold() throws RuleException {
        ServiceGuard service = guard("warmUp: 10s", 10);
        service.candidateAddressSeen(0);
        assertThat(service.of("getOrder", 5).admission().limit()).isEqualTo(100);
        assertThat(service.of("place", 20_000_000_000L).admission().limit()).isEqualTo(Admission.ALL);
    }

    /** What is asked for which method, and that the answer reaches the probes. */
    @Test
    void shadowsMayProbeWhereTheyAreAllowedTo() throws RuleException {
        ServiceGuard guard = guard("consecutiveErrors: 3, warmUp: 0s", new GuardBudget(10));
        guard.shadowsMayProbe(method -> method.equals("get"));
        Boolean get = null;
        Boolean set = null;
        long now = 0;
        for (int tick = 0; tick < 40; tick++) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            get = wantsShadows(guard.of("get", now), tick == 4, now, get);
            set = wantsShadows(guard.of("set", now), tick == 4, now, set);
            guard.tick(now);
        }

        assertThat(get).isTrue();
        assertThat(set).isFalse();
    }

    /** @return the first round's answer, null before there is one */
    private static Boolean wantsShadows(MethodGuard guard, boolean fails, long now, Boolean before) {
        for (int i = 0; fails && i < 5; i++) {
            guard.candidate().begin(now);
            guard.candidate().end(now, now + 1, CallOutcome.ERROR);
        }
        Probes probes = guard.admission().probes();
        return before != null || probes == null ? before : Boolean.valueOf(probes.tryDraw(now));
    }
}
