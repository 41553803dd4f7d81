package io.hotroute.rule;

/** The methods that a rule document is about. Immutable. */
public final class Methods {

    static final Methods ALL = new Methods(null, null);

    private final TextMatch include;
    private final TextMatch exclude;

    /** @param include null for every method; {@code exclude} null for none */
    Methods(TextMatch include, TextMatch exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** @return whether every method is included */
    public boolean isAll() {
        return include == null && exclude == null;
    }

    /** @return whether calls of the method may go to the candidate at all */
    public boolean includes(String method) {
        return (include == null || include.matches(method)) && (exclude == null || !exclude.matches(method));
    }

    @Override
    public String toString() {
        return (include == null ? "" : " include" + include) + (exclude == null ? "" : " exclude" + exclude);
    }
}
