package io.hotroute.shadow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Values without parts in a form in which equal ones are equal to {@code equals}: numbers by value, whatever their class;
 * dates and times by instant. Stateless.
 */
final class Scalars {

    private static final double EXACT_LONGS = 1L << 53;
    private static final int MOST_LONG_DIGITS = 18;

    private Scalars() {}

    /** @param value a leaf, or a copy that is not an array */
    static Object canonical(Object value) {
        Object leaf = value instanceof Node.Copy ? ((Node.Copy) value).copy : value;
        if (leaf instanceof Number) {
            return number((Number) leaf);
        }
        if (leaf instanceof CharSequence || leaf instanceof Character) {
            return leaf.toString();
        }
        if (leaf instanceof Enum) {
            return new Constant((Enum<?>) leaf);
        }
        Object moment = moment(leaf);
        return moment != null ? moment : other(leaf);
    }

    private static Object other(Object leaf) {
        if (leaf instanceof AtomicBoolean) {
            return ((AtomicBoolean) leaf).get();
        }
        if (leaf instanceof Pattern) {
            return ((Pattern) leaf).flags() + ":" + ((Pattern) leaf).pattern();
        }
        if (leaf instanceof URL) {
            return ((URL) leaf).toExternalForm();
        }
        if (leaf instanceof Class) {
            return ((Class<?>) leaf).getName();
        }
        return leaf instanceof TimeZone ? ((TimeZone) leaf).getID() : leaf;
    }

    /** @return a Long if it is one, else a Double if it is not finite, else a BigDecimal without trailing zeros */
    private static Object number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return value;
            }
            if (value == Math.rint(value) && Math.abs(value) < EXACT_LONGS) {
                return (long) value;
            }
            return decimal(new BigDecimal(number.toString()));
        }
        if (number instanceof BigDecimal) {
            return decimal((BigDecimal) number);
        }
        return number instanceof BigInteger
                ? decimal(new BigDecimal((BigInteger) number))
                : (Object) number.longValue();
    }

    private static Object decimal(BigDecimal number) {
        if (number.signum() == 0) {
            return 0L;
        }
        BigDecimal plain = number.stripTrailingZeros();
        boolean isLong = plain.scale() <= 0 && (long) plain.precision() - plain.scale() <= MOST_LONG_DIGITS;
        return isLong ? (Object) plain.longValueExact() : plain;
    }

    private static BigDecimal toDecimal(Object canonical) {
        return canonical instanceof Long ? BigDecimal.valueOf((Long) canonical) : (BigDecimal) canonical;
    }

    /** @return whether |a-b| is at most absolute, or at most relative of the larger; of canonical numbers */
    static boolean isWithin(Object a, Object b, BigDecimal absolute, BigDecimal relative) {
        if (a.equals(b)) {
            return true;
        }
        if (a instanceof Double || b instanceof Double || absolute.signum() == 0 && relative.signum() == 0) {
            return false;
        }
        // With limited digits, as 1E+1000000000 minus 1 has a billion of them.
        MathContext digits = MathContext.DECIMAL128;
        BigDecimal left = toDecimal(a);
        BigDecimal right = toDecimal(b);
        BigDecimal difference = left.subtract(right, digits).abs();
        return difference.compareTo(absolute) <= 0
                || difference.compareTo(left.abs().max(right.abs()).multiply(relative, digits)) <= 0;
    }

    static double toDouble(Object canonical) {
        return canonical instanceof Moment
                ? ((Moment) canonical).seconds + ((Moment) canonical).nanos / 1e9
                : ((Number) canonical).doubleValue();
    }

    private static Moment moment(Object leaf) {
        if (leaf instanceof Date) {
            Date date = (Date) leaf;
            // Only a Timestamp knows nanoseconds, and only by this method; java.sql's others refuse it.
            return instant(
                    leaf.getClass().getName().equals("java.sql.Timestamp")
                            ? date.toInstant()
                            : Instant.ofEpochMilli(date.getTime()));
        }
        if (leaf instanceof Calendar) {
            return instant(((Calendar) leaf).toInstant());
        }
        if (leaf instanceof Instant) {
            return instant((Instant) leaf);
        }
        if (leaf instanceof ZonedDateTime) {
            return instant(((ZonedDateTime) leaf).toInstant());
        }
        return leaf instanceof OffsetDateTime ? instant(((OffsetDateTime) leaf).toInstant()) : local(leaf);
    }

    private static Moment instant(Instant instant) {
        return new Moment("instant", instant.getEpochSecond(), instant.getNano());
    }

    private static Moment local(Object leaf) {
        if (leaf instanceof LocalDateTime) {
            LocalDateTime time = (LocalDateTime) leaf;
            return new Moment("local", time.toEpochSecond(ZoneOffset.UTC), time.getNano());
        }
        if (leaf instanceof LocalDate) {
            return new Moment("date", ((LocalDate) leaf).toEpochDay() * 86_400, 0);
        }
        if (leaf instanceof LocalTime) {
            return new Moment("time", ((LocalTime) leaf).toSecondOfDay(), ((LocalTime) leaf).getNano());
        }
        return null;
    }

    /** A date or time; those of different kinds are never equal. Immutable. */
    static final class Moment {
        private final String kind;
        private final long seconds;
        private final int nanos;

        private Moment(String kind, long seconds, int nanos) {
            this.kind = kind;
            this.seconds = seconds;
            this.nanos = nanos;
        }

        boolean isWithin(long tolerance, Moment other) {
            if (!kind.equals(other.kind)) {
                return false;
            }
            BigInteger apart = BigInteger.valueOf(seconds)
                    .subtract(BigInteger.valueOf(other.seconds))
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(nanos - other.nanos));
            return apart.abs().compareTo(BigInteger.valueOf(tolerance)) <= 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Moment && isWithin(0, (Moment) other);
        }

        @Override
        public int hashCode() {
            return kind.hashCode() + 31 * Long.hashCode(seconds) + nanos;
        }
    }

    /** An enum constant, by names. Immutable. */
    private static final class Constant {
        private final String type;
        private final String name;

        Constant(Enum<?> constant) {
            type = constant.getDeclaringClass().getName();
            name = constant.name();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constant
                    && type.equals(((Constant) other).type)
                    && name.equals(((Constant) other).name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
