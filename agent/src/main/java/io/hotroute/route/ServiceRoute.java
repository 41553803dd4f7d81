package io.hotroute.route;

import io.hotroute.rule.Degrade;
import io.hotroute.rule.MatchRule;
import io.hotroute.rule.Rollout;
import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Shadow;
import io.hotroute.rule.Target;
import io.hotroute.rule.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A rule document, ready for the call path. Thread-safe: immutable but for its counters, which it shares with the routes that
 * replace it, and what it remembers.
 *
 * <p>The route in the table is for nobody in particular: rules about an application or an address match no call. A reference
 * takes its own by {@link #forCaller}, once for each table; that one remembers, and so holds, classes of the application.
 *
 * <p><b>Cost of {@link #decide}.</b> A look-up by the method's name, the conditions of the rules about that method, a random
 * number or a hash, a striped increment. No lock and no allocation once methods and classes are known, but for regular
 * expressions and the values that {@link Values} names.
 */
public final class ServiceRoute {

    /** Methods beyond it are planned anew at each call. */
    private static final int MOST_METHODS = 10_000;

    private final Rule rule;
    private final RouteCounters counters;
    private final RuleCounters methodCounters;
    private final RuleCounters weightCounters;
    private final IntSupplier random;
    private final int weight;
    private final boolean weightOnly;
    private final CompiledRule[] rules;
    private final CallValue stickyBucket;
    private final Map<String, MethodPlan> plans = new ConcurrentHashMap<>();

    ServiceRoute(Rule rule, RouteCounters before) {
        this(rule, before.with(sources(rule)), Weight::randomBucket, null, null);
    }

    private ServiceRoute(Rule rule, RouteCounters counters, IntSupplier random, String application, String address) {
        this.rule = rule;
        this.counters = counters;
        this.methodCounters = counters.of(RouteCounters.METHODS);
        this.weightCounters = counters.of(RouteCounters.WEIGHT);
        this.random = random;
        this.weight = rule.weight().tenThousandths();
        this.weightOnly = rule.matchRules().isEmpty() && rule.methods().isAll();
        this.rules = new CompiledRule[rule.matchRules().size()];
        for (int i = 0; i < rules.length; i++) {
            MatchRule matchRule = rule.matchRules().get(i);
            rules[i] = new CompiledRule(matchRule, counters.of(matchRule.name()), application, address);
        }
        this.stickyBucket = rule.stickyBy() == null
                ? null
                : CallValue.of(
                        rule.stickyBy(), new ValueFunction.Bucket(rule.service().toString()));
    }

    private static List<String> sources(Rule rule) {
        List<String> sources = new ArrayList<>();
        sources.add(RouteCounters.METHODS);
        for (MatchRule matchRule : rule.matchRules()) {
            sources.add(matchRule.name());
        }
        sources.add(RouteCounters.WEIGHT);
        sources.add(RouteCounters.ANY);
        return sources;
    }

    /**
     * @param application the consumer's application name, or null if unknown
     * @param address the consumer's address, or null if unknown
     * @return this route for the calls of one reference, counting together with this one
     */
    public ServiceRoute forCaller(String application, String address) {
        return new ServiceRoute(rule, counters, random, application, address);
    }

    /** For tests: the same, without chance. */
    ServiceRoute withRandom(IntSupplier buckets) {
        return new ServiceRoute(rule, counters, buckets, null, null);
    }

    /** @return the references that the route is for */
    public ServiceKey service() {
        return rule.service();
    }

    /** @return the providers that calls go to without the rule */
    public Target baseline() {
        return rule.baseline();
    }

    /** @return the providers that get the share, or null */
    public Target candidate() {
        return rule.candidate();
    }

    /**
     * @return whether it is about references that name addresses instead of a registry too: whether another version is behind
     *     an address, nobody can know but who writes the rule
     */
    public boolean isByAddress() {
        return candidate() == null || !candidate().addresses().isEmpty();
    }

    /** @return when calls are taken off bad providers, or null */
    public Degrade degrade() {
        return rule.degrade();
    }

    /** @return the steps by which the share grows, or null */
    public Rollout rollout() {
        return rule.rollout();
    }

    /** @return which calls are mirrored to the candidate, or null */
    public Shadow shadow() {
        return rule.shadow();
    }

    /** @return the candidate's share of the calls that no rule matches */
    public Weight weight() {
        return rule.weight();
    }

    /** @return whether a call that the candidate can't take fails, rather than go to the baseline */
    public boolean failsWhenUnavailable() {
        return rule.failsWhenUnavailable();
    }

    /**
     * Decides one call and counts it.
     *
     * @param reader reads the call
     * @param method as the reader says of the call
     * @param candidate asked only if the call is in its share
     * @throws RuntimeException what the candidate throws
     */
    public Decision decide(CallReader reader, Object call, String method, Candidate candidate) {
        if (weightOnly) {
            return byWeight(reader, call, candidate, method);
        }
        MethodPlan plan = plan(method);
        if (plan.excluded) {
            return methodCounters.count(Decision.BASELINE_METHOD_EXCLUDED);
        }
        CompiledRule matched = plan.firstMatch(reader, call);
        if (matched == null) {
            return byWeight(reader, call, candidate, method);
        }
        int share = matched.candidateShare();
        int bucket = bucket(share, Weight.WHOLE, reader, call, candidate);
        Decision decision = Decision.byRule(bucket, share, candidate, method, rule.failsWhenUnavailable());
        return matched.counters().count(orDegraded(decision, candidate));
    }

    private Decision byWeight(CallReader reader, Object call, Candidate candidate, String method) {
        int step = candidate.step();
        int bucket = bucket(weight, step, reader, call, candidate);
        Decision decision = Decision.byWeight(bucket, weight, step, candidate, method, rule.failsWhenUnavailable());
        return weightCounters.count(orDegraded(decision, candidate));
    }

    private Decision orDegraded(Decision decision, Candidate candidate) {
        int limit = candidate.baselineLimit();
        return limit == Weight.WHOLE || random.getAsInt() < limit
                ? decision
                : decision.baselineDegraded(candidate.whenDegraded());
    }

    private MethodPlan plan(String method) {
        MethodPlan plan = plans.get(method);
        if (plan == null) {
            plan = new MethodPlan(method, !rule.methods().includes(method), rules);
            if (plans.size() < MOST_METHODS) {
                plans.put(method, plan);
            }
        }
        return plan;
    }

    /** The same bucket is held against every bound, so that a key that had the candidate keeps it as bounds rise. */
    private int bucket(int share, int step, CallReader reader, Object call, Candidate candidate) {
        if (share == 0 || Math.min(share, step) == Weight.WHOLE && candidate.limit() == Weight.WHOLE) {
            return 0;
        }
        int sticky = stickyBucket(reader, call);
        return sticky >= 0 ? sticky : random.getAsInt();
    }

    private int stickyBucket(CallReader reader, Object call) {
        return stickyBucket == null ? ValueFunction.NO_VALUE : stickyBucket.apply(reader, call);
    }

    /** Counts a degraded call that is made after all, to see how its providers do now. @return what became of it */
    public Decision probe(boolean ofCandidate) {
        return counters.of(RouteCounters.ANY).count(ofCandidate ? Decision.CANDIDATE_PROBE : Decision.BASELINE_PROBE);
    }

    /**
     * Counts a call that was sent to the candidate, and that the candidate turned out to have no provider for.
     *
     * @return where it goes now: to the baseline, or nowhere if the rule wants it to fail
     */
    public Decision candidateLost() {
        return counters.of(RouteCounters.ANY)
                .count(rule.failsWhenUnavailable() ? Decision.FAIL_CANDIDATE_LOST : Decision.BASELINE_CANDIDATE_LOST);
    }

    /**
     * Says what {@link #decide} would do and why, without counting. Not for the call path.
     *
     * @throws RuntimeException what {@link #decide} throws
     */
    public Explanation explain(CallReader reader, Object call, Candidate candidate) {
        return new Explainer(rule, rules, reader, call, candidate).explain(stickyBucket(reader, call), random);
    }

    /**
     * Says how often each rule matched in all of the JVM, and of one that never did, the nearest reason. Not for the call path.
     *
     * @param declared what the reference's interface has
     * @return a line for each rule, and one for the weight
     */
    public List<String> use(DeclaredMethods declared) {
        return new RuleUse(rule, rules, weightCounters, declared).lines();
    }

    /** @return every decision that this route can take or has taken, rule by rule in their order */
    public List<RouteCount> counts() {
        List<RouteCount> counts = new ArrayList<>();
        for (String source : sources(rule)) {
            RuleCounters of = counters.of(source);
            for (Decision decision : Decision.values()) {
                if (of.calls(decision) > 0 || isPossible(source, decision)) {
                    counts.add(new RouteCount(source, decision, of.calls(decision)));
                }
            }
        }
        return counts;
    }

    private boolean isPossible(String source, Decision decision) {
        switch (decision) {
            case BASELINE_METHOD_EXCLUDED:
                return source.equals(RouteCounters.METHODS) && !rule.methods().isAll();
            case BASELINE_CANDIDATE_LOST:
            case FAIL_CANDIDATE_LOST:
                return source.equals(RouteCounters.ANY) && rule.candidate() != null && isUnavailability(decision);
            case CANDIDATE_BY_WEIGHT:
                return source.equals(RouteCounters.WEIGHT) && rule.candidate() != null;
            case BASELINE_BY_WEIGHT:
                return source.equals(RouteCounters.WEIGHT);
            case BASELINE_ROLLOUT:
                return source.equals(RouteCounters.WEIGHT) && rule.rollout() != null;
            case CANDIDATE_PROBE:
                return source.equals(RouteCounters.ANY) && rule.degrade() != null && rule.candidate() != null;
            case BASELINE_PROBE:
                return source.equals(RouteCounters.ANY)
                        && rule.degrade() != null
                        && rule.degrade().action() != Degrade.Action.BASELINE;
            case BASELINE_CANDIDATE_DEGRADED:
            case BACKUP_CANDIDATE_DEGRADED:
            case FALLBACK_CANDIDATE_DEGRADED:
            case FAIL_CANDIDATE_DEGRADED:
                return isActionOf(decision) && rule.candidate() != null && givesCandidate(source);
            case CANDIDATE_ROUTE_BACK_FULL:
                return rule.degrade() != null && rule.candidate() != null && givesCandidate(source);
            case BACKUP_BASELINE_DEGRADED:
            case FALLBACK_BASELINE_DEGRADED:
            case FAIL_BASELINE_DEGRADED:
                return isActionOf(decision) && source.equals(RouteCounters.WEIGHT);
            case CANDIDATE_BY_RULE:
                return candidateShareOf(source) > 0;
            case BASELINE_BY_RULE:
                return candidateShareOf(source) >= 0 && candidateShareOf(source) < Weight.WHOLE;
            default:
                return rule.candidate() != null && isUnavailability(decision) && givesCandidate(source);
        }
    }

    private boolean givesCandidate(String source) {
        return source.equals(RouteCounters.WEIGHT) || candidateShareOf(source) > 0;
    }

    private boolean isActionOf(Decision decision) {
        return rule.degrade() != null
                && rule.degrade().action().name().equals(decision.target().name());
    }

    private boolean isUnavailability(Decision decision) {
        return (decision.target() == Decision.Target.FAIL) == rule.failsWhenUnavailable();
    }

    /** @return the share that the rule of that name gives to the candidate, or -1 if there is no such rule */
    private int candidateShareOf(String source) {
        for (CompiledRule candidate : rules) {
            if (candidate.name().equals(source)) {
                return candidate.candidateShare();
            }
        }
        return -1;
    }

    /**
     * @param ruleName a rule's name, or {@code weight} for the calls that no rule matched
     * @return calls that it decided; 0 for a rule that never matched, and for an unknown name
     */
    public long matched(String ruleName) {
        RuleCounters of = counters.of(ruleName);
        return of == null ? 0 : of.calls();
    }

    /**
     * @param ruleName a rule's name
     * @return calls that it did not match because an argument was there, but its path led to no value
     */
    public long pathNotFound(String ruleName) {
        RuleCounters of = counters.of(ruleName);
        return of == null ? 0 : of.unreadable();
    }

    RouteCounters counters() {
        return counters;
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
