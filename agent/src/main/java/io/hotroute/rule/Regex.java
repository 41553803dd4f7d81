package io.hotroute.rule;

import java.util.regex.Pattern;

/**
 * A regular expression that the whole value must match, in bounded time whatever the value.
 *
 * <p>{@link RegexGuard} has refused what can take time without reading the value. What remains is bounded here: a value is at
 * most {@value Glob#MAX_CHARS} characters long, and a match that has read {@value #MOST_READS} characters, or fills the stack,
 * is given up. Given up, like too long, is "no match". Allocates a matcher for each call.
 */
final class Regex extends ValueMatch {

    static final int MAX_CHARS = 500;
    static final int MOST_READS = 20_000;

    private final Pattern pattern;

    Regex(Pattern pattern) {
        this.pattern = pattern;
    }

    @Override
    public boolean matches(long value) {
        return matches(Long.toString(value));
    }

    @Override
    public boolean matches(double value) {
        return Decimal.isWhole(value) ? matches((long) value) : matches(Double.toString(value));
    }

    @Override
    public boolean matches(CharSequence value) {
        if (value.length() > Glob.MAX_CHARS) {
            return false;
        }
        try {
            return pattern.matcher(new Metered(value, new int[1], 0, value.length()))
                    .matches();
        } catch (GaveUp | StackOverflowError tooExpensive) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "~" + pattern;
    }

    /** Counts the characters that the matcher reads: backtracking is reading again. */
    private static final class Metered implements CharSequence {
        private final CharSequence text;
        private final int[] reads;
        private final int start;
        private final int end;

        Metered(CharSequence text, int[] reads, int start, int end) {
            this.text = text;
            this.reads = reads;
            this.start = start;
            this.end = end;
        }

        @Override
        public char charAt(int index) {
            if (++reads[0] > MOST_READS) {
                throw GaveUp.NOW;
            }
            return text.charAt(start + index);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Metered(text, reads, start + from, start + to);
        }

        @Override
        public String toString() {
            return text.subSequence(start, end).toString();
        }
    }

    private static final class GaveUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final GaveUp NOW = new GaveUp();

        private GaveUp() {
            super("the regular expression reads too much", null, false, false);
        }
    }
}
