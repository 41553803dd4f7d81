package io.hotroute.shadow;

/**
 * SKELETON, owner: flow. A bounded lock-free queue (JCTools, atomic variant) and the few threads that work on it; callers never
 * wake a thread, start one or wait. Threads live only while there is work: {@link #wake} starts them, and they end when idle.
 */
public final class HandOff {

    /** @param threads the most threads; @param name of the threads */
    public HandOff(int capacity, int threads, String name) {}

    /** @return false if it is full, or closed */
    public boolean offer(Runnable work) {
        throw new UnsupportedOperationException();
    }

    /** For the ticker: starts threads if there is work. */
    public void wake() {
        throw new UnsupportedOperationException();
    }

    /** @return whether nothing is queued and no thread is alive */
    public boolean isIdle() {
        throw new UnsupportedOperationException();
    }

    /** Takes no more work, forgets what is queued; threads end with what they do. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
