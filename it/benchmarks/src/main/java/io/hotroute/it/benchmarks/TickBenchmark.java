package io.hotroute.it.benchmarks;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One tick of a thousand series. It closes a slice of one in twenty, as guards take turns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class TickBenchmark {

    /** 500 methods of two versions. */
    private static final int SERIES = 1_000;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long TICKS_A_SLICE = LatencyRecorder.SLICE_NANOS / TICK_NANOS;

    /** Calls of each series between two ticks. */
    @Param({"0", "50"})
    public int calls;

    private final Random random = new Random(20261124);
    private final List<LatencyRecorder> recorders = new ArrayList<>();
    private long now;

    /** All have been busy. */
    @Setup(Level.Trial)
    public void make() {
        for (int i = 0; i < SERIES; i++) {
            recorders.add(new LatencyRecorder(now, i / 2 % TICKS_A_SLICE * TICK_NANOS));
        }
        recorders.forEach(recorder -> recorder.slowAbove(TimeUnit.MILLISECONDS.toNanos(50)));
        record(100);
    }

    @Setup(Level.Invocation)
    public void call() {
        now += TICK_NANOS;
        record(calls);
    }

    private void record(int calls) {
        for (LatencyRecorder recorder : recorders) {
            for (int i = 0; i < calls; i++) {
                recorder.begin(now);
                long latency = (long) (20_000_000 * Math.exp(0.6 * random.nextGaussian()));
                recorder.end(now, now + latency, CallOutcome.SUCCESS);
            }
        }
    }

    /** What {@link #call} takes of the CPU time of a {@link #tick}. */
    @Benchmark
    public long nothing() {
        return now;
    }

    @Benchmark
    public void tick() {
        for (LatencyRecorder recorder : recorders) {
            recorder.tick(now);
        }
    }
}
