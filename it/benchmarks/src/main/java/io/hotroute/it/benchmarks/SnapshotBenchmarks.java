package io.hotroute.it.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures {@link SnapshotBenchmark}. Takes JMH's own options. */
public final class SnapshotBenchmarks {

    private SnapshotBenchmarks() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        Runner runner = new Runner(new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(SnapshotBenchmark.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .shouldFailOnError(true)
                .build());
        System.out.println();
        System.out.println("| snapshot of | CPU ns | B |");
        System.out.println("|---|---:|---:|");
        runner.run().forEach(result -> System.out.println(row(result)));
    }

    private static String row(RunResult result) {
        Result<?> cpu = result.getSecondaryResults().get(CpuTimeProfiler.LABEL);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f–%.0f) | %.0f |",
                result.getPrimaryResult().getLabel(),
                cpu.getStatistics().getPercentile(50),
                cpu.getStatistics().getMin(),
                cpu.getStatistics().getMax(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
