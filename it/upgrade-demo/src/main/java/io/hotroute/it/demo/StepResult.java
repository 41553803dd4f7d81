package io.hotroute.it.demo;

import java.util.Locale;

/** The calls of a step after its change had taken effect. Immutable. */
record StepResult(Step step, long baselineCalls, long candidateCalls) {

    static StepResult none(Step step) {
        return new StepResult(step, 0, 0);
    }

    StepResult plus(Row row) {
        return new StepResult(
                step, baselineCalls + row.calls(Version.BASELINE), candidateCalls + row.calls(Version.CANDIDATE));
    }

    long calls() {
        return baselineCalls + candidateCalls;
    }

    ShareBound bound() {
        return ShareBound.of(calls(), step.weight());
    }

    void check() {
        if (calls() == 0) {
            throw new DemoFailure("step '" + step.name() + "': no call was answered");
        }
        if (!bound().contains(candidateCalls)) {
            throw new DemoFailure(String.format(
                    Locale.ROOT,
                    "step '%s': %d of %d calls went to %s; at a weight of %d %% that must be %d to %d",
                    step.name(),
                    candidateCalls,
                    calls(),
                    Version.CANDIDATE,
                    step.weight(),
                    bound().least(),
                    bound().most()));
        }
    }
}
