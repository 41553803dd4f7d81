package io.hotroute.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.it.harness.CallStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final Step TEN = new Step("weight 10", 10, operator -> {});

    @Test
    void showsEachShareWithItsBound() {
        Summary summary = summary(new StepResult(TEN, 900, 100), 0, 0);

        assertThat(summary.lines())
                .contains("weight 10         1000       100   10.0 %     5.7 to  14.9 %")
                .contains("1000 calls in 5.0 s: 900 on 1.0.0, 100 on 2.0.0, 0 errors; 0 faults of the agent.");
        assertThatCode(summary::check).doesNotThrowAnyException();
    }

    @Test
    void refusesAShareOutsideItsBound() {
        assertThatThrownBy(summary(new StepResult(TEN, 500, 500), 0, 0)::check)
                .hasMessageContaining("'weight 10': 500 of 1000 calls went to 2.0.0; at a weight of 10 %");
    }

    @Test
    void refusesAStepWithoutCalls() {
        assertThatThrownBy(summary(StepResult.none(TEN), 0, 0)::check).hasMessageContaining("no call was answered");
    }

    @Test
    void refusesErrorsAndFaults() {
        StepResult good = new StepResult(TEN, 900, 100);

        assertThatThrownBy(summary(good, 1, 0)::check).hasMessageContaining("1 of 1001 calls failed: [timeout]");
        assertThatThrownBy(summary(good, 0, 2)::check).hasMessageContaining("2 faults");
    }

    private static Summary summary(StepResult result, long errors, long faults) {
        Map<String, Long> versions = Map.of("1.0.0", result.baselineCalls(), "2.0.0", result.candidateCalls());
        CallStats all = new CallStats(
                result.calls() + errors, versions, Map.of(), errors, List.of("timeout"), 1_300, 21_700, 30_000);
        return new Summary(List.of(result), all, Duration.ofSeconds(5), faults, 4711);
    }
}
