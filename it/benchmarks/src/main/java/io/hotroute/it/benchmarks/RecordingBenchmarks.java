package io.hotroute.it.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures {@link RecordingBenchmark} with 1, 2, 4 and 8 threads, or as many as {@code -t} says, and {@link TickBenchmark}.
 * Takes JMH's own options.
 */
public final class RecordingBenchmarks {

    private RecordingBenchmarks() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        List<RunResult> recording = new ArrayList<>();
        for (int count : Benchmarks.threads(options)) {
            recording.addAll(run(options, RecordingBenchmark.class, count));
        }
        print(recording, run(options, TickBenchmark.class, 1));
    }

    private static Collection<RunResult> run(CommandLineOptions options, Class<?> benchmark, int threads)
            throws RunnerException {
        Options all = new OptionsBuilder()
                .parent(options)
                .include(benchmark.getName() + "\\.")
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .shouldFailOnError(true)
                .build();
        return new Runner(all).run();
    }

    private static void print(List<RunResult> recording, Collection<RunResult> ticks) {
        System.out.println();
        System.out.println("CPU ns/call: of the calling threads, median, least and most of the iterations.");
        System.out.println();
        System.out.println("| way to record | threads | CPU ns/call | B/call |");
        System.out.println("|---|---:|---:|---:|");
        recording.forEach(result -> System.out.println(row(result)));
        System.out.println();
        System.out.println("us for 1,000 series; CPU time includes that of the calls, which \"nothing\" is.");
        System.out.println();
        System.out.println("| | calls of each series | CPU | elapsed, p50 | p99 |");
        System.out.println("|---|---:|---:|---:|---:|");
        ticks.forEach(result -> System.out.println(tickRow(result)));
    }

    private static String row(RunResult result) {
        Result<?> cpu = result.getSecondaryResults().get(CpuTimeProfiler.LABEL);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f (%.1f–%.1f) | %.1f |",
                result.getPrimaryResult().getLabel(),
                result.getParams().getThreads(),
                cpu.getStatistics().getPercentile(50),
                cpu.getStatistics().getMin(),
                cpu.getStatistics().getMax(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static String tickRow(RunResult result) {
        Result<?> elapsed = result.getPrimaryResult();
        Result<?> cpu = result.getSecondaryResults().get(CpuTimeProfiler.LABEL);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f |",
                elapsed.getLabel(),
                result.getParams().getParam("calls"),
                cpu.getStatistics().getPercentile(50) / 1_000,
                elapsed.getStatistics().getPercentile(50),
                elapsed.getStatistics().getPercentile(99));
    }
}
