package io.hotroute.rule;

/** SKELETON, owner: snapshot. The {@code shadow.compare} field of a rule. Immutable. */
public final class Compare {

    /** Everything counts. */
    public static final Compare EXACTLY = new Compare();
}
