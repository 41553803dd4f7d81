package com.alibaba.csp.sentinel.util;

/** Stands before Sentinel's class of this name on the class path: the virtual time of the thread that asks. */
public final class TimeUtil {

    private static final long EPOCH_MILLIS = 1_000_000_000_000L;
    private static final ThreadLocal<long[]> NANOS = ThreadLocal.withInitial(() -> new long[1]);

    private TimeUtil() {}

    /** Sets it, in nanoseconds since some time. */
    public static void set(long nanos) {
        NANOS.get()[0] = nanos;
    }

    /** @return in milliseconds, as Sentinel asks for it */
    public static long currentTimeMillis() {
        return EPOCH_MILLIS + Math.floorDiv(NANOS.get()[0], 1_000_000L);
    }
}
