package io.hotroute.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints the table of scenarios and figures. The exit code is 1 when a target is missed of which that was not known.
 *
 * <p>Arguments, in any order: {@code long} for all seeds and hours, {@code alone} without the circuit breakers beside it,
 * {@code threads=n}, {@code only=text} for the scenarios whose name contains it, and {@code tuning} for other seeds: those
 * that the agent's constants may be chosen by. Seeds that the targets are held against are for nothing else; who has chosen
 * anything by them takes new ones: those from 1,000,001, from 2,000,001 and from 3,000,001 on are used up.
 */
public final class Simulation {

    private static final long FIRST_TUNING_SEED = 1;
    private static final long FIRST_SEED = 4_000_001;

    private final List<Row> rows;
    private final List<SubjectKind> kinds;
    private final boolean isLong;
    private final long firstSeed;
    private final ExecutorService threads;
    private final PrintStream out;

    private Simulation(
            List<Row> rows,
            List<SubjectKind> kinds,
            boolean isLong,
            long firstSeed,
            ExecutorService threads,
            PrintStream out) {
        this.rows = rows;
        this.kinds = kinds;
        this.isLong = isLong;
        this.firstSeed = firstSeed;
        this.threads = threads;
        this.out = out;
    }

    /** @param arguments see the class */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        boolean isLong = false;
        long firstSeed = FIRST_SEED;
        List<SubjectKind> kinds = List.of(SubjectKind.values());
        int threads = 1;
        String only = "";
        for (String argument : arguments) {
            if (argument.equals("long")) {
                isLong = true;
            } else if (argument.equals("tuning")) {
                firstSeed = FIRST_TUNING_SEED;
            } else if (argument.equals("alone")) {
                kinds = List.of(SubjectKind.HOTROUTE);
            } else if (argument.startsWith("threads=")) {
                threads = Integer.parseInt(argument.substring("threads=".length()));
            } else if (argument.startsWith("only=")) {
                only = argument.substring("only=".length());
            } else {
                System.err.println(
                        "'" + argument + "' is not allowed; allowed: long, alone, tuning, threads=n, only=text");
                System.exit(2);
            }
        }
        // Sentinel writes to the standard output, and to the user's home.
        PrintStream out = System.out;
        System.setOut(System.err);
        System.setProperty("csp.sentinel.log.output.type", "console");
        System.setProperty("csp.sentinel.log.dir", System.getProperty("java.io.tmpdir"));
        String part = only;
        List<Row> rows = Scenarios.all().stream()
                .filter(row -> row.scenario().name().contains(part))
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            boolean isAsKnown = new Simulation(rows, kinds, isLong, firstSeed, executor, out).run();
            System.exit(isAsKnown ? 0 : 1);
        } finally {
            executor.shutdownNow();
        }
    }

    /** @return whether no target is missed but those of which that is known */
    private boolean run() throws ExecutionException, InterruptedException {
        out.print("| scenario | target |");
        kinds.forEach(kind -> out.print(" " + kind.title() + " |"));
        out.println("\n|---|---|" + "---:|".repeat(kinds.size()));
        List<String> missed = new ArrayList<>();
        boolean isAsKnown = true;
        for (Row row : rows) {
            boolean hasTarget = !Double.isNaN(row.target());
            out.print("| " + row.scenario().name() + " | "
                    + (hasTarget ? row.measure().target(row.target()) : "") + " |");
            for (SubjectKind kind : kinds) {
                Figures figures = figures(row, kind);
                boolean isMet = kind != SubjectKind.HOTROUTE || row.isMet(figures);
                out.print(" " + row.measure().text(figures) + (isMet ? "" : " MISSED") + " |");
                out.flush();
                if (!isMet) {
                    missed.add(row.scenario().name());
                    isAsKnown &= row.isKnownMiss();
                }
            }
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "%n%d of %d targets missed%s%s%n",
                missed.size(),
                targets(),
                missed.isEmpty() ? "" : ": " + missed,
                isAsKnown ? "" : ", which is news");
        return isAsKnown;
    }

    private long targets() {
        return rows.stream().filter(row -> !Double.isNaN(row.target())).count();
    }

    private Figures figures(Row row, SubjectKind kind) throws ExecutionException, InterruptedException {
        // What stands beside it gets along with few.
        int seeds = isLong && kind == SubjectKind.HOTROUTE ? row.longSeeds() : row.seeds();
        List<Future<Double>> runs = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            long of = firstSeed + i;
            runs.add(threads.submit(() -> row.measure().of(new World(row.scenario(), kind, of).run())));
        }
        double[] values = new double[seeds];
        for (int i = 0; i < seeds; i++) {
            values[i] = runs.get(i).get();
        }
        return new Figures(values);
    }
}
