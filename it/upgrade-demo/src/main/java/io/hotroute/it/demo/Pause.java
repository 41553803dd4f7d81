package io.hotroute.it.demo;

/** Waits for a time. Stateless. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @param nanoTime as of {@link System#nanoTime}; may be past */
    static void until(long nanoTime) {
        millis(Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000));
    }
}
