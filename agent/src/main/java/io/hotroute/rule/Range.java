package io.hotroute.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number, or a text that is a plain decimal number, from one bound to the other, both included. */
final class Range extends ValueMatch {

    private final BigDecimal from;
    private final BigDecimal to;
    private final long firstLong;
    private final long lastLong;
    private final double firstDouble;
    private final double lastDouble;

    /** @param from null for no lower bound; {@code to} likewise */
    Range(BigDecimal from, BigDecimal to) {
        this.from = from;
        this.to = to;
        this.firstLong = from == null
                ? Long.MIN_VALUE
                : from.setScale(0, RoundingMode.CEILING).longValueExact();
        this.lastLong =
                to == null ? Long.MAX_VALUE : to.setScale(0, RoundingMode.FLOOR).longValueExact();
        this.firstDouble = from == null ? Double.NEGATIVE_INFINITY : from.doubleValue();
        this.lastDouble = to == null ? Double.POSITIVE_INFINITY : to.doubleValue();
    }

    @Override
    public boolean matches(long value) {
        return firstLong <= value && value <= lastLong;
    }

    @Override
    public boolean matches(double value) {
        return firstDouble <= value && value <= lastDouble;
    }

    @Override
    public boolean matches(CharSequence value) {
        return Decimal.isLong(value) ? matches(Decimal.toLong(value)) : matches(Decimal.toDouble(value));
    }

    @Override
    public String toString() {
        return " in " + (from == null ? "" : from.toPlainString()) + ".." + (to == null ? "" : to.toPlainString());
    }
}
