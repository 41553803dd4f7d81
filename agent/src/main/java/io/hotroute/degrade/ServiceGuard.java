package io.hotroute.degrade;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.Degrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The guards of one rule, for one service: one per method, or one for all. Thread-safe, but for {@link #tick}, which is for
 * one thread, the ticker.
 */
public final class ServiceGuard {

    /** The name of what stands for all methods, or for those beyond the limit. */
    public static final String ALL_OTHERS = "*";

    /** As many ticks as a slice has. */
    private static final long TURNS = LatencyRecorder.SLICE_NANOS / StallGate.TICK_NANOS;

    private final String service;
    private final Degrade settings;
    private final boolean hasCandidate;
    private final GuardBudget budget;
    private final long seed;
    private final Consumer<Transition> listener;
    private final Facts facts = new Facts();
    private final Map<String, MethodGuard> guards = new ConcurrentHashMap<>();
    private final MethodGuard others;
    private final AtomicReference<String> closeReason = new AtomicReference<>();
    /** Why an operator keeps the calls away; null if none does. */
    private volatile String openReason;

    /**
     * @param service {@code [group/]interface[:version]}
     * @param hasCandidate whether the rule has a candidate; if not, only absolute thresholds count
     * @param budget of this JVM's guards
     * @param seed for jitter: another one for each JVM
     * @param listener is told of transitions on the ticker's thread; must not throw
     */
    public ServiceGuard(
            String service,
            Degrade settings,
            boolean hasCandidate,
            GuardBudget budget,
            long seed,
            long now,
            Consumer<Transition> listener) {
        this.service = service;
        this.settings = settings;
        this.hasCandidate = hasCandidate;
        this.budget = budget;
        this.seed = seed;
        this.listener = listener;
        this.others = guard(ALL_OTHERS, now, 0);
    }

    /** @param turn of {@link #TURNS} successive ones, each does at another tick what it does every slice */
    private MethodGuard guard(String method, long now, int turn) {
        return new MethodGuard(
                service,
                method,
                settings,
                hasCandidate,
                facts,
                new SplittableRandom(seed * 31 + method.hashCode()),
                now,
                turn % TURNS * StallGate.TICK_NANOS,
                listener);
    }

    /**
     * @return the method's guard, to be kept by who asks; null if the rule leaves the method alone
     */
    public MethodGuard of(String method, long now) {
        if (!settings.methods().includes(method)) {
            return null;
        }
        if (settings.scope() == Degrade.Scope.SERVICE) {
            return others;
        }
        MethodGuard known = guards.get(method);
        if (known != null) {
            return known;
        }
        if (!budget.take()) {
            return others;
        }
        MethodGuard made = guard(method, now, budget.used() - 1);
        known = guards.putIfAbsent(method, made);
        if (known == null) {
            return made;
        }
        budget.giveBack(1);
        return known;
    }

    /** The rule is gone: what its guards took of the budget is free again. */
    public void end() {
        budget.giveBack(guards.size());
    }

    /** Ticks all guards. */
    public void tick(long now) {
        takeRequests();
        others.tick(now);
        for (MethodGuard guard : guards.values()) {
            guard.tick(now);
        }
    }

    /**
     * Sets whether shadows may be probes of the candidate; until then none may.
     *
     * @param ofMethod of which method, or {@link #ALL_OTHERS}; asked on the ticker's thread, must neither throw nor block
     */
    public void shadowsMayProbe(Predicate<String> ofMethod) {
        facts.shadowsMayProbe(ofMethod);
    }

    /** Sets how many providers of the baseline are available; until it is known, enough are. */
    public void baselineProviders(int available) {
        facts.baselineProviders(available);
    }

    /**
     * The candidate has providers that were not seen before, and no others: it is cold from now on, and gets a hundredth at
     * most. Not for one more beside warm ones: that would take the share off all of them.
     */
    public void candidateAddressSeen(long now) {
        facts.candidateSeen(now);
        guards().forEach(MethodGuard::cool);
    }

    /** As {@link MethodGuard#requestOpen}, for all methods, and for those that are called for the first time later. */
    public void requestOpen(String reason) {
        openReason = reason;
    }

    /** As {@link MethodGuard#requestClose}, for all methods. */
    public void requestClose(String reason) {
        openReason = null;
        closeReason.set(reason);
    }

    private void takeRequests() {
        String close = closeReason.getAndSet(null);
        if (close != null) {
            guards().forEach(guard -> guard.requestClose(close));
        }
        String open = openReason;
        if (open != null) {
            guards().forEach(guard -> guard.requestOpen(open));
        }
    }

    /** @return the status of all guards, without that of all others while it has nothing to tell */
    public List<GuardStatus> status() {
        List<GuardStatus> rows = new ArrayList<>();
        for (MethodGuard guard : guards()) {
            for (GuardStatus row : guard.status()) {
                boolean isListed = guard != others || settings.scope() == Degrade.Scope.SERVICE;
                if (isListed || row.state() != GuardState.CLOSED || row.calls().completed() > 0) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** @return the guards of the methods called so far, and the one of all others */
    public List<MethodGuard> guards() {
        List<MethodGuard> all = new ArrayList<>(guards.values());
        all.add(others);
        return all;
    }
}
