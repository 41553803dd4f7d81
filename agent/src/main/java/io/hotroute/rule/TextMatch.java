package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;

/** Whether a name is, or with {@code !=} is not, one of some exact texts and globs. Immutable; allocates nothing. */
public final class TextMatch {

    private final String patterns;
    private final Glob[] globs;
    private final boolean negated;

    /** @param patterns exact texts and globs */
    TextMatch(List<String> patterns, boolean negated) {
        this(patterns, patterns, negated);
    }

    private TextMatch(List<String> patterns, List<String> compiled, boolean negated) {
        this.patterns = String.join(",", patterns);
        this.globs = new Glob[compiled.size()];
        for (int i = 0; i < globs.length; i++) {
            globs[i] = Glob.of(compiled.get(i));
        }
        this.negated = negated;
    }

    /**
     * Of methods' names, whose first letter may be in either case: by triple, interfaces made of a proto file have it in
     * lower case, and calls of them as the proto file has it, which is upper case as a rule.
     *
     * @param patterns exact texts and globs
     */
    public static TextMatch ofMethods(List<String> patterns, boolean negated) {
        List<String> both = new ArrayList<>(patterns);
        for (String pattern : patterns) {
            // Stars before the letter may stand for nothing; where they stand for more, they stand for a first letter
            // in any case.
            String named = pattern.replaceFirst("^\\*+", "");
            String other = otherName(named);
            if (!other.equals(named)) {
                both.add(other);
            }
        }
        return new TextMatch(patterns, both, negated);
    }

    private static String otherName(String name) {
        if (name.isEmpty()) {
            return name;
        }
        char first = name.charAt(0);
        char other = Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first);
        return other + name.substring(1);
    }

    /** @return whether the name is as wanted; null or empty, which is "unknown", never is */
    public boolean matches(String name) {
        if (name == null || name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < globs.length; i++) {
            if (globs[i].matches(name)) {
                return !negated;
            }
        }
        return negated;
    }

    @Override
    public String toString() {
        return (negated ? "!=" : "=") + patterns;
    }
}
