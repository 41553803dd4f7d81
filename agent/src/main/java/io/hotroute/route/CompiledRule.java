package io.hotroute.route;

import io.hotroute.rule.ArgumentMatch;
import io.hotroute.rule.AttachmentMatch;
import io.hotroute.rule.MatchRule;
import java.util.ArrayList;
import java.util.List;

/** A rule, ready for one reference's calls. Immutable but for its counters and what its paths remember. */
final class CompiledRule {

    private final MatchRule rule;
    private final RuleCounters counters;
    private final Outcome caller;
    private final int candidateShare;
    private final CallValue[] conditions;

    CompiledRule(MatchRule rule, RuleCounters counters, String application, String address) {
        this.rule = rule;
        this.counters = counters;
        this.candidateShare = rule.candidateShare().tenThousandths();
        this.caller = !rule.matchesApplication(application)
                ? Outcome.OTHER_APPLICATION
                : rule.matchesAddress(address) ? Outcome.MATCHED : Outcome.OTHER_ADDRESS;
        List<CallValue> values = new ArrayList<>();
        for (ArgumentMatch match : rule.arguments()) {
            values.add(CallValue.of(match));
        }
        for (AttachmentMatch match : rule.attachments()) {
            values.add(CallValue.of(match));
        }
        this.conditions = values.toArray(new CallValue[0]);
    }

    String name() {
        return rule.name();
    }

    RuleCounters counters() {
        return counters;
    }

    /** @return {@link Outcome#MATCHED}, or why no call of this consumer matches */
    Outcome caller() {
        return caller;
    }

    /** @return whether calls match by their method alone */
    boolean isUnconditional() {
        return conditions.length == 0;
    }

    boolean isForAllMethods() {
        return rule.isForAllMethods();
    }

    boolean matchesMethod(String method) {
        return rule.matchesMethod(method);
    }

    List<ArgumentMatch> arguments() {
        return rule.arguments();
    }

    int candidateShare() {
        return candidateShare;
    }

    /** @return whether calls of the method by this reference can match at all; not for the call path */
    Outcome test(String method) {
        return caller != Outcome.MATCHED || rule.matchesMethod(method) ? caller : Outcome.METHOD_DIFFERS;
    }

    /** On the call path: no lock, no allocation. */
    boolean matches(CallReader reader, Object call) {
        for (int i = 0; i < conditions.length; i++) {
            int result = conditions[i].apply(reader, call);
            if (result <= 0) {
                if (result == ValueFunction.NO_VALUE && conditions[i].missing(reader, call) == Outcome.PATH_NOT_FOUND) {
                    counters.countUnreadable();
                }
                return false;
            }
        }
        return true;
    }

    /** @return {@code matched}, or the first reason why not */
    String explain(String method, CallReader reader, Object call) {
        Outcome outcome = test(method);
        if (outcome != Outcome.MATCHED) {
            return outcome.toString();
        }
        for (CallValue condition : conditions) {
            int result = condition.apply(reader, call);
            if (result <= 0) {
                Outcome why = result == 0 ? Outcome.VALUE_DIFFERS : condition.missing(reader, call);
                return why + " (" + condition + ")";
            }
        }
        return outcome.toString();
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
