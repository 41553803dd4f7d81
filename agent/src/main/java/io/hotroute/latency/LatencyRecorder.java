package io.hotroute.latency;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The calls of one series: one service, method group and version. {@link #begin}, {@link #end}, {@link #slowAbove} and
 * {@link #consecutiveErrors} are for any thread; {@link #tick}, {@link #restartAges} and all that reads are for one thread,
 * the ticker. What is read is as of the last tick. Times are {@link System#nanoTime()} values.
 *
 * <p>A call is judged once: when it ends, or before that at the tick that finds it in flight for longer than the
 * threshold. One that was judged in flight is slow for good, whatever the threshold is when it ends. So neither
 * {@code completed() + agedInFlight()}, the calls that were judged, nor {@code exceedances() + agedInFlight()}, those of
 * them that were slow or failed, ever falls, and what each grows by from tick to tick counts every call once.
 */
public final class LatencyRecorder {

    /** A longer latency is recorded as this; a call that is in flight for longer is slow, whatever the threshold. */
    public static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Latencies are merged by slices of this length: {@link #last} and {@link #since} see whole ones. */
    public static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int SLICES = 12;

    private final LatencySnapshot[] slices = new LatencySnapshot[SLICES];
    private final Map<Long, Integer> young = new HashMap<>();
    private final Map<Long, Integer> aged = new HashMap<>();
    private LatencySnapshot.Builder open = new LatencySnapshot.Builder();
    private long closedSlices;
    private long sliceStart;
    private long threshold = LONGEST_NANOS;
    private long agesFrom;
    private int errorsInARow;
    private final Counts live = new Counts();
    private Counts atTick = new Counts();

    /** @param now at or before the first call's begin */
    public LatencyRecorder(long now) {
        sliceStart = now;
        agesFrom = now - LONGEST_NANOS;
    }

    /** A call begins. */
    public synchronized void begin(long now) {
        young.merge(now, 1, Integer::sum);
    }

    /**
     * A call ends.
     *
     * @param start exactly the value that {@link #begin} was given
     */
    public synchronized void end(long start, long now, CallOutcome outcome) {
        boolean wasAged = !take(young, start);
        if (wasAged) {
            take(aged, start);
        }
        boolean slow = wasAged || now - began(start) > threshold;
        live.completed++;
        live.slow += slow ? 1 : 0;
        live.errors += outcome == CallOutcome.ERROR ? 1 : 0;
        live.businessExceptions += outcome == CallOutcome.BUSINESS_EXCEPTION ? 1 : 0;
        live.exceedances += slow || outcome == CallOutcome.ERROR ? 1 : 0;
        errorsInARow = outcome == CallOutcome.ERROR ? errorsInARow + 1 : 0;
        open.add(now - start, 1, outcome);
    }

    private static boolean take(Map<Long, Integer> calls, long start) {
        Integer count = calls.get(start);
        if (count == null) {
            return false;
        }
        calls.compute(start, (key, n) -> n == 1 ? null : n - 1);
        return true;
    }

    private long began(long start) {
        return start - agesFrom < 0 ? agesFrom : start;
    }

    /**
     * Sets the threshold: a call that takes longer is slow. Calls that were judged stay as they were judged.
     *
     * @param nanos {@link Long#MAX_VALUE} for none; more than {@link #LONGEST_NANOS} counts as that
     */
    public synchronized void slowAbove(long nanos) {
        threshold = Math.min(nanos, LONGEST_NANOS);
    }

    /** Calls in flight count as begun now, for as long as they are to be judged; latencies are recorded as they were. */
    public synchronized void restartAges(long now) {
        agesFrom = now;
    }

    /** Closes the interval since the last tick. Ticking more often than needed does no harm. */
    public synchronized void tick(long now) {
        for (Iterator<Map.Entry<Long, Integer>> calls = young.entrySet().iterator(); calls.hasNext(); ) {
            Map.Entry<Long, Integer> call = calls.next();
            if (now - began(call.getKey()) > threshold) {
                aged.merge(call.getKey(), call.getValue(), Integer::sum);
                calls.remove();
            }
        }
        atTick = live.copy();
        atTick.agedInFlight = sum(aged);
        atTick.inFlight = sum(aged) + sum(young);
        if (now - sliceStart >= SLICE_NANOS) {
            slices[(int) (closedSlices++ % SLICES)] = open.build();
            open = new LatencySnapshot.Builder();
            sliceStart = now;
        }
    }

    private static long sum(Map<Long, Integer> calls) {
        return calls.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** @return calls that ended, since the recorder was made */
    public long completed() {
        return atTick.completed;
    }

    /** @return calls that ended and took longer than the threshold or had been judged slow in flight */
    public long slow() {
        return atTick.slow;
    }

    /** @return calls that ended with {@link CallOutcome#ERROR} */
    public long errors() {
        return atTick.errors;
    }

    /** @return calls that ended with {@link CallOutcome#BUSINESS_EXCEPTION} */
    public long businessExceptions() {
        return atTick.businessExceptions;
    }

    /** @return calls that ended and were slow or ended with {@link CallOutcome#ERROR}, each once */
    public long exceedances() {
        return atTick.exceedances;
    }

    /** @return calls that have not ended */
    public long inFlight() {
        return atTick.inFlight;
    }

    /** @return calls that have not ended and were judged slow */
    public long agedInFlight() {
        return atTick.agedInFlight;
    }

    /** @return how many calls have ended with {@link CallOutcome#ERROR} since one that did not, at this moment */
    public synchronized int consecutiveErrors() {
        return errorsInARow;
    }

    /** @return the newest whole slices, as many as fit into that time; 60 s are kept */
    public LatencySnapshot last(long nanos) {
        return merged(closedSlices - nanos / SLICE_NANOS);
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
        return merged(mark);
    }

    private LatencySnapshot merged(long from) {
        LatencySnapshot sum = LatencySnapshot.EMPTY;
        for (long slice = Math.max(0, Math.max(from, closedSlices - SLICES)); slice < closedSlices; slice++) {
            sum = sum.plus(slices[(int) (slice % SLICES)]);
        }
        return sum;
    }

    private static final class Counts {
        private long completed;
        private long slow;
        private long errors;
        private long businessExceptions;
        private long exceedances;
        private long inFlight;
        private long agedInFlight;

        private Counts copy() {
            Counts copy = new Counts();
            copy.completed = completed;
            copy.slow = slow;
            copy.errors = errors;
            copy.businessExceptions = businessExceptions;
            copy.exceedances = exceedances;
            return copy;
        }
    }
}
