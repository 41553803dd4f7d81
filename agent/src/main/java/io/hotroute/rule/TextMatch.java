package io.hotroute.rule;

import java.util.ArrayList;
import java.util.List;

/** Whether a name is, or with {@code !=} is not, one of some exact texts and globs. Immutable; allocates nothing. */
public final class TextMatch {

    private final Glob[] globs;
    private final boolean negated;

    TextMatch(List<String> patterns, boolean negated) {
        List<Glob> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Glob.of(pattern));
        }
        this.globs = compiled.toArray(new Glob[0]);
        this.negated = negated;
    }

    /** @param patterns exact texts and globs */
    public static TextMatch anyOf(List<String> patterns) {
        return new TextMatch(patterns, false);
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
        StringBuilder text = new StringBuilder(negated ? "!=" : "=");
        for (int i = 0; i < globs.length; i++) {
            text.append(i == 0 ? "" : ",").append(globs[i]);
        }
        return text.toString();
    }
}
