package io.hotroute.rule;

/**
 * A share of all values, always the same ones: {@code floorMod(number, by) < below}. A text that is a whole number counts
 * as that number; of any other text it is the unsigned MurmurHash3, seed 0.
 */
final class Mod extends ValueMatch {

    static final int MOST = 1_000_000_000;

    private final int by;
    private final int below;

    Mod(int by, int below) {
        this.by = by;
        this.below = below;
    }

    @Override
    public boolean matches(long value) {
        return Math.floorMod(value, (long) by) < below;
    }

    @Override
    public boolean matches(double value) {
        return Decimal.isWhole(value) && matches((long) value);
    }

    @Override
    public boolean matches(CharSequence value) {
        return Decimal.isLong(value)
                ? matches(Decimal.toLong(value))
                : matches(Integer.toUnsignedLong(Murmur3.hash(value, 0)));
    }

    @Override
    public String toString() {
        return "%" + by + "<" + below;
    }
}
