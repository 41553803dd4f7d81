package io.hotroute.latency;

import java.util.Arrays;

/** The calls that ended within some seconds. Immutable, and small: most buckets take two bytes. */
final class Slice {

    static final Slice EMPTY = new Slice(new byte[0], new long[CallOutcome.values().length]);

    /** Of each bucket with calls, in their order: its distance from the one before, and the number of calls. */
    private final byte[] answered;

    private final long[] outcomes;

    private Slice(byte[] answered, long[] outcomes) {
        this.answered = answered;
        this.outcomes = outcomes;
    }

    void addTo(LatencySnapshot.Builder sum) {
        int bucket = 0;
        int at = 0;
        while (at < answered.length) {
            long distance = read(at);
            at += length(distance);
            long calls = read(at);
            at += length(calls);
            bucket += (int) distance;
            sum.addAnswered(Buckets.nanos(bucket), calls);
        }
        sum.addOutcomes(outcomes);
    }

    /** Seven bits a byte, the low ones first; the high bit says that more follow. */
    private long read(int at) {
        long value = 0;
        int shift = 0;
        for (int i = at; ; i++, shift += 7) {
            value |= (answered[i] & 0x7fL) << shift;
            if (answered[i] >= 0) {
                return value;
            }
        }
    }

    private static int length(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    /** For one thread. */
    static final class Builder {
        private final long[] outcomes = new long[CallOutcome.values().length];
        private byte[] answered = new byte[256];
        private int size;
        private int lastBucket;

        /** @param bucket higher than those before */
        void answered(int bucket, long calls) {
            if (calls == 0) {
                return;
            }
            write(bucket - lastBucket);
            write(calls);
            lastBucket = bucket;
        }

        private void write(long value) {
            if (size + length(value) > answered.length) {
                answered = Arrays.copyOf(answered, 2 * answered.length);
            }
            long rest = value;
            for (; rest > 0x7f; rest >>>= 7) {
                answered[size++] = (byte) (rest | 0x80);
            }
            answered[size++] = (byte) rest;
        }

        void ended(CallOutcome outcome, long calls) {
            outcomes[outcome.ordinal()] += calls;
        }

        Slice build() {
            boolean isEmpty = Arrays.stream(outcomes).sum() == 0;
            return isEmpty ? EMPTY : new Slice(Arrays.copyOf(answered, size), outcomes);
        }
    }
}
