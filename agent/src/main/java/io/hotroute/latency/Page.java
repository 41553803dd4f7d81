package io.hotroute.latency;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of calls in neighbouring cells, two to a word: the ticker has half as many words to read. Any thread may count; the
 * ticker reads and takes. A cell would have to count 4 billion calls within a slice to run over into its neighbour.
 *
 * <p><b>Cost.</b> To count is one increment without a lock, and a volatile read.
 */
final class Page extends AtomicLongArray {

    static final int CELLS_SHIFT = 5;
    static final int CELLS = 1 << CELLS_SHIFT;

    private static final long serialVersionUID = 1L;
    private static final int CELL_BITS = 32;
    private static final long CELL_MASK = (1L << CELL_BITS) - 1;

    /** Whose calls they are: a pair of an outcome and a pace; the first one of several. */
    final int kind;

    /** Set after what is counted; taken by the ticker before it reads. */
    private volatile boolean news;

    /** The ticker's: the calls that it read last and has not taken. */
    private long sum;

    Page(int kind) {
        super(CELLS / 2);
        this.kind = kind;
    }

    /** @return whether the page had no news before */
    boolean count(int cell) {
        getAndAdd(cell >>> 1, 1L << (cell & 1) * CELL_BITS);
        if (news) {
            return false;
        }
        news = true;
        return true;
    }

    /** @return whether something was counted since this was asked last */
    boolean takeNews() {
        boolean taken = news;
        if (taken) {
            news = false;
        }
        return taken;
    }

    /** @return by how much {@link #sum} grew, brought up to date by this */
    long growth() {
        long before = sum;
        long now = 0;
        for (int i = 0; i < CELLS / 2; i++) {
            long word = get(i);
            now += (word & CELL_MASK) + (word >>> CELL_BITS);
        }
        sum = now;
        return now - before;
    }

    long sum() {
        return sum;
    }

    /** @return the cell's calls */
    long calls(int cell) {
        return get(cell >>> 1) >>> (cell & 1) * CELL_BITS & CELL_MASK;
    }

    /** @return whether there is nothing to take, but for calls that were counted this moment */
    boolean isEmpty() {
        return sum == 0 && !news;
    }

    /**
     * Takes all calls away.
     *
     * @param byCell gets them added
     * @return how many
     */
    long take(long[] byCell) {
        sum = 0;
        long calls = 0;
        for (int i = 0; i < CELLS / 2; i++) {
            if (get(i) != 0) {
                long word = getAndSet(i, 0);
                byCell[2 * i] += word & CELL_MASK;
                byCell[2 * i + 1] += word >>> CELL_BITS;
                calls += (word & CELL_MASK) + (word >>> CELL_BITS);
            }
        }
        return calls;
    }
}
