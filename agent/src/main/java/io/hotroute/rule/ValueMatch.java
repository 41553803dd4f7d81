package io.hotroute.rule;

/**
 * What a rule wants of one value of a call: an argument, a part of it, or an attachment. Immutable and thread-safe. Only
 * {@code regex}, and a glob asked about a fraction, allocate.
 *
 * <p>Whole numbers compare as long, others as double: {@code equals: "42"} is true of 42, 42L, 42.0 and the text 42. A
 * float such as 0.1f is widened, and is then not 0.1: use {@code range} for fractions.
 */
public abstract class ValueMatch {

    ValueMatch() {}

    /** @return whether the whole number is as wanted */
    public abstract boolean matches(long value);

    /** @return whether the number is as wanted */
    public abstract boolean matches(double value);

    /** @return whether the text is as wanted */
    public abstract boolean matches(CharSequence value);
}
