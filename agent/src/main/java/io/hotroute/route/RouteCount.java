package io.hotroute.route;

/** How often one decision was taken for one rule of a service. Immutable. */
public final class RouteCount {

    private final String rule;
    private final Decision decision;
    private final long calls;

    RouteCount(String rule, Decision decision, long calls) {
        this.rule = rule;
        this.decision = decision;
        this.calls = calls;
    }

    /**
     * @return the rule's name; {@code weight} for the calls that no rule matches, {@code methods} for excluded methods,
     *     {@code any} for candidates lost after the decision
     */
    public String rule() {
        return rule;
    }

    /** @return the decision */
    public Decision decision() {
        return decision;
    }

    /** @return calls since the service has had a rule of that name; weakly consistent while calls go on */
    public long calls() {
        return calls;
    }

    @Override
    public String toString() {
        return rule + " " + decision + " " + calls;
    }
}
