package io.hotroute.degrade;

/** Where the calls of a method stand. */
public enum GuardState {
    /** All is well: the rule's share. */
    CLOSED,
    /** No call, until the back-off is over. */
    OPEN,
    /** No call but a few probes, until enough of them were good. */
    HALF_OPEN,
    /** A growing part of the rule's share. */
    RECOVERING,
    /** No call, until an operator or a new rule says otherwise: it went bad again and again, or an operator asked for it. */
    LATCHED
}
