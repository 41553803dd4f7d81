package io.hotroute.it.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Measures every {@link Scenario} in JVMs of its own, with the agent only where the scenario has one, and prints what each
 * adds to a call without the agent. Takes JMH's own options, such as {@code -f 1 -p scenario=routedHalf}.
 */
public final class Benchmarks {

    /**
     * What the JIT compiler inlines varies from fork to fork by more than what is measured. So the woven method is always
     * called, as it is below Dubbo's filters.
     */
    private static final List<String> JVM = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseG1GC",
            // Dubbo 2.7 defines classes by reflection.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=dontinline,org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker::invoke");

    /** In MB a second, where a call allocates nothing: the agent's ticker and JMH allocate beside it, however long calls take. */
    private static final double MOST_ALLOCATED = 1;

    /** Measured with several threads too; all others with one, or as many as {@code -t} says. */
    private static final Set<Scenario> BY_THREADS =
            EnumSet.of(Scenario.noAgent, Scenario.routedHalf, Scenario.recordedOnTheCandidate);

    private final CommandLineOptions options;
    private final List<Row> rows = new ArrayList<>();

    private Benchmarks(CommandLineOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            System.out.println("Parameter: scenario=" + Arrays.toString(Scenario.values()) + "; options are JMH's");
            return;
        }
        Benchmarks benchmarks = new Benchmarks(options);
        benchmarks.run();
        benchmarks.print();
        if (!benchmarks.isAsPromised()) {
            System.exit(1);
        }
    }

    private void run() throws RunnerException {
        Collection<String> wanted = options.getParameter("scenario")
                .orElse(Arrays.stream(Scenario.values()).map(Enum::name).toList());
        List<Integer> threads = threads(options);
        for (int count : threads) {
            for (Scenario scenario : Scenario.values()) {
                if (wanted.contains(scenario.name()) && (count == threads.get(0) || BY_THREADS.contains(scenario))) {
                    run(scenario, count);
                }
            }
        }
    }

    private void run(Scenario scenario, int threads) throws RunnerException {
        Options all = new OptionsBuilder()
                .parent(options)
                .include(InvokeBenchmark.class.getName())
                .param("scenario", scenario.name())
                .threads(threads)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend(scenario.hasAgent() ? jvmWithAgent() : JVM.toArray(new String[0]))
                .build();
        for (RunResult result : new Runner(all).run()) {
            rows.add(new Row(scenario, threads, result));
        }
    }

    /** @return with how many threads to measure, in turn: as many as {@code -t} says, or each of a few counts */
    static List<Integer> threads(CommandLineOptions options) {
        return options.getThreads().hasValue() ? List.of(options.getThreads().get()) : List.of(1, 2, 4, 8);
    }

    /** @return the flags of a JVM with the agent */
    static String[] jvmWithAgent() {
        List<String> jvm = new ArrayList<>(JVM);
        jvm.add("-javaagent:" + agentJar());
        return jvm.toArray(new String[0]);
    }

    /** Built beside this jar. */
    private static Path agentJar() {
        Path here;
        try {
            here = Path.of(Benchmarks.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        Path jar = here.resolveSibling("hotroute-agent.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with 'mvn package -pl it/benchmarks -am'");
        }
        return jar;
    }

    private void print() {
        System.out.println();
        System.out.println("JDK " + System.getProperty("java.version") + ", " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " CPUs");
        System.out.println(
                "ns/call: elapsed, mean and 99.9 % interval. CPU ns/call: median, least and most of the iterations.");
        System.out.println();
        System.out.println(
                "| scenario | threads | ns/call | CPU ns/call | B/call | CPU ns over no agent | B over no agent |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        rows.forEach(row -> System.out.println(row.text(baselineOf(row))));
    }

    /** Against a call without the agent: where that was not measured, the JIT compiler was given no time either. */
    private boolean isAsPromised() {
        boolean kept = true;
        for (Row row : rows) {
            if (row.scenario.allocatesNothing() && baselineOf(row) != null && row.allocated() > MOST_ALLOCATED) {
                System.err.printf(Locale.ROOT, "%s allocates %.1f B/call%n", row.scenario, row.bytes());
                kept = false;
            }
        }
        return kept;
    }

    /** @return the row without agent and with as many threads, or null if that was not measured */
    private Row baselineOf(Row row) {
        return rows.stream()
                .filter(other -> other.scenario == Scenario.noAgent && other.threads == row.threads)
                .findFirst()
                .orElse(null);
    }

    private record Row(Scenario scenario, int threads, RunResult result) {

        private Result<?> elapsed() {
            return result.getPrimaryResult();
        }

        private Statistics cpu() {
            return result.getSecondaryResults().get(CpuTimeProfiler.LABEL).getStatistics();
        }

        private double bytes() {
            return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        }

        /** The median of the iterations: in one fork of five or so, the JIT compiler leaves a lambda of Dubbo's own in each call. */
        private double allocated() {
            return result.getSecondaryResults()
                    .get("gc.alloc.rate")
                    .getStatistics()
                    .getPercentile(50);
        }

        String text(Row baseline) {
            String cells = String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f ± %.1f | %.1f (%.1f–%.1f) | %.1f |",
                    scenario,
                    threads,
                    elapsed().getScore(),
                    elapsed().getScoreError(),
                    cpu().getPercentile(50),
                    cpu().getMin(),
                    cpu().getMax(),
                    bytes());
            if (baseline == null || baseline == this) {
                return cells + " | |";
            }
            double more = cpu().getPercentile(50) - baseline.cpu().getPercentile(50);
            return cells + String.format(Locale.ROOT, " %+.1f | %+.1f |", more, bytes() - baseline.bytes());
        }
    }
}
