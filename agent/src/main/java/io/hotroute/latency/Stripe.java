package io.hotroute.latency;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What some of the threads record of a series. A call is one increment when it begins and two when it ends: in its cohort,
 * and in the cell that is for its outcome, pace and latency, so that it becomes known with all of these at once. Errors have
 * a cell for each pace: nobody asks how long it took to fail.
 *
 * <p>Few cells are in use, and these are neighbours: they lie in pages that the first call in each makes. Nothing else is
 * allocated. Any thread may count; the ticker reads and takes.
 *
 * <p>The ticker reads only what has news. All of it is sequentially consistent: who counts does so before it looks at the
 * page's news and then the stripe's, and tells those that are not told; the ticker takes the stripe's news before it looks at the
 * pages', and takes a page's before it reads its cells. So what a tick has not seen has news at the next one.
 */
final class Stripe {

    /** Paces: within the threshold, above it, judged in flight. */
    static final int FAST = 0;

    static final int SLOW = 1;
    static final int AGED = 2;
    static final int PACES = 3;

    /** Pairs of an outcome and a pace. */
    static final int KINDS = CallOutcome.values().length * PACES;

    /** Of one kind. */
    static final int PAGES = (Buckets.COUNT + Page.CELLS - 1) >>> Page.CELLS_SHIFT;

    private static final int FIRST_ERRORS = kind(CallOutcome.ERROR, FAST);
    private static final int ERROR_PAGE = FIRST_ERRORS * PAGES;
    private static final Page[] NO_PAGES = {};

    private final CohortRing cohorts;

    /** Set after what is counted, and by few: callers find it set until the ticker has taken it, before it reads. */
    private volatile boolean news;

    /** Set after a page is there, and before anything in it has news. */
    private volatile boolean pageMade;

    private final AtomicReferenceArray<Page> pages = new AtomicReferenceArray<>(ERROR_PAGE + 1);

    // The ticker's.
    private Page[] known = NO_PAGES;
    /** By kind: calls that were not taken, as of the last refresh. */
    private final long[] sums = new long[KINDS];

    Stripe() {
        this(new CohortRing());
    }

    private Stripe(CohortRing cohorts) {
        this.cohorts = cohorts;
    }

    static int kind(CallOutcome outcome, int pace) {
        return outcome.ordinal() * PACES + pace;
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
        boolean isError = outcome == CallOutcome.ERROR;
        int bucket = isError ? pace : Buckets.index(nanos);
        Page page = page(isError ? ERROR_PAGE : kind(outcome, pace) * PAGES + (bucket >>> Page.CELLS_SHIFT));
        if (page.count(bucket & Page.CELLS - 1)) {
            tell();
        }
    }

    private Page page(int index) {
        Page page = pages.get(index);
        return page == null ? makePage(index) : page;
    }

    private Page makePage(int index) {
        Page made = new Page(index / PAGES);
        if (!pages.compareAndSet(index, null, made)) {
            return pages.get(index);
        }
        pageMade = true;
        return made;
    }

    /** Brings {@link #sum} up to what was counted. */
    void refresh() {
        if (pageMade) {
            pageMade = false;
            findPages();
        }
        for (Page page : known) {
            if (page.takeNews()) {
                refresh(page);
            }
        }
    }

    private void findPages() {
        Page[] found = new Page[pages.length()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            Page page = pages.get(i);
            if (page != null) {
                found[count++] = page;
            }
        }
        known = Arrays.copyOf(found, count);
    }

    private void refresh(Page page) {
        if (page.kind != FIRST_ERRORS) {
            sums[page.kind] += page.growth();
            return;
        }
        for (int pace = 0; pace < PACES; pace++) {
            sums[FIRST_ERRORS + pace] = page.calls(pace);
        }
    }

    /** @return calls of that kind that were not taken, as of the last {@link #refresh} */
    long sum(int kind) {
        return sums[kind];
    }

    /**
     * Takes away the answered calls of one page's range of latencies.
     *
     * @param byCell gets them added
     * @param byKind gets them added
     * @return how many
     */
    long take(int index, long[] byCell, long[] byKind) {
        long all = 0;
        for (int kind = 0; kind < FIRST_ERRORS; kind++) {
            Page page = pages.get(kind * PAGES + index);
            if (page != null && !page.isEmpty()) {
                sums[kind] -= page.sum();
                long calls = page.take(byCell);
                byKind[kind] += calls;
                all += calls;
            }
        }
        return all;
    }

    /**
     * Takes the errors away.
     *
     * @param byKind gets them added
     */
    void takeErrors(long[] byKind) {
        Page page = pages.get(ERROR_PAGE);
        if (page == null) {
            return;
        }
        long[] byPace = new long[Page.CELLS];
        page.take(byPace);
        for (int pace = 0; pace < PACES; pace++) {
            byKind[FIRST_ERRORS + pace] += byPace[pace];
            sums[FIRST_ERRORS + pace] = 0;
        }
    }
}
