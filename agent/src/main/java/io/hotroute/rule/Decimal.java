package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers as decimal text, on the call path: nothing here but {@link #parse} allocates. Stateless and thread-safe.
 *
 * <p>A text counts as a whole number only in the form that {@code Long.toString} gives it, up to 18 digits: {@code 007} is
 * a text.
 */
final class Decimal {

    static final String ALLOWED = "a number of at most 15 digits and 6 decimals";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,6})?");
    private static final int MOST_DIGITS = 18;
    private static final int MOST_EXACT_DIGITS = 15;
    /** Beyond it not every whole number has a double of its own. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private static final long[] POWERS = new long[MOST_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimal() {}

    /** @return the number, or null if the text is none of {@value #ALLOWED} */
    static BigDecimal parse(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /** @return the length of the number's decimal text */
    static int length(long number) {
        int digits = 1;
        while (digits <= MOST_DIGITS && Math.abs(number / POWERS[digits]) > 0) {
            digits++;
        }
        return number < 0 ? digits + 1 : digits;
    }

    /** @return the character at that place of the number's decimal text, which has the given length */
    static char at(long number, int length, int place) {
        if (place == 0 && number < 0) {
            return '-';
        }
        return (char) ('0' + Math.abs(number / POWERS[length - 1 - place] % 10));
    }

    /** @return whether the text is a whole number as {@code Long.toString} writes it */
    static boolean isLong(CharSequence text) {
        int length = text.length();
        int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length == first || length - first > MOST_DIGITS) {
            return false;
        }
        for (int i = first; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(first) != '0' || length == 1;
    }

    /** @param text for which {@link #isLong} holds */
    static long toLong(CharSequence text) {
        boolean negative = text.charAt(0) == '-';
        long number = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return negative ? -number : number;
    }

    /** @return the value of a plain decimal such as {@code -12.50}, of at most 15 digits; NaN of any other text */
    static double toDouble(CharSequence text) {
        int first = text.length() > 0 && text.charAt(0) == '-' ? 1 : 0;
        long number = 0;
        int digits = 0;
        int point = -1;
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > first && i < text.length() - 1) {
                point = i;
            } else if (isDigit(c) && ++digits <= MOST_EXACT_DIGITS) {
                number = number * 10 + (c - '0');
            } else {
                return Double.NaN;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        // Both are exact as doubles, so that the quotient is the nearest double, as Double.parseDouble's.
        double value = point < 0 ? number : number / (double) POWERS[text.length() - 1 - point];
        return first == 1 ? -value : value;
    }

    /** @return whether the double is a whole number that a long holds exactly */
    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
