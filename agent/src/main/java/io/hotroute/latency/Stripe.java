package io.hotroute.latency;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What some of the threads record of a series. A call is one increment when it begins and two when it ends: in its cohort,
 * and in the cell that is for its outcome, pace and latency, so that it becomes known with all of these at once. Errors have
 * a cell for each pace: nobody asks how long it took to fail.
 *
 * <p>Few cells are in use, and these are neighbours: they lie in pages that the first call in each makes. Nothing else is
 * allocated. Any thread may count; the ticker reads and takes.
 */
final class Stripe {

    /** Paces: within the threshold, above it, judged in flight. */
    static final int FAST = 0;

    static final int SLOW = 1;
    static final int AGED = 2;
    static final int PACES = 3;

    private static final int PAGE_SHIFT = 5;
    private static final int PAGE_SIZE = 1 << PAGE_SHIFT;

    /** Of one outcome and pace. */
    private static final int BUCKET_PAGES = (Buckets.COUNT + PAGE_SIZE - 1) >>> PAGE_SHIFT;

    private static final int ERROR_PAGE = CallOutcome.ERROR.ordinal() * PACES * BUCKET_PAGES;

    private final CohortRing cohorts;

    /** Set after what is counted, and by few: callers find it set until the ticker has taken it, before it reads. */
    private volatile boolean news;

    private final AtomicReferenceArray<AtomicIntegerArray> pages = new AtomicReferenceArray<>(ERROR_PAGE + 1);

    Stripe() {
        this(new CohortRing());
    }

    private Stripe(CohortRing cohorts) {
        this.cohorts = cohorts;
    }

    /** @return one beside this that has counted nothing. For the ticker */
    Stripe another() {
        return new Stripe(new CohortRing(cohorts));
    }

    CohortRing cohorts() {
        return cohorts;
    }

    void begin(long cohort) {
        cohorts.begin(cohort);
        tell();
    }

    /** @return whether the call ended before it was aged. It is to be counted then or otherwise */
    boolean end(long cohort) {
        return cohorts.end(cohort);
    }

    private void tell() {
        if (!news) {
            news = true;
        }
    }

    /** @return whether something was counted since this was asked last */
    boolean takeNews() {
        boolean taken = news;
        if (taken) {
            news = false;
        }
        return taken;
    }

    void count(CallOutcome outcome, int pace, long nanos) {
        if (outcome == CallOutcome.ERROR) {
            page(ERROR_PAGE).getAndIncrement(pace);
        } else {
            int bucket = Buckets.index(nanos);
            page(firstPage(outcome, pace) + (bucket >>> PAGE_SHIFT)).getAndIncrement(bucket & (PAGE_SIZE - 1));
        }
        tell();
    }

    private static int firstPage(CallOutcome outcome, int pace) {
        return (outcome.ordinal() * PACES + pace) * BUCKET_PAGES;
    }

    private AtomicIntegerArray page(int index) {
        AtomicIntegerArray page = pages.get(index);
        return page == null ? makePage(index) : page;
    }

    private AtomicIntegerArray makePage(int index) {
        AtomicIntegerArray made = new AtomicIntegerArray(PAGE_SIZE);
        return pages.compareAndSet(index, null, made) ? made : pages.get(index);
    }

    /** @return calls of that outcome and pace that were not taken */
    long sum(CallOutcome outcome, int pace) {
        if (outcome == CallOutcome.ERROR) {
            AtomicIntegerArray errors = pages.get(ERROR_PAGE);
            return errors == null ? 0 : Integer.toUnsignedLong(errors.get(pace));
        }
        long sum = 0;
        int first = firstPage(outcome, pace);
        for (int i = first; i < first + BUCKET_PAGES; i++) {
            AtomicIntegerArray page = pages.get(i);
            for (int j = 0; page != null && j < PAGE_SIZE; j++) {
                sum += Integer.toUnsignedLong(page.get(j));
            }
        }
        return sum;
    }

    /**
     * Takes the calls of that outcome and pace away.
     *
     * @param byBucket gets them added
     * @return how many
     */
    long take(CallOutcome outcome, int pace, long[] byBucket) {
        if (outcome == CallOutcome.ERROR) {
            AtomicIntegerArray errors = pages.get(ERROR_PAGE);
            return errors == null ? 0 : Integer.toUnsignedLong(errors.getAndSet(pace, 0));
        }
        long sum = 0;
        int first = firstPage(outcome, pace);
        for (int i = 0; i < BUCKET_PAGES; i++) {
            AtomicIntegerArray page = pages.get(first + i);
            for (int j = 0; page != null && j < PAGE_SIZE; j++) {
                if (page.get(j) != 0) {
                    long calls = Integer.toUnsignedLong(page.getAndSet(j, 0));
                    byBucket[(i << PAGE_SHIFT) + j] += calls;
                    sum += calls;
                }
            }
        }
        return sum;
    }
}
