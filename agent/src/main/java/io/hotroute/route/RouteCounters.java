package io.hotroute.route;

import java.util.HashMap;
import java.util.Map;

/** The counters of one service: one set for each source of a decision. Immutable but for the counters. */
final class RouteCounters {

    /** Reserved by the rule language, so that no rule has such a name. */
    static final String WEIGHT = "weight";

    static final String METHODS = "methods";
    /** What was found out after the decision, when it is not known any more whose it was. */
    static final String ANY = "any";

    static final RouteCounters NONE = new RouteCounters(new HashMap<>());

    private final Map<String, RuleCounters> counters;

    private RouteCounters(Map<String, RuleCounters> counters) {
        this.counters = counters;
    }

    /** @return counters for these sources, those that are here already with what they counted */
    RouteCounters with(Iterable<String> sources) {
        Map<String, RuleCounters> next = new HashMap<>();
        for (String source : sources) {
            RuleCounters old = counters.get(source);
            next.put(source, old == null ? new RuleCounters() : old);
        }
        return new RouteCounters(next);
    }

    RuleCounters of(String source) {
        return counters.get(source);
    }
}
