package io.hotroute.route;

import java.math.BigInteger;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a value is to the rules: a whole number, another number, or a text. Booleans, characters, enum constants (their name)
 * and UUIDs are texts; anything else is no value. Stateless and thread-safe; only UUIDs, characters beyond ASCII and whole
 * numbers beyond 64 bits allocate.
 */
final class Values {

    private static final String[] ASCII = new String[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = String.valueOf(c);
        }
    }

    private Values() {}

    static int apply(Object value, ValueFunction function) {
        if (value instanceof CharSequence) {
            return function.of((CharSequence) value);
        }
        if (value instanceof Number) {
            return number((Number) value, function);
        }
        if (value instanceof Boolean) {
            return function.of(text((Boolean) value));
        }
        if (value instanceof Enum) {
            return function.of(((Enum<?>) value).name());
        }
        if (value instanceof Character) {
            return function.of(text((Character) value));
        }
        return value instanceof UUID ? function.of(value.toString()) : ValueFunction.NO_VALUE;
    }

    private static int number(Number value, ValueFunction function) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger) {
            return function.of(value.longValue());
        }
        if (value instanceof BigInteger) {
            return ((BigInteger) value).bitLength() < Long.SIZE
                    ? function.of(value.longValue())
                    : function.of(value.toString());
        }
        return function.of(value.doubleValue());
    }

    static String text(boolean value) {
        return value ? "true" : "false";
    }

    static String text(char value) {
        return value < ASCII.length ? ASCII[value] : String.valueOf(value);
    }
}
