package io.hotroute.it.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import org.apache.dubbo.rpc.Result;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call costs its caller that is mirrored, beside one that is routed only. Each call is timed by itself (two readings of
 * the clock included). They come slowly enough for all of them to be mirrored: one by one, by a caller that has slept, whose
 * figures are those of code that is not in the processor's caches; or in bursts, most of whose calls find it there.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MirrorBenchmark {

    @Benchmark
    public Result invoke(Paced paced, InvokeBenchmark.Reference reference, InvokeBenchmark.Call call) {
        return reference.leaf.invoke(call.invocation);
    }

    /** One caller, which sleeps between calls: were it to spin, the agent would find the JVM short of CPU. */
    @State(Scope.Thread)
    public static class Paced {

        private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
        private static final double LEAST_SHARE = 0.9;

        /** Of arguments and answer. */
        @Param({"immutable", "of100"})
        public String values;

        /** How many calls come at once. */
        @Param({"1", "20"})
        public int burst;

        private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        private long calls;
        private long callsBefore;
        private long bytesBefore;
        private long bytes;

        @Setup(Level.Trial)
        public void setUp(InvokeBenchmark.Reference reference, InvokeBenchmark.Call call) {
            if (values.equals("of100")) {
                reference.leaf.answer(SnapshotBenchmark.result());
                call.invocation.setArguments(new Object[] {SnapshotBenchmark.order(), 1});
            }
        }

        @Setup(Level.Iteration)
        public void begin() {
            callsBefore = calls;
            bytesBefore = threads.getCurrentThreadAllocatedBytes();
        }

        @TearDown(Level.Iteration)
        public void end() {
            bytes = (threads.getCurrentThreadAllocatedBytes() - bytesBefore) / (calls - callsBefore);
        }

        @Setup(Level.Invocation)
        public void pause() {
            if (calls++ % burst == 0) {
                LockSupport.parkNanos(burst * PAUSE_NANOS);
            }
        }

        /** Else it is the cost of something else. */
        @TearDown(Level.Trial)
        public void tearDown(InvokeBenchmark.Reference reference) throws JMException {
            long sampled = reference.agent.callsSampled();
            List<String> skipped = reference.agent.callsSkipped();
            if (reference.scenario == Scenario.mirrored && sampled < LEAST_SHARE * calls) {
                throw new IllegalStateException(sampled + " of " + calls + " calls were mirrored; " + skipped);
            }
            System.out.println(sampled + " of " + calls + " calls mirrored, skipped " + skipped
                    + "; the caller allocated " + bytes + " B a call in the last iteration");
        }
    }
}
