package io.hotroute.simulation;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.context.Context;
import com.alibaba.csp.sentinel.node.Node;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.circuitbreaker.CircuitBreaker;
import com.alibaba.csp.sentinel.slots.block.degrade.circuitbreaker.ExceptionCircuitBreaker;
import com.alibaba.csp.sentinel.slots.block.degrade.circuitbreaker.ResponseTimeCircuitBreaker;
import com.alibaba.csp.sentinel.util.TimeUtil;
import com.alibaba.csp.sentinel.util.function.BiConsumer;
import io.hotroute.latency.CallOutcome;
import java.util.List;

/** Sentinel's two ratio breakers around the candidate's calls: for slow ones, and for those that fail. */
final class SentinelSubject implements Subject {

    private static final Exception FAILURE = new Exception("failed");

    private final List<CircuitBreaker> breakers;
    private long trips;
    private long transitions;
    private boolean wasClosed = true;
    private long states;
    private long recoveringSince = NOT_RECOVERING;

    private SentinelSubject(DegradeRule slow, DegradeRule failed) {
        breakers = List.of(new ResponseTimeCircuitBreaker(slow), new ExceptionCircuitBreaker(failed));
        states = states();
    }

    /** It has no default for what is slow, and none for the ratio of failures. */
    static SentinelSubject withDefaults() {
        return new SentinelSubject(
                rule(RuleConstant.DEGRADE_GRADE_RT, SubjectKind.TUNED_SLOW_MILLIS),
                rule(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO, 0.5));
    }

    static SentinelSubject tuned() {
        return new SentinelSubject(
                steady(rule(RuleConstant.DEGRADE_GRADE_RT, SubjectKind.TUNED_SLOW_MILLIS)
                        .setSlowRatioThreshold(0.3)),
                steady(rule(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO, 0.2)));
    }

    private static DegradeRule rule(int grade, double count) {
        return new DegradeRule("candidate").setGrade(grade).setCount(count).setTimeWindow(10);
    }

    private static DegradeRule steady(DegradeRule rule) {
        return rule.setStatIntervalMs(10_000).setMinRequestAmount(20);
    }

    @Override
    public boolean admits(long now, int bucket) {
        TimeUtil.set(now);
        VirtualEntry entry = new VirtualEntry();
        Context context = context(entry);
        boolean admitted = true;
        for (CircuitBreaker breaker : breakers) {
            admitted = admitted && breaker.tryPass(context);
        }
        if (!admitted) {
            entry.blocked(context);
        }
        noteStates(now);
        return admitted;
    }

    private static Context context(Entry entry) {
        return new Context(null, "simulation").setCurEntry(entry);
    }

    @Override
    public void begins(long now, Version version) {}

    @Override
    public void ends(long start, long now, Version version, CallOutcome outcome) {
        if (version != Version.CANDIDATE) {
            return;
        }
        TimeUtil.set(start);
        Entry entry = new VirtualEntry();
        TimeUtil.set(now);
        entry.setCompleteTimestamp(TimeUtil.currentTimeMillis());
        if (outcome == CallOutcome.ERROR) {
            entry.setError(FAILURE);
        }
        breakers.forEach(breaker -> breaker.onRequestComplete(context(entry)));
        noteStates(now);
    }

    private long states() {
        return breakers.get(0).currentState().ordinal() * 10L
                + breakers.get(1).currentState().ordinal();
    }

    private void noteStates(long now) {
        long next = states();
        if (next != states) {
            recoveringSince = isClosed() ? now : NOT_RECOVERING;
        }
        transitions += next == states ? 0 : 1;
        states = next;
        boolean open = breakers.stream().anyMatch(breaker -> breaker.currentState() == CircuitBreaker.State.OPEN);
        trips += open && wasClosed ? 1 : 0;
        wasClosed = isClosed() || wasClosed && !open;
    }

    @Override
    public void tick(long now) {
        // It has no thread of its own.
    }

    @Override
    public long trips() {
        return trips;
    }

    @Override
    public long transitions() {
        return transitions;
    }

    @Override
    public long recoveringSince() {
        return recoveringSince;
    }

    @Override
    public boolean isClosed() {
        return breakers.stream().allMatch(breaker -> breaker.currentState() == CircuitBreaker.State.CLOSED);
    }

    /** Begins when the virtual clock says so. */
    private static final class VirtualEntry extends Entry {

        private BiConsumer<Context, Entry> atEnd = (context, entry) -> {};

        /** One of the breakers would have let it pass as its probe, and another one does not. */
        void blocked(Context context) {
            setBlockError(new DegradeException("candidate"));
            atEnd.accept(context, this);
        }

        VirtualEntry() {
            super(null);
        }

        @Override
        public void exit(int count, Object... args) {}

        @Override
        protected Entry trueExit(int count, Object... args) {
            return null;
        }

        @Override
        public Node getLastNode() {
            return null;
        }

        @Override
        public void whenTerminate(BiConsumer<Context, Entry> handler) {
            atEnd = handler;
        }
    }
}
