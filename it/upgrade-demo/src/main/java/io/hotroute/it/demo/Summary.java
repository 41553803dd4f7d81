package io.hotroute.it.demo;

import io.hotroute.it.harness.CallStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the demo has shown. Immutable.
 *
 * @param all all calls, also those while a weight changed
 * @param faults of the agent itself
 * @param process the consumer's process id, from before the first call
 */
record Summary(List<StepResult> steps, CallStats all, Duration time, long faults, long process) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("step             calls  on 2.0.0    share   allowed at 1 in a million");
        steps.forEach(step -> lines.add(line(step)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d calls in %s: %d on %s, %d on %s, %d errors; %d faults of the agent.",
                all.total(),
                Style.time(time),
                all.versions().getOrDefault(Version.BASELINE, 0L),
                Version.BASELINE,
                all.versions().getOrDefault(Version.CANDIDATE, 0L),
                Version.CANDIDATE,
                all.errors(),
                faults));
        lines.add("The consumer was process " + process
                + " from its first call to its last: no restart, no change of code or configuration.");
        return lines;
    }

    void check() {
        if (all.errors() > 0) {
            throw new DemoFailure(all.errors() + " of " + all.total() + " calls failed: " + all.errorSamples());
        }
        if (faults > 0) {
            throw new DemoFailure("the agent had " + faults + " faults");
        }
        steps.forEach(StepResult::check);
    }

    private static String line(StepResult result) {
        ShareBound bound = result.bound();
        return String.format(
                Locale.ROOT,
                "%-12s %9d %9d  %5.1f %%   %5.1f to %5.1f %%",
                result.step().name(),
                result.calls(),
                result.candidateCalls(),
                percent(result.candidateCalls(), result),
                percent(bound.least(), result),
                percent(bound.most(), result));
    }

    private static double percent(long calls, StepResult result) {
        return result.calls() == 0 ? 0 : 100.0 * calls / result.calls();
    }
}
