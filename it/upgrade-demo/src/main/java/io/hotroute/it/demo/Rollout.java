package io.hotroute.it.demo;

import io.hotroute.it.harness.CallStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Goes through the steps under traffic, shows it, and ends at the first thing that is not as it must be. */
final class Rollout {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration STRETCH = Duration.ofMillis(500);
    private static final int MOST_STRETCHES = 60;

    private final Landscape landscape;
    private final Console console;
    private final int secondsPerStep;
    private final TrafficTable table;
    private final Operator operator;

    Rollout(Landscape landscape, Console console, int secondsPerStep) {
        this.landscape = landscape;
        this.console = console;
        this.secondsPerStep = secondsPerStep;
        this.table = new TrafficTable(console.style());
        this.operator = new Operator(landscape, console);
    }

    Summary run() {
        long process = landscape.consumer().jvm().pid();
        Traffic traffic = Traffic.start(landscape.consumer());
        console.line("");
        console.line(table.header());
        show(traffic.read("none", SECOND));
        List<StepResult> results = new ArrayList<>();
        for (Step step : Step.PLAN) {
            results.add(run(step, traffic));
        }
        CallStats all = traffic.stop();
        long faults = (Long) landscape.control().attribute("Faults");
        return new Summary(results, all, traffic.time(), faults, process);
    }

    private StepResult run(Step step, Traffic traffic) {
        step.action().accept(operator);
        settle(step, traffic);
        StepResult result = StepResult.none(step);
        for (int second = 0; second < secondsPerStep; second++) {
            result = result.plus(show(traffic.read(step.label(), SECOND)));
        }
        result.check();
        return result;
    }

    /**
     * The calls during the change are shown, but do not count for the step's share: some of them entered before it. They
     * have ended once the consumer, which on a busy machine may stand still for a while, has had a stretch of calls with
     * none left over.
     */
    private void settle(Step step, Traffic traffic) {
        String label = ">" + step.label();
        show(traffic.read(label, STRETCH.dividedBy(2)));
        for (int stretch = 0; stretch < MOST_STRETCHES; stretch++) {
            if (isSettled(step, show(traffic.read(label, STRETCH)))) {
                return;
            }
        }
        throw new DemoFailure("step '" + step.name() + "': calls still go to the wrong version "
                + Style.time(STRETCH.multipliedBy(MOST_STRETCHES)) + " after the change, or are not answered");
    }

    private static boolean isSettled(Step step, Row row) {
        boolean leftBaseline = step.weight() < 100 || row.calls(Version.BASELINE) == 0;
        boolean leftCandidate = step.weight() > 0 || row.calls(Version.CANDIDATE) == 0;
        return row.answered() > 0 && leftBaseline && leftCandidate;
    }

    private Row show(Row row) {
        console.line(table.format(row));
        CallStats stats = row.stats();
        if (stats.errors() > 0) {
            throw new DemoFailure(stats.errors() + " of " + stats.total() + " calls failed: " + stats.errorSamples());
        }
        return row;
    }
}
