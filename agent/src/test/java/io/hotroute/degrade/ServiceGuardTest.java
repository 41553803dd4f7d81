package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.RuleException;
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
}
