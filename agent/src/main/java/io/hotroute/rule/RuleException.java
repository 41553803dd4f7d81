package io.hotroute.rule;

/**
 * A rule text that was refused. The message is one line for the operator: it names the field, the value and what is
 * allowed. Nothing was changed.
 */
public final class RuleException extends Exception {

    private static final long serialVersionUID = 1L;

    RuleException(String message) {
        super(message);
    }

    static RuleException of(String where, String value, String allowed) {
        return new RuleException(where + ": '" + value + "' is not allowed; allowed: " + allowed);
    }
}
