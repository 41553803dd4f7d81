package io.hotroute.shadow;

/** One place at which two values differ. Immutable. */
public final class Difference {

    private final String path;
    private final String text;

    Difference(String path, String text) {
        this.path = path;
        this.text = text;
    }

    /**
     * @return the place with every index as {@code *}, such as {@code items[*].price}, and {@code ?} for a character of a name
     *     that a pattern can't have; empty for the value itself
     */
    public String path() {
        return path;
    }

    /** @return what both sides have there, for people: {@code 3 -> 4}; values only where the rule shows them, else their types */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return path + ": " + text;
    }
}
