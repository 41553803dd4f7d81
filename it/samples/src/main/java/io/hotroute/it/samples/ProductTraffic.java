package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** A steady flow of calls in the background, each thread waiting for its answers, until it is stopped. Thread-safe. */
final class ProductTraffic {

    private static final long MAX_LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MAX_SAMPLES = 5;

    private final ProductReference reference;
    private final List<ProductCall> calls;
    private final long intervalNanos;
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private final Histogram micros = new Histogram(3);
    private volatile boolean stopped;
    private long made;
    private long errors;
    private long wrong;
    private long late;

    private ProductTraffic(ProductReference reference, List<ProductCall> calls, long intervalNanos) {
        this.reference = reference;
        this.calls = calls;
        this.intervalNanos = intervalNanos;
    }

    /** @param calls made in turn */
    static ProductTraffic start(ProductReference reference, List<ProductCall> calls, int perSecond, int threads) {
        ProductTraffic traffic =
                new ProductTraffic(reference, calls, TimeUnit.SECONDS.toNanos(1) * threads / perSecond);
        for (int i = 0; i < threads; i++) {
            traffic.threads.add(Threads.start("products-" + i, traffic::flow));
        }
        return traffic;
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** @return how calls have ended; late are those that took longer than {@value ProductReference#LATE_MILLIS} ms */
    synchronized Map<String, Object> outcomes() {
        Map<String, Object> outcomes = new LinkedHashMap<>();
        outcomes.put("calls", made);
        outcomes.put("errors", errors);
        outcomes.put("wrong", wrong);
        outcomes.put("late", late);
        outcomes.put("medianMicros", micros.getValueAtPercentile(50));
        outcomes.put("slowestMillis", TimeUnit.MICROSECONDS.toMillis(micros.getMaxValue()));
        outcomes.put("samples", new ArrayList<>(samples));
        return outcomes;
    }

    private void flow() {
        long next = System.nanoTime();
        while (!stopped) {
            call();
            next = Math.max(next + intervalNanos, System.nanoTime() - MAX_LAG_NANOS);
            for (long wait = next - System.nanoTime(); wait > 0 && !stopped; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void call() {
        long number = numbers.getAndIncrement();
        long start = System.nanoTime();
        Exception failure = null;
        try {
            calls.get((int) (number % calls.size())).call(reference, "p" + number);
        } catch (Exception e) {
            failure = e;
        }
        end(failure, System.nanoTime() - start);
    }

    private synchronized void end(Exception failure, long nanos) {
        made++;
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        late += nanos > TimeUnit.MILLISECONDS.toNanos(ProductReference.LATE_MILLIS) ? 1 : 0;
        if (failure != null) {
            errors++;
            wrong += failure instanceof ProductCall.WrongAnswer ? 1 : 0;
            if (samples.size() < MAX_SAMPLES) {
                samples.add(failure.toString());
            }
        }
    }
}
