package io.hotroute.it.benchmarks;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Recorder;
import org.HdrHistogram.SingleWriterRecorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What recording one call costs a caller, by ways to record: the clock is read twice in all of them. All threads call one
 * series all the time, which is far worse than any application. Only {@link #ours} knows what is in flight.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordingBenchmark {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 2;

    @Benchmark
    public long clock(Calls calls) {
        return calls.next() + System.nanoTime() + System.nanoTime();
    }

    @Benchmark
    public void ours(Series series, Calls calls) {
        long start = System.nanoTime() - calls.next();
        series.recorder.begin(start);
        series.recorder.end(start, System.nanoTime(), CallOutcome.SUCCESS);
    }

    @Benchmark
    public void hdrRecorder(Series series, Calls calls) {
        long start = System.nanoTime() - calls.next();
        series.hdrRecorder.recordValue(System.nanoTime() - start);
    }

    @Benchmark
    public void hdrAtomicHistogram(Series series, Calls calls) {
        long start = System.nanoTime() - calls.next();
        series.atomicHistogram.recordValue(System.nanoTime() - start);
    }

    /** One for each thread and series: 42 KB each. */
    @Benchmark
    public void hdrSingleWriterRecorder(Calls calls) {
        long start = System.nanoTime() - calls.next();
        calls.singleWriterRecorder.recordValue(System.nanoTime() - start);
    }

    /** No latencies but their sum. */
    @Benchmark
    public void longAdders(Series series, Calls calls) {
        long start = System.nanoTime() - calls.next();
        series.begun.increment();
        series.sum.add(System.nanoTime() - start);
        series.ended.increment();
    }

    /** What all threads record into, and the ticker that reads it. */
    @State(Scope.Benchmark)
    public static class Series {

        private final LatencyRecorder recorder = new LatencyRecorder(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        private final Recorder hdrRecorder = new Recorder(1_000, LONGEST_NANOS, DIGITS);
        private final AtomicHistogram atomicHistogram = new AtomicHistogram(1_000, LONGEST_NANOS, DIGITS);
        private final LongAdder begun = new LongAdder();
        private final LongAdder ended = new LongAdder();
        private final LongAdder sum = new LongAdder();
        private final Thread ticker = new Thread(this::tick, "ticker");

        @Setup(Level.Trial)
        public void start() {
            recorder.slowAbove(TimeUnit.MILLISECONDS.toNanos(50));
            ticker.start();
        }

        @TearDown(Level.Trial)
        public void stop() throws InterruptedException {
            ticker.interrupt();
            ticker.join();
        }

        private void tick() {
            try {
                while (true) {
                    TimeUnit.MILLISECONDS.sleep(250);
                    recorder.tick(System.nanoTime());
                }
            } catch (InterruptedException e) {
                recorder.tick(System.nanoTime());
                if (recorder.inFlight() != 0) {
                    throw new IllegalStateException(recorder.inFlight() + " calls are in flight");
                }
            }
        }
    }

    /** A thread's calls: log-normal with a median of 20 ms. */
    @State(Scope.Thread)
    public static class Calls {

        private final long[] latencies = new long[4_096];
        private final SingleWriterRecorder singleWriterRecorder =
                new SingleWriterRecorder(1_000, LONGEST_NANOS, DIGITS);
        private int last;

        public Calls() {
            Random random = new Random(20261124);
            for (int i = 0; i < latencies.length; i++) {
                latencies[i] = (long) (20_000_000 * Math.exp(0.6 * random.nextGaussian()));
            }
            last = (int) Thread.currentThread().getId() * 97;
        }

        long next() {
            return latencies[++last & (latencies.length - 1)];
        }
    }
}
