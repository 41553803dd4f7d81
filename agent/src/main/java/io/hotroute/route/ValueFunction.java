package io.hotroute.route;

import io.hotroute.rule.Murmur3;
import io.hotroute.rule.ValueMatch;
import io.hotroute.rule.Weight;

/**
 * A function of a value of a call, for each form that a value can come in, so that none is boxed or made a string. Immutable
 * and thread-safe.
 */
interface ValueFunction {

    /** The result where there is no value. */
    int NO_VALUE = -1;

    int of(long value);

    int of(double value);

    int of(CharSequence value);

    /** 1 if the value matches, 0 if not. */
    final class Matches implements ValueFunction {
        private final ValueMatch wanted;

        Matches(ValueMatch wanted) {
            this.wanted = wanted;
        }

        @Override
        public int of(long value) {
            return wanted.matches(value) ? 1 : 0;
        }

        @Override
        public int of(double value) {
            return wanted.matches(value) ? 1 : 0;
        }

        @Override
        public int of(CharSequence value) {
            return wanted.matches(value) ? 1 : 0;
        }
    }

    /**
     * The bucket of a sticky key, from 0 to before {@value Weight#WHOLE}: {@link Murmur3} of the key's text as UTF-8, seeded with
     * that of the rule document's service key, so that two upgrades don't move the same users. A whole number is hashed as its
     * decimal text, so that the text 42 and the number 42 stay together.
     */
    final class Bucket implements ValueFunction {
        /** Beyond it not every whole number has a double of its own. */
        private static final double LARGEST_WHOLE = 1L << 53;

        private final int seed;

        Bucket(String documentId) {
            this.seed = Murmur3.hash(documentId, 0);
        }

        @Override
        public int of(long value) {
            return bucket(Murmur3.hash(value, seed));
        }

        /** Only a fraction makes a string. */
        @Override
        public int of(double value) {
            return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE
                    ? of((long) value)
                    : of(Double.toString(value));
        }

        @Override
        public int of(CharSequence value) {
            return bucket(Murmur3.hash(value, seed));
        }

        private static int bucket(int hash) {
            return Integer.remainderUnsigned(hash, Weight.WHOLE);
        }
    }
}
