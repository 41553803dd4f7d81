package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All rules in force, with the text that they came from. Immutable: a change makes a new one, from a new text, so that
 * text and rules never disagree.
 */
public final class RuleSet {

    /** No rule. */
    public static final RuleSet EMPTY = new RuleSet("", Collections.emptyList(), Collections.emptyList());

    private final String text;
    private final List<Rule> rules;
    private final List<Span> weights;

    RuleSet(String text, List<Rule> rules, List<Span> weights) {
        this.text = text;
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
        this.weights = weights;
    }

    /** @return the text as it was given, comments and all */
    public String text() {
        return text;
    }

    /** @return the rules in the order of the text */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * @param service a rule's key as it stands in the text, with or without the baseline version
     * @return these rules with another {@code route.weight} for that service, everything else in the text as it was; of
     *     several rules about it, for the one in force
     * @throws RuleException if no rule is about that service, or rules about several versions of it
     */
    public RuleSet withWeight(String service, Weight weight) throws RuleException {
        Span span = weights.get(indexOf(service));
        return RuleParser.parse(text.substring(0, span.start) + weight + text.substring(span.end));
    }

    /** @throws RuleException as {@link #withWeight} */
    public Rule rule(String service) throws RuleException {
        return rules.get(indexOf(service));
    }

    private int indexOf(String service) throws RuleException {
        ServiceKey key = service == null ? null : ServiceKey.parse(service.trim());
        int exact = -1;
        int found = -1;
        boolean several = false;
        for (int i = 0; key != null && i < rules.size(); i++) {
            ServiceKey candidate = rules.get(i).service();
            if (candidate.equals(key)) {
                exact = better(exact, i);
            } else if (candidate.withVersion(null).equals(key)) {
                several |= found >= 0 && !rules.get(found).service().equals(candidate);
                found = better(found, i);
            }
        }
        if (exact < 0 && several) {
            throw RuleException.of("service", service, "a key with its version, as several rules match: " + keys());
        }
        if (exact < 0 && found < 0) {
            throw RuleException.of("service", service, rules.isEmpty() ? "none, as no rule is in force" : keys());
        }
        return exact >= 0 ? exact : found;
    }

    /** Of two rules about one service: the one that is in force, or would be. */
    private int better(int before, int next) {
        return before < 0 || rules.get(next).overrides(rules.get(before)) ? next : before;
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        for (Rule rule : rules) {
            keys.append(keys.length() == 0 ? "" : ", ").append(rule.service());
        }
        return keys.toString();
    }

    /** Where a weight stands in the text: from start to before end. */
    static final class Span {
        final int start;
        final int end;

        Span(int start, int end) {
            this.start = start;
            this.end = end;
        }
    }
}
