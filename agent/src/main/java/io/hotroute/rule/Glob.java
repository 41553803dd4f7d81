package io.hotroute.rule;

/**
 * An exact text, or a pattern in which {@code *} stands for any characters and {@code ?} for one. Immutable; matching
 * allocates nothing and takes at most the product of both lengths.
 */
public final class Glob {

    /** No longer text matches a pattern, so that a huge value cannot cost a huge time; exact texts have no such limit. */
    public static final int MAX_CHARS = 1_000;

    private final String pattern;
    private final boolean exact;

    private Glob(String pattern, boolean exact) {
        this.pattern = pattern;
        this.exact = exact;
    }

    static Glob of(String pattern) {
        return new Glob(pattern, pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0);
    }

    boolean isExact() {
        return exact;
    }

    /** @return whether the text matches as a whole; null never does */
    public boolean matches(CharSequence text) {
        if (text == null) {
            return false;
        }
        if (exact) {
            return pattern.contentEquals(text);
        }
        return text.length() <= MAX_CHARS && matches(text, 0, text.length());
    }

    /** @return whether the number's decimal text matches */
    boolean matches(long number) {
        int length = Decimal.length(number);
        return exact ? length == pattern.length() && matches(null, number, length) : matches(null, number, length);
    }

    /** Greedy, with one way back: to the last star, which takes one character more. A null text is the number's. */
    private boolean matches(CharSequence text, long number, int length) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int t = 0;
        while (t < length) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (p < pattern.length() && wanted == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length()
                    && (wanted == '?' || wanted == (text == null ? Decimal.at(number, length, t) : text.charAt(t)))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
