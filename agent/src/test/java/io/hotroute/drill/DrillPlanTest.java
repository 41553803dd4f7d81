package io.hotroute.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.degrade.Side;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillPlanTest {

    private static DrillPlan plan(String target, String fault, String methods, String percent, String duration) {
        return DrillPlan.of(target, fault, methods, percent, duration, DrillPlan.DEFAULT_MOST_SHARE);
    }

    @Test
    void everyFieldIsRead() {
        DrillPlan plan = plan("candidate", "latency 300ms", "get*, list", "12.5", "90s");

        assertThat(plan.target()).isEqualTo(Side.CANDIDATE);
        assertThat(plan.fault()).isEqualTo(Fault.LATENCY);
        assertThat(plan.delayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(plan.share()).isEqualTo(1_250);
        assertThat(plan.durationNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(90));
        assertThat(plan.concerns("getOne")).isTrue();
        assertThat(plan.concerns("list")).isTrue();
        assertThat(plan.concerns("listAll")).isFalse();
        assertThat(plan).hasToString("latency +300ms for 12.5% of the candidate's calls of methods=get*,list, 90s");
    }

    @Test
    void aStarIsForAllMethods() {
        DrillPlan plan = plan("baseline", "hang", "*", "50", "10m");

        assertThat(plan.target()).isEqualTo(Side.BASELINE);
        assertThat(plan.concerns("any")).isTrue();
        assertThat(plan.delayNanos()).isZero();
        assertThat(plan).hasToString("hang for 50% of the baseline's calls, 10m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "both|error|*|10|10s|target: 'both' is not allowed; allowed: candidate, baseline",
                "NULL|error|*|10|10s|target: missing; allowed: candidate, baseline",
                "candidate|slow|*|10|10s|fault: 'slow' is not allowed; allowed: latency with a duration (latency 300ms), error, hang",
                "candidate|latency|*|10|10s|fault: 'latency' is not allowed; allowed: latency with a duration (latency 300ms), error, hang",
                "candidate|NULL|*|10|10s|fault: missing; allowed: latency with a duration (latency 300ms), error, hang",
                "candidate|latency 5|*|10|10s|fault: 'latency 5' is not allowed; allowed: latency a whole number with a unit (us, ms, s, m or h) from 1ms to 1m",
                "candidate|latency 61s|*|10|10s|fault: 'latency 61s' is not allowed; allowed: latency a whole number with a unit (us, ms, s, m or h) from 1ms to 1m",
                "candidate|error|a,,b|10|10s|methods: 'a,,b' is not allowed; allowed: names and globs separated by commas, at most 100 of at most 200 characters, or * for all",
                "candidate|error|NULL|10|10s|methods: missing; allowed: names and globs separated by commas, at most 100 of at most 200 characters, or * for all",
                "candidate|error|*|50.01|10s|percent: '50.01' is not allowed; allowed: a percentage from 0.01 to 50 with at most two decimals",
                "candidate|error|*|0|10s|percent: '0' is not allowed; allowed: a percentage from 0.01 to 50 with at most two decimals",
                "candidate|error|*|-1|10s|percent: '-1' is not allowed; allowed: a percentage from 0.01 to 50 with at most two decimals",
                "candidate|error|*|NULL|10s|percent: missing; allowed: a percentage from 0.01 to 50 with at most two decimals",
                "candidate|error|*|10|601s|duration: '601s' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h) from 1s to 10m",
                "candidate|error|*|10|999ms|duration: '999ms' is not allowed; allowed: a whole number with a unit (us, ms, s, m or h) from 1s to 10m",
                "candidate|error|*|10|NULL|duration: missing; allowed: a whole number with a unit (us, ms, s, m or h) from 1s to 10m",
            })
    void aBadFieldIsNamed(
            String target, String fault, String methods, String percent, String duration, String message) {
        assertThatThrownBy(() -> plan(target, fault, methods, percent, duration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theBoundOfTheShareIsTheCallersToLower() {
        assertThat(DrillPlan.of("candidate", "error", "*", "5", "10s", 500).share())
                .isEqualTo(500);
        assertThatThrownBy(() -> DrillPlan.of("candidate", "error", "*", "5.01", "10s", 500))
                .hasMessageContaining("from 0.01 to 5 with");
    }

    @Test
    void aRefusalIsOneShortLine() {
        assertThatThrownBy(() -> plan("a\nb" + "x".repeat(10_000), "error", "*", "5", "10s"))
                .satisfies(refused ->
                        assertThat(refused.getMessage()).matches("\\P{Cntrl}+").hasSizeLessThan(400));
    }
}
