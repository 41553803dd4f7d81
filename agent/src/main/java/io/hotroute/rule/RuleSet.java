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
    public static final RuleSet EMPTY =
            new RuleSet("", Collections.emptyList(), Collections.emptyList(), Collections.emptyList());

    private final String text;
    private final List<Rule> rules;
    private final List<Span> weights;
    private final List<List<Edit>> rollbacks;

    /**
     * @param weights where each rule's {@code route.weight} stands
     * @param rollbacks what to change so that each rule sends nothing to the candidate
     */
    RuleSet(String text, List<Rule> rules, List<Span> weights, List<List<Edit>> rollbacks) {
        this.text = text;
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
        this.weights = weights;
        this.rollbacks = rollbacks;
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
        if (span == null) {
            throw noCandidate(service);
        }
        return RuleParser.parse(text.substring(0, span.start) + weight + text.substring(span.end));
    }

    /**
     * The way back, also for calls that match a rule: {@code route.weight} and the weights of the document's rules become 0, and
     * a rule for the candidate without weight becomes one for the baseline. Everything else in the text stays as it was, {@code shadow} too: no
     * user's call is a shadow.
     *
     * @throws RuleException as {@link #withWeight}
     */
    public RuleSet rolledBack(String service) throws RuleException {
        StringBuilder next = new StringBuilder(text);
        List<Edit> edits = new ArrayList<>(rollbacks.get(indexOf(service)));
        if (edits.isEmpty()) {
            throw noCandidate(service);
        }
        edits.sort((a, b) -> Integer.compare(b.span.start, a.span.start));
        for (Edit edit : edits) {
            next.replace(edit.span.start, edit.span.end, edit.replacement);
        }
        return RuleParser.parse(next.toString());
    }

    private static RuleException noCandidate(String service) {
        return RuleException.of("service", service, "a service whose rule has a candidate");
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

    /** One replacement in the text. */
    static final class Edit {
        final Span span;
        final String replacement;

        Edit(Span span, String replacement) {
            this.span = span;
            this.replacement = replacement;
        }
    }
}
