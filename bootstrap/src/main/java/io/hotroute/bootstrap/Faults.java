package io.hotroute.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the agent itself got wrong, and is the fuse that takes it out of the way.
 *
 * <p>The budget is {@value #BUDGET} faults in a window; the agent's control thread opens a new window every minute by
 * {@link #newWindow()}. Without that thread the window never ends, so that the fuse errs on the side of the host.
 *
 * <p><b>Cost.</b> Nothing while there is no fault; then two atomic increments. Thread-safe.
 */
public final class Faults {

    /** Faults in one window at which the fuse blows. */
    public static final int BUDGET = 100;

    private static final AtomicLong TOTAL = new AtomicLong();
    private static final AtomicInteger IN_WINDOW = new AtomicInteger();
    private static volatile boolean blown;
    private static volatile String last;

    private Faults() {}

    /** @return whether the fuse is blown now */
    static boolean add(Throwable fault) {
        TOTAL.incrementAndGet();
        remember(fault);
        if (IN_WINDOW.incrementAndGet() >= BUDGET) {
            blown = true;
        }
        return blown;
    }

    /** Text only: a kept Throwable would pin the class loaders of its frames. */
    private static void remember(Throwable fault) {
        try {
            StackTraceElement[] frames = fault.getStackTrace();
            last = frames.length == 0 ? fault.toString() : fault + " at " + frames[0];
        } catch (Throwable unprintable) {
            last = fault.getClass().getName();
        }
    }

    static void reset() {
        blown = false;
        IN_WINDOW.set(0);
    }

    /** Starts a new window, unless the fuse is blown already. */
    public static void newWindow() {
        IN_WINDOW.set(0);
    }

    /** Faults since the JVM started. */
    public static long total() {
        return TOTAL.get();
    }

    /** Whether the budget was exceeded since the gate was last opened. */
    public static boolean isBlown() {
        return blown;
    }

    /** The newest fault as text, or null. */
    public static String last() {
        return last;
    }
}
