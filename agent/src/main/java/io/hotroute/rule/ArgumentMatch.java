package io.hotroute.rule;

/** What a rule wants of one argument, or of a part of it. Immutable. */
public final class ArgumentMatch {

    private final int index;
    private final ArgumentPath path;
    private final ValueMatch value;

    ArgumentMatch(int index, ArgumentPath path, ValueMatch value) {
        this.index = index;
        this.path = path;
        this.value = value;
    }

    /** @return the argument's place, from 0 */
    public int index() {
        return index;
    }

    /** @return the way to the value */
    public ArgumentPath path() {
        return path;
    }

    /** @return what the value must be */
    public ValueMatch value() {
        return value;
    }

    @Override
    public String toString() {
        String separator = path.length() == 0 || path.index(0) >= 0 ? "" : ".";
        return "arguments[" + index + "]" + separator + path + value;
    }
}
