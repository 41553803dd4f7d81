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
     * @return these rules with another weight for that service, everything else in the text as it was
     * @throws RuleException if no rule, or more than one, is about that service
     */
    public RuleSet withWeight(String service, Weight weight) throws RuleException {
        Span span = weights.get(indexOf(service));
        return RuleParser.parse(text.substring(0, span.start) + weight + text.substring(span.end));
    }

    /** @throws RuleException if no rule, or more than one, is about that service */
    public Rule rule(String service) throws RuleException {
        return rules.get(indexOf(service));
    }

    private int indexOf(String service) throws RuleException {
        ServiceKey key = service == null ? null : ServiceKey.parse(service.trim());
        int found = -1;
        boolean several = false;
        for (int i = 0; key != null && i < rules.size(); i++) {
            ServiceKey candidate = rules.get(i).service();
            if (candidate.equals(key)) {
                return i;
            }
            if (candidate.withVersion(null).equals(key)) {
                several = found >= 0;
                found = i;
            }
        }
        if (several) {
            throw RuleException.of("service", service, "a key with its version, as several rules match: " + keys());
        }
        if (found < 0) {
            throw RuleException.of("service", service, rules.isEmpty() ? "none, as no rule is in force" : keys());
        }
        return found;
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
