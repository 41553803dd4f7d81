package io.hotroute.weave;

/** One line of a candidate's check: what was looked at, how it stands, and what to do about it. Immutable. */
public final class CheckResult {

    /** How an item stands. */
    public enum Verdict {
        /** Nothing speaks against sending calls. */
        PASS,
        /** Calls will work, but an operator should know. */
        WARN,
        /** Calls would fail or not be sent. */
        FAIL
    }

    private final String reference;
    private final String item;
    private final Verdict verdict;
    private final String found;
    private final String advice;

    /**
     * @param reference which of the service's references: its discovery and registry
     * @param item what was looked at, such as {@code methods}
     * @param found what was found
     * @param advice what to do; empty where it passes
     */
    public CheckResult(String reference, String item, Verdict verdict, String found, String advice) {
        this.reference = reference;
        this.item = item;
        this.verdict = verdict;
        this.found = found;
        this.advice = advice;
    }

    /** @return which of the service's references: its discovery and registry */
    public String reference() {
        return reference;
    }

    /** @return what was looked at */
    public String item() {
        return item;
    }

    /** @return how it stands */
    public Verdict verdict() {
        return verdict;
    }

    /** @return what was found */
    public String found() {
        return found;
    }

    /** @return what to do, or empty */
    public String advice() {
        return advice;
    }

    @Override
    public String toString() {
        return verdict + " " + item + ": " + found + (advice.isEmpty() ? "" : "; " + advice);
    }
}
