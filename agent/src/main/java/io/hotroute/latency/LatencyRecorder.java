package io.hotroute.latency;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of one series: one service, method group and version. {@link #begin}, {@link #end}, {@link #slowAbove} and
 * {@link #consecutiveErrors} are for any thread; {@link #tick}, {@link #restartAges} and all that reads are for one thread,
 * the ticker. What is read is as of the last tick. Times are {@link System#nanoTime()} values.
 *
 * <p>A call is judged once: when it ends, or before that at the tick that finds it in flight for longer than the
 * threshold. One that was judged in flight is slow for good, whatever the threshold is when it ends. So neither
 * {@code completed() + agedInFlight()}, the calls that were judged, nor {@code exceedances() + agedInFlight()}, those of
 * them that were slow or failed, ever falls, and what each grows by from tick to tick counts every call once, in both at
 * the same tick. Calls in flight are judged by cohorts of 134 ms, when the last call of the cohort is old enough.
 *
 * <p><b>Cost.</b> A begin and an end are three increments without a lock, of words that only some of the threads share:
 * threads that get into each other's way are parted at the next tick. They allocate nothing but what the first call with
 * about that latency and outcome needs.
 */
public final class LatencyRecorder {

    /** A longer latency is recorded as this; a call that is in flight for longer is slow, whatever the threshold. */
    public static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Latencies are merged by slices of this length: {@link #last} and {@link #since} see whole ones. */
    public static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final CallOutcome[] OUTCOMES = CallOutcome.values();
    private static final int SLICES = (int) (LONGEST_NANOS / SLICE_NANOS);

    /** More of them within a tick are worth another stripe. */
    private static final int COLLISIONS = 100;

    private static final int MOST_STRIPES = mostStripes(Runtime.getRuntime().availableProcessors());

    private final long origin;
    private final AtomicInteger errorsInARow = new AtomicInteger();
    private volatile Stripe[] stripes = {new Stripe()};
    private volatile long threshold = LONGEST_NANOS;
    private volatile long agesFrom;

    // The ticker's.
    private final Slice[] slices = new Slice[SLICES];
    /** By outcome and pace, as those below: what is in closed slices. */
    private final long[] taken = new long[Stripe.KINDS];

    private final long[] ended = new long[Stripe.KINDS];
    private long closedSlices;
    private long sliceEnd;
    private long agedThrough = -1;
    private long agedByTicker;
    private long agedAtPublish;
    private long inFlight;
    private long agedInFlight;
    private long peak;
    private long peakFrom;

    /** @param now at or before the first call's begin */
    public LatencyRecorder(long now) {
        this(now, 0);
    }

    /**
     * Closing a slice takes several times as long as a tick does otherwise: recorders of one age should not do it at the same.
     *
     * @param now at or before the first call's begin
     * @param earlier by how much the first slice is shorter, in ns; less than {@link #SLICE_NANOS}
     */
    public LatencyRecorder(long now, long earlier) {
        origin = now;
        agesFrom = now - LONGEST_NANOS;
        sliceEnd = now + SLICE_NANOS - earlier;
        Arrays.fill(slices, Slice.EMPTY);
    }

    /** Twice the processors: then threads that run at once are mostly on stripes of their own. */
    private static int mostStripes(int processors) {
        return Math.min(16, 2 * Integer.highestOneBit(2 * processors - 1));
    }

    /** A call begins. */
    public void begin(long now) {
        stripe().begin(CohortRing.cohort(now - origin));
    }

    /**
     * A call ends.
     *
     * @param start exactly the value that {@link #begin} was given
     */
    public void end(long start, long now, CallOutcome outcome) {
        Stripe stripe = stripe();
        stripe.count(outcome, pace(stripe, start, now), now - start);
        if (outcome == CallOutcome.ERROR) {
            errorsInARow.getAndIncrement();
        } else if (errorsInARow.get() != 0) {
            errorsInARow.set(0);
        }
    }

    private int pace(Stripe stripe, long start, long now) {
        // Of an older one, stripes may differ on whether its cohort has a slot.
        if (now - start > CohortRing.SPAN_NANOS || !stripe.end(CohortRing.cohort(start - origin))) {
            return Stripe.AGED;
        }
        return now - began(start) > threshold ? Stripe.SLOW : Stripe.FAST;
    }

    /** Threads of a pool have neighbouring numbers. */
    private Stripe stripe() {
        Stripe[] all = stripes;
        return all[(int) Thread.currentThread().getId() & (all.length - 1)];
    }

    private long began(long start) {
        long restart = agesFrom;
        return start - restart < 0 ? restart : start;
    }

    /**
     * Sets the threshold: a call that takes longer is slow. Calls that were judged stay as they were judged.
     *
     * @param nanos {@link Long#MAX_VALUE} for none; more than {@link #LONGEST_NANOS} counts as that
     */
    public void slowAbove(long nanos) {
        threshold = Math.min(nanos, LONGEST_NANOS);
    }

    /** Calls in flight that were not judged are judged as if begun now; their latencies are recorded as they are. */
    public void restartAges(long now) {
        agesFrom = now;
    }

    /** Closes the interval since the last tick. Ticking more often than needed does no harm. */
    public void tick(long now) {
        age(now);
        if (now - sliceEnd >= 0) {
            closeSlice();
            sliceEnd += SLICE_NANOS;
            if (now - sliceEnd >= 0) {
                sliceEnd = now + SLICE_NANOS;
            }
        }
        if (hasNews()) {
            publish(now);
            partThreads();
        } else {
            peak = inFlight - agedInFlight;
        }
    }

    private void age(long now) {
        long limit = threshold;
        if (now - agesFrom <= limit) {
            return;
        }
        long last = CohortRing.cohort(now - origin - limit) - 1;
        // A slot holds one cohort: with a later one, those before are aged.
        for (long cohort = Math.max(agedThrough, last - CohortRing.SLOTS) + 1; cohort <= last; cohort++) {
            for (Stripe stripe : stripes) {
                agedByTicker += stripe.cohorts().age(cohort);
            }
        }
        agedThrough = Math.max(agedThrough, last);
    }

    private void closeSlice() {
        Stripe[] all = stripes;
        Slice.Builder slice = new Slice.Builder();
        long[] byKind = new long[Stripe.KINDS];
        long[] cells = new long[Page.CELLS];
        for (int page = 0; page < Stripe.PAGES; page++) {
            takePage(all, page, cells, byKind, slice);
        }
        for (Stripe stripe : all) {
            stripe.takeErrors(byKind);
        }
        for (CallOutcome outcome : OUTCOMES) {
            for (int pace = 0; pace < Stripe.PACES; pace++) {
                int kind = Stripe.kind(outcome, pace);
                taken[kind] += byKind[kind];
                slice.ended(outcome, byKind[kind]);
            }
        }
        slices[(int) (closedSlices++ % SLICES)] = slice.build();
    }

    private static void takePage(Stripe[] all, int page, long[] cells, long[] byKind, Slice.Builder slice) {
        long calls = 0;
        for (Stripe stripe : all) {
            calls += stripe.take(page, cells, byKind);
        }
        if (calls > 0) {
            for (int cell = 0; cell < cells.length; cell++) {
                slice.answered((page << Page.CELLS_SHIFT) + cell, cells[cell]);
            }
            Arrays.fill(cells, 0);
        }
    }

    /** Most series are idle at most times. */
    private boolean hasNews() {
        boolean news = agedByTicker != agedAtPublish;
        for (Stripe stripe : stripes) {
            news |= stripe.takeNews();
        }
        return news;
    }

    private void publish(long now) {
        agedAtPublish = agedByTicker;
        Stripe[] all = stripes;
        System.arraycopy(taken, 0, ended, 0, ended.length);
        for (Stripe stripe : all) {
            stripe.refresh();
            for (int kind = 0; kind < ended.length; kind++) {
                ended[kind] += stripe.sum(kind);
            }
        }
        long aged = agedByTicker;
        long young = 0;
        // Callers may be ahead of the ticker's time.
        long last = CohortRing.cohort(now - origin) + 1;
        for (Stripe stripe : all) {
            aged += stripe.cohorts().agedByCallers();
            young += stripe.cohorts().young(Math.max(agedThrough, last - CohortRing.SLOTS) + 1, last);
        }
        agedInFlight = Math.max(0, aged - ended(Stripe.AGED));
        inFlight = agedInFlight + Math.max(0, young);
        peak = Math.max(young, mostBegun(all, Math.max(peakFrom, last - CohortRing.SLOTS + 1), last));
        peakFrom = last - 1;
    }

    private static long mostBegun(Stripe[] all, long first, long last) {
        long most = 0;
        for (long cohort = first; cohort <= last; cohort++) {
            long begun = 0;
            for (Stripe stripe : all) {
                begun += stripe.cohorts().begun(cohort);
            }
            most = Math.max(most, begun);
        }
        return most;
    }

    private void partThreads() {
        Stripe[] all = stripes;
        int collisions = 0;
        for (Stripe stripe : all) {
            collisions += stripe.cohorts().takeCollisions();
        }
        if (collisions > COLLISIONS && all.length < MOST_STRIPES) {
            doubleStripes();
        }
    }

    /** For the ticker. What was recorded stays where it is. */
    void doubleStripes() {
        Stripe[] all = stripes;
        Stripe[] more = Arrays.copyOf(all, 2 * all.length);
        for (int i = all.length; i < more.length; i++) {
            more[i] = all[0].another();
        }
        stripes = more;
    }

    private long ended(int pace) {
        long sum = 0;
        for (CallOutcome outcome : OUTCOMES) {
            sum += ended[Stripe.kind(outcome, pace)];
        }
        return sum;
    }

    private long ended(CallOutcome outcome) {
        long sum = 0;
        for (int pace = 0; pace < Stripe.PACES; pace++) {
            sum += ended[Stripe.kind(outcome, pace)];
        }
        return sum;
    }

    /** @return calls that ended, since the recorder was made */
    public long completed() {
        return ended(Stripe.FAST) + slow();
    }

    /** @return calls that ended and took longer than the threshold or had been judged slow in flight */
    public long slow() {
        return ended(Stripe.SLOW) + ended(Stripe.AGED);
    }

    /** @return calls that ended with {@link CallOutcome#ERROR} */
    public long errors() {
        return ended(CallOutcome.ERROR);
    }

    /** @return calls that ended with {@link CallOutcome#BUSINESS_EXCEPTION} */
    public long businessExceptions() {
        return ended(CallOutcome.BUSINESS_EXCEPTION);
    }

    /** @return calls that ended and were slow or ended with {@link CallOutcome#ERROR}, each once */
    public long exceedances() {
        return slow() + ended[Stripe.kind(CallOutcome.ERROR, Stripe.FAST)];
    }

    /** @return calls that have not ended */
    public long inFlight() {
        return inFlight;
    }

    /** @return calls that have not ended and were judged slow */
    public long agedInFlight() {
        return agedInFlight;
    }

    /**
     * @return about how many calls were at most in flight at once since the tick before, and not judged slow: as many as now, or as
     *     began within 134 ms, which is more than that where calls are shorter
     */
    public long peak() {
        return peak;
    }

    /** @return how many calls have ended with {@link CallOutcome#ERROR} since one that did not, at this moment */
    public int consecutiveErrors() {
        return errorsInARow.get();
    }

    /** @return the newest whole slices, as many as fit into that time; 60 s are kept */
    public LatencySnapshot last(long nanos) {
        return newest(nanos).merged();
    }

    /** @return as {@link #last}, for who may not ask for them at all: nothing is merged, and nothing but references copied */
    public Slices newest(long nanos) {
        return from(closedSlices - nanos / SLICE_NANOS);
    }

    /** @return the end of the newest whole slice, for {@link #since} */
    public long mark() {
        return closedSlices;
    }

    /**
     * For longer times than are kept: {@code sum = sum.plus(recorder.since(mark)); mark = recorder.mark()}, at least once
     * every 60 s, has every call once.
     *
     * @param mark what {@link #mark} said
     * @return the slices since then, as far as they are kept
     */
    public LatencySnapshot since(long mark) {
        return from(mark).merged();
    }

    private Slices from(long mark) {
        long from = Math.max(0, Math.max(mark, closedSlices - SLICES));
        Slice[] some = new Slice[(int) Math.max(0, closedSlices - from)];
        for (int i = 0; i < some.length; i++) {
            some[i] = slices[(int) ((from + i) % SLICES)];
        }
        return new Slices(some);
    }
}
