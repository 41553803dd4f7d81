package io.hotroute.latency;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts by {@link Buckets}. Few are in use, and these are neighbours: they lie in pages that the first call in each makes,
 * nothing else is allocated. Any thread may count; one reads and takes.
 */
final class BucketCounts {

    private static final int PAGE_SHIFT = 5;
    private static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    static final int PAGES = (Buckets.COUNT + PAGE_SIZE - 1) >>> PAGE_SHIFT;

    private final AtomicReferenceArray<AtomicIntegerArray> pages = new AtomicReferenceArray<>(PAGES);

    void increment(int bucket) {
        AtomicIntegerArray page = pages.get(bucket >>> PAGE_SHIFT);
        if (page == null) {
            page = makePage(bucket >>> PAGE_SHIFT);
        }
        page.getAndIncrement(bucket & (PAGE_SIZE - 1));
    }

    private AtomicIntegerArray makePage(int index) {
        AtomicIntegerArray made = new AtomicIntegerArray(PAGE_SIZE);
        return pages.compareAndSet(index, null, made) ? made : pages.get(index);
    }

    /** @return all that is counted and was not taken */
    long sum() {
        long sum = 0;
        for (int i = 0; i < PAGES; i++) {
            AtomicIntegerArray page = pages.get(i);
            if (page != null) {
                for (int j = 0; j < PAGE_SIZE; j++) {
                    sum += Integer.toUnsignedLong(page.get(j));
                }
            }
        }
        return sum;
    }

    /**
     * Takes the counts of one page away.
     *
     * @param into gets them added
     * @return their sum
     */
    long take(int index, long[] into) {
        AtomicIntegerArray page = pages.get(index);
        long sum = 0;
        if (page != null) {
            for (int j = 0; j < PAGE_SIZE; j++) {
                if (page.get(j) != 0) {
                    long count = Integer.toUnsignedLong(page.getAndSet(j, 0));
                    into[j] += count;
                    sum += count;
                }
            }
        }
        return sum;
    }

    static long[] newPage() {
        return new long[PAGE_SIZE];
    }

    static int bucket(int page, int index) {
        return (page << PAGE_SHIFT) + index;
    }
}
