package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One rule document, that is, one upgrade: which of a service's calls go from the baseline to the candidate. Immutable.
 */
public final class Rule {

    private final ServiceKey service;
    private final boolean enabled;
    private final int priority;
    private final Target baseline;
    private final Target candidate;
    private final Route route;
    private final Degrade degrade;
    private final Rollout rollout;
    private final Shadow shadow;

    Rule(
            ServiceKey service,
            boolean enabled,
            int priority,
            Target baseline,
            Target candidate,
            Route route,
            Degrade degrade,
            Rollout rollout,
            Shadow shadow) {
        this.service = service;
        this.enabled = enabled;
        this.priority = priority;
        this.baseline = baseline;
        this.candidate = candidate;
        this.route = route;
        this.degrade = degrade;
        this.rollout = rollout;
        this.shadow = shadow;
    }

    /** @return the references that the rule is about; for those of any version, the version is {@code *} */
    public ServiceKey service() {
        return service;
    }

    /** @return whether the rule is in force; if not, it is kept but its service's calls are untouched */
    public boolean enabled() {
        return enabled;
    }

    /** @return of several rules about one service, the enabled one with the highest priority is in force */
    public int priority() {
        return priority;
    }

    /** @return whether this one is in force rather than the other, which is about the same service */
    public boolean overrides(Rule other) {
        return enabled != other.enabled ? enabled : priority > other.priority;
    }

    /** @return the providers that the calls go to today, the version filled in from the key */
    public Target baseline() {
        return baseline;
    }

    /** @return the providers that get the share; null if the rule only guards the service's own calls */
    public Target candidate() {
        return candidate;
    }

    /** @return the methods whose calls may go to the candidate */
    public Methods methods() {
        return route.methods;
    }

    /** @return the rules; the first that matches a call decides it */
    public List<MatchRule> matchRules() {
        return route.matchRules;
    }

    /** @return the candidate's share of the calls that no rule matches */
    public Weight weight() {
        return route.weight;
    }

    /** @return what decides in place of randomness, or null */
    public StickyBy stickyBy() {
        return route.stickyBy;
    }

    /** @return whether a call for the candidate fails if the candidate can't take it, rather than go to the baseline */
    public boolean failsWhenUnavailable() {
        return route.failsWhenUnavailable;
    }

    /** @return when calls are taken off bad providers, or null */
    public Degrade degrade() {
        return degrade;
    }

    /** @return the steps by which the share grows to {@link #weight()}, or null */
    public Rollout rollout() {
        return rollout;
    }

    /** @return which calls are mirrored to the candidate, or null */
    public Shadow shadow() {
        return shadow;
    }

    /** @return all of the rule: two rules that do the same thing have the same text */
    @Override
    public String toString() {
        return service
                + (isPlain(baseline) ? "" : " " + baseline)
                + (candidate == null ? "" : " -> " + candidate + route)
                + (degrade == null ? "" : " " + degrade)
                + (rollout == null ? "" : " " + rollout)
                + (shadow == null ? "" : " " + shadow)
                + (priority == 0 ? "" : " priority " + priority)
                + (enabled ? "" : " (disabled)");
    }

    private boolean isPlain(Target target) {
        return !target.isSubset() && target.serviceOf(service).equals(service);
    }

    /** The {@code route} field of a document. Immutable. */
    static final class Route {
        /** Of a rule without candidate. */
        static final Route NONE = new Route(Methods.ALL, Collections.emptyList(), Weight.ZERO, null, false);

        private final Methods methods;
        private final List<MatchRule> matchRules;
        private final Weight weight;
        private final StickyBy stickyBy;
        private final boolean failsWhenUnavailable;

        Route(
                Methods methods,
                List<MatchRule> matchRules,
                Weight weight,
                StickyBy stickyBy,
                boolean failsWhenUnavailable) {
            this.methods = methods;
            this.matchRules = Collections.unmodifiableList(new ArrayList<>(matchRules));
            this.weight = weight;
            this.stickyBy = stickyBy;
            this.failsWhenUnavailable = failsWhenUnavailable;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(" ").append(weight).append('%');
            text.append(methods == Methods.ALL ? "" : " methods" + methods);
            for (MatchRule rule : matchRules) {
                text.append(" [").append(rule).append(']');
            }
            text.append(stickyBy == null ? "" : " by " + stickyBy);
            return text.append(failsWhenUnavailable ? " or fail" : "").toString();
        }
    }
}
