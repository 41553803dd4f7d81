package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One of some values: {@code equals}, {@code in}, and a condition's {@code =} and {@code !=}, which may have globs. */
final class AnyOf extends ValueMatch {

    private final List<String> shown;
    private final Set<String> texts = new HashSet<>();
    private final String[] textArray;
    private final long[] longs;
    private final double[] doubles;
    private final Glob[] globs;
    private final boolean negated;

    private AnyOf(List<String> exact, List<Glob> globs, List<String> shown, boolean negated) {
        this.texts.addAll(exact);
        this.textArray = exact.toArray(new String[0]);
        this.globs = globs.toArray(new Glob[0]);
        this.shown = shown;
        this.negated = negated;
        List<Long> wholes = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        for (String text : exact) {
            addNumber(text, wholes, fractions);
        }
        this.longs = wholes.stream().mapToLong(Long::longValue).sorted().toArray();
        this.doubles =
                fractions.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    static AnyOf values(List<String> values) {
        return new AnyOf(values, new ArrayList<>(), values, false);
    }

    static AnyOf patterns(List<String> patterns, boolean negated) {
        List<String> exact = new ArrayList<>();
        List<Glob> globs = new ArrayList<>();
        for (String pattern : patterns) {
            Glob glob = Glob.of(pattern);
            if (glob.isExact()) {
                exact.add(pattern);
            } else {
                globs.add(glob);
            }
        }
        return new AnyOf(exact, globs, patterns, negated);
    }

    private static void addNumber(String text, List<Long> wholes, List<Double> fractions) {
        if (Decimal.isLong(text)) {
            wholes.add(Decimal.toLong(text));
            return;
        }
        BigDecimal number = Decimal.parse(text);
        if (number != null && text.indexOf('.') > 0) {
            if (number.stripTrailingZeros().scale() <= 0) {
                wholes.add(number.longValueExact());
            } else {
                fractions.add(number.doubleValue());
            }
        }
    }

    @Override
    public boolean matches(long value) {
        boolean found = longs.length > 0 && Arrays.binarySearch(longs, value) >= 0;
        for (int i = 0; i < globs.length && !found; i++) {
            found = globs[i].matches(value);
        }
        return found != negated;
    }

    @Override
    public boolean matches(double value) {
        if (Decimal.isWhole(value)) {
            return matches((long) value);
        }
        boolean found = doubles.length > 0 && Arrays.binarySearch(doubles, value) >= 0;
        for (int i = 0; i < globs.length && !found; i++) {
            found = globs[i].matches(Double.toString(value));
        }
        return found != negated;
    }

    @Override
    public boolean matches(CharSequence value) {
        boolean found = value instanceof String ? texts.contains(value) : isText(value);
        for (int i = 0; i < globs.length && !found; i++) {
            found = globs[i].matches(value);
        }
        return found != negated;
    }

    /** Other sequences than strings do not hash as strings do. */
    private boolean isText(CharSequence value) {
        for (int i = 0; i < textArray.length; i++) {
            if (textArray[i].contentEquals(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return (negated ? "!=" : "=") + String.join(",", shown);
    }
}
