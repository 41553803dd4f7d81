package io.hotroute.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Detour DETOUR = new Detour() {
        @Override
        public Object invoke(Object invocation) {
            return "answer of " + invocation;
        }
    };

    @AfterEach
    void close() {
        Gate.close();
    }

    @Test
    void closedGateSendsNothing() throws Throwable {
        assertThat(Gate.isOpen()).isFalse();
        assertThat(Gate.enter(GateTest.class, this, "call")).isNull();
        assertThat(Gate.invoke(DETOUR, "call")).isSameAs(Gate.PROCEED);
    }

    @Test
    void openGateAsksTheHandler() throws Throwable {
        Gate.open(handler(DETOUR, null));

        assertThat(Gate.enter(GateTest.class, this, "call")).isSameAs(DETOUR);
        assertThat(Gate.invoke(DETOUR, "call")).isEqualTo("answer of call");
    }

    @Test
    void invariant1_aFaultInTheAgentLetsTheCallGoOnAndIsCounted() {
        long before = Faults.total();
        Gate.open(handler(null, new StackOverflowError("ours")));

        assertThat(Gate.enter(GateTest.class, this, "call")).isNull();
        assertThat(Gate.invokerFor(this, "call", GateTest.class)).isSameAs(this);
        Gate.created(GateTest.class, this);
        assertThat(Faults.total()).isEqualTo(before + 3);
        assertThat(Faults.last()).contains("StackOverflowError: ours");
        assertThat(Gate.isOpen()).isTrue();
    }

    @Test
    void invariant1_pastTheBudgetTheAgentSwitchesItselfOffUntilItIsOpenedAgain() {
        Gate.open(handler(null, new IllegalStateException("ours")));
        for (int i = 0; i < Faults.BUDGET; i++) {
            assertThat(Gate.isOpen()).isTrue();
            Gate.enter(GateTest.class, this, "call");
        }

        assertThat(Gate.isOpen()).isFalse();
        assertThat(Faults.isBlown()).isTrue();

        Gate.open(handler(DETOUR, null));
        assertThat(Faults.isBlown()).isFalse();
        assertThat(Gate.enter(GateTest.class, this, "call")).isSameAs(DETOUR);
    }

    @Test
    void aNewWindowForgivesSparseFaults() {
        Gate.open(handler(null, new IllegalStateException("ours")));
        for (int i = 0; i < 3 * Faults.BUDGET; i++) {
            if (i % (Faults.BUDGET - 1) == 0) {
                Faults.newWindow();
            }
            Gate.enter(GateTest.class, this, "call");
        }
        assertThat(Gate.isOpen()).isTrue();
    }

    @Test
    void whatTheDetourThrowsIsTheCallsOwn() {
        long before = Faults.total();
        Detour failing = new Detour() {
            @Override
            public Object invoke(Object invocation) {
                throw new IllegalArgumentException("the provider's");
            }
        };
        Gate.open(handler(failing, null));

        assertThatThrownBy(() -> Gate.invoke(failing, "call")).hasMessage("the provider's");
        assertThat(Faults.total()).isEqualTo(before);
    }

    @Test
    void anObserverIsGivenWhatItBegan() {
        List<String> seen = new ArrayList<>();
        CallObserver observer = observer(seen, null);

        long begun = Gate.begin(observer);
        Gate.end(observer, begun, "result", null);

        assertThat(seen).containsExactly("42 result null");
    }

    @Test
    void invariant1_anObserverThatFailsIsCountedAndSparedTheEnd() {
        long before = Faults.total();
        List<String> seen = new ArrayList<>();
        CallObserver failing = observer(seen, new IllegalStateException("ours"));

        long begun = Gate.begin(failing);
        Gate.end(failing, begun, "result", null);
        assertThat(Faults.total()).isEqualTo(before + 1);
        assertThat(seen).isEmpty();

        Gate.end(failing, 1, "result", null);
        assertThat(Faults.total()).isEqualTo(before + 2);
    }

    private static CallObserver observer(List<String> seen, RuntimeException fault) {
        return new CallObserver() {
            @Override
            public long begin() {
                if (fault != null) {
                    throw fault;
                }
                return 42;
            }

            @Override
            public void end(long begun, Object result, Throwable failure) {
                if (fault != null) {
                    throw fault;
                }
                seen.add(begun + " " + result + " " + failure);
            }
        };
    }

    private static Handler handler(Object detour, Throwable fault) {
        return new Handler() {
            @Override
            public void created(Class<?> owner, Object invoker) {
                enter(owner, invoker, null);
            }

            @Override
            public Object enter(Class<?> owner, Object invoker, Object invocation) {
                if (fault instanceof Error) {
                    throw (Error) fault;
                }
                if (fault != null) {
                    throw (RuntimeException) fault;
                }
                return detour;
            }

            @Override
            public Object invokerFor(Class<?> owner, Object invoker, Object invocation) {
                return enter(owner, invoker, invocation);
            }
        };
    }
}
