package io.hotroute.shadow;

/** SKELETON, owner: snapshot. One place at which two values differ. Immutable. */
public final class Difference {

    /** @return the place with every index as {@code *}, such as {@code items[*].price}; empty for the value itself */
    public String path() {
        throw new UnsupportedOperationException();
    }

    /** @return what both sides have there, for people: {@code 3 -> 4}; values only where the rule shows them, else their types */
    public String text() {
        throw new UnsupportedOperationException();
    }
}
