package io.hotroute.latency;

/**
 * Ranges of latencies that are counted as one: 1,024 ns wide at the start, at most 1/128 of the latency later. They are those
 * of a HdrHistogram with a lowest value of 1,024 ns and two digits, so that what was counted here moves there unchanged.
 */
final class Buckets {

    /** HdrHistogram rounds its lowest value down to a power of two. */
    static final long UNIT_NANOS = 1 << 10;

    static final int SIGNIFICANT_DIGITS = 2;

    private static final int UNIT_SHIFT = 10;
    private static final int RANGE_SHIFT = 7;

    /** Indices are below. */
    static final int COUNT = index(LatencyRecorder.LONGEST_NANOS) + 1;

    private Buckets() {}

    /** @return the latency's bucket; the first or the last one for what is out of range */
    static int index(long nanos) {
        long units = Math.max(0, Math.min(nanos, LatencyRecorder.LONGEST_NANOS)) >>> UNIT_SHIFT;
        int shift = Math.max(0, Long.SIZE - 1 - RANGE_SHIFT - Long.numberOfLeadingZeros(units));
        return (shift << RANGE_SHIFT) + (int) (units >>> shift);
    }

    /** @return the least latency of the bucket */
    static long nanos(int index) {
        int shift = Math.max(0, (index >>> RANGE_SHIFT) - 1);
        return (long) (index - (shift << RANGE_SHIFT)) << shift << UNIT_SHIFT;
    }
}
