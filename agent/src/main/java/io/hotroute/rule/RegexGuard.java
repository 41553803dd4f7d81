package io.hotroute.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Refuses regular expressions that could take exponential time without reading the value, which {@link Regex}'s budget would
 * not see. Java's engine tries every way to match. Ways multiply unseen where a part can match nothing in several ways: a
 * repeated or optional group that can match nothing, a group with two such alternatives. Back references and look-around are
 * refused too, as they read on their own. Not thread-safe; lives for one expression.
 */
final class RegexGuard {

    static final String ALLOWED = "a regular expression of 1 to " + Regex.MAX_CHARS
            + " characters, without back references, look-around, \\Q, counts over " + Glob.MAX_CHARS
            + ", a repeated group that can match nothing and a group with two alternatives that can";

    private final String text;
    private final Deque<Group> open = new ArrayDeque<>();
    private int at;

    private RegexGuard(String text) {
        this.text = text;
    }

    /** @return the expression, or null if it is refused */
    static Pattern compile(String text) {
        if (text.isEmpty() || text.length() > Regex.MAX_CHARS || !new RegexGuard(text).isBounded()) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (IllegalArgumentException notARegularExpression) {
            return null;
        }
    }

    private boolean isBounded() {
        open.push(new Group());
        while (at < text.length()) {
            if (!next()) {
                return false;
            }
        }
        return open.size() == 1;
    }

    private boolean next() {
        char c = text.charAt(at++);
        switch (c) {
            case '\\':
                return escape();
            case '[':
                return characterClass() && reading();
            case '(':
                return group();
            case ')':
                return groupEnd();
            case '|':
                open.peek().endAlternative();
                return true;
            case '^':
            case '$':
                return !isRepetition();
            default:
                return reading();
        }
    }

    private boolean escape() {
        char c = at < text.length() ? text.charAt(at++) : 'Q';
        if (c == 'Q' || c == 'E' || c == 'k' || c >= '1' && c <= '9') {
            return false;
        }
        if ("bBAzZG".indexOf(c) >= 0) {
            return !isRepetition();
        }
        skipEscapeArgument(c);
        return reading();
    }

    private void skipEscapeArgument(char c) {
        if ("pPxN".indexOf(c) >= 0 && at < text.length() && text.charAt(at) == '{') {
            int end = text.indexOf('}', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (c == 'u') {
            at += 4;
        } else if (c == 'x') {
            at += 2;
        } else if (c == 'p' || c == 'P' || c == 'c') {
            at++;
        }
        for (int i = 0; c == '0' && i < 3 && at < text.length() && "01234567".indexOf(text.charAt(at)) >= 0; i++) {
            at++;
        }
    }

    /** Classes nest, as in [a-z&&[^b]]. */
    private boolean characterClass() {
        for (int depth = 1; at < text.length(); ) {
            char c = text.charAt(at++);
            if (c == '\\') {
                if (at < text.length() && (text.charAt(at) == 'Q' || text.charAt(at) == 'E')) {
                    return false;
                }
                at++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean group() {
        if (text.startsWith("?i)", at)) {
            at += 3;
            return true;
        }
        if (text.startsWith("?:", at)) {
            at += 2;
        } else if (text.startsWith("?", at)) {
            return false;
        }
        open.push(new Group());
        return true;
    }

    private boolean groupEnd() {
        if (open.size() == 1) {
            return false;
        }
        Group ended = open.pop();
        ended.endAlternative();
        if (ended.emptyAlternatives == 0) {
            return reading();
        }
        return ended.emptyAlternatives == 1 && !isRepetition();
    }

    /** After a part that cannot match without reading; a repetition may follow. */
    private boolean reading() {
        if (!isRepetition()) {
            open.peek().canBeEmpty = false;
            return true;
        }
        char c = text.charAt(at++);
        int least = c == '+' ? 1 : c == '{' ? count() : 0;
        if (text.startsWith("?", at) || text.startsWith("+", at)) {
            at++;
        }
        open.peek().canBeEmpty &= least == 0;
        return least >= 0;
    }

    private boolean isRepetition() {
        return at < text.length() && "?*+{".indexOf(text.charAt(at)) >= 0;
    }

    /** @return the least number of times, or -1 if the count is refused */
    private int count() {
        int end = text.indexOf('}', at);
        String counts = end < 0 ? "" : text.substring(at, end);
        at = end + 1;
        if (!counts.matches("\\d{1,4}(,\\d{0,4})?")) {
            return -1;
        }
        for (String count : counts.split(",")) {
            if (Integer.parseInt(count) > Glob.MAX_CHARS) {
                return -1;
            }
        }
        return Integer.parseInt(counts.split(",")[0]);
    }

    /** What an open group has in it so far. */
    private static final class Group {
        /** Whether the current alternative can match without reading. */
        boolean canBeEmpty = true;

        int emptyAlternatives;

        void endAlternative() {
            emptyAlternatives += canBeEmpty ? 1 : 0;
            canBeEmpty = true;
        }
    }
}
