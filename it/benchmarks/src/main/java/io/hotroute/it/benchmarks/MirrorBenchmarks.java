package io.hotroute.it.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Measures {@link MirrorBenchmark}. Takes JMH's own options. */
public final class MirrorBenchmarks {

    private MirrorBenchmarks() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        Runner runner = new Runner(new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(MirrorBenchmark.class.getName() + "\\.")
                .param("scenario", Scenario.routedToBaseline.name(), Scenario.mirrored.name())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend(Benchmarks.jvmWithAgent())
                .build());
        StringBuilder rows = new StringBuilder();
        for (RunResult result : runner.run()) {
            rows.append(row(result));
        }
        System.out.println("\nns of the caller, each call by itself; B of all threads\n");
        System.out.println(
                "| scenario | values | burst | calls | p50 | p90 | p99 | B/call |\n|---|---|---:|---:|---:|---:|---:|---:|");
        System.out.println(rows);
    }

    private static String row(RunResult result) {
        Statistics calls = result.getPrimaryResult().getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %.0f | %.0f | %.0f | %.0f |%n",
                result.getParams().getParam("scenario"),
                result.getParams().getParam("values"),
                result.getParams().getParam("burst"),
                calls.getN(),
                calls.getPercentile(50),
                calls.getPercentile(90),
                calls.getPercentile(99),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
