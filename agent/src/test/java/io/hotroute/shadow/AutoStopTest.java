package io.hotroute.shadow;

import static io.hotroute.shadow.Shadowed.SECOND;
import static io.hotroute.shadow.Shadowed.TIME_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it stops by itself, says why, and goes on. */
class AutoStopTest {

    private static final long MINUTE = 60 * SECOND;
    private static final ObservedResult ANSWER = ObservedResult.exception("a.NotFound", "");

    private Shadowed shadowed = new Shadowed("", 1);

    /** @param candidate the share of its shadows that fails */
    private void calls(int calls, double candidate, double baseline, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < calls && shadowed.shadow.state() == ShadowState.RUNNING; i++) {
            shadowed.call(
                    ANSWER,
                    random.nextDouble() < candidate ? TIME_OUT : ANSWER,
                    random.nextDouble() < baseline ? TIME_OUT : ANSWER);
            shadowed.tick();
        }
    }

    private void stop() {
        shadowed.pass(SECOND / 4, "heap in use after collections 93 %");
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
    }

    /** @return how long it was stopped, in seconds */
    private long secondsUntilItGoesOn() {
        long begin = shadowed.now;
        while (shadowed.shadow.state() == ShadowState.BACKED_OFF) {
            shadowed.pass(SECOND / 4, null);
        }
        return (shadowed.now - begin) / SECOND;
    }

    @Test
    void aCandidateThatDoesNotAnswerStopsItSoon() {
        calls(100, 1, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        assertThat(shadowed.report().sampled()).isBetween(20L, 40L);
        assertThat(shadowed.events)
                .singleElement()
                .asString()
                .startsWith("shadow stopped for 1m: shadows to the candidate fail: ")
                .contains(" = 100.0% [", "surely more than 20.0%; to the baseline 0 of ");
        assertThat(shadowed.shadow.report().why()).startsWith("shadows to the candidate fail");
        assertThat(shadowed.shadow.report().stateText()).contains("BACKED_OFF").endsWith("; goes on in 1m");
        assertThat(shadowed.shadow.admit("getOrder", shadowed.now + SECOND)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0, true", "0.4, 0, true", "0.15, 0, false", "0.1, 0.1, false", "0.3, 0.3, true"})
    void errorsStopItBeyondTheThreshold(double candidate, double baseline, boolean stops) {
        for (long seed = 0; seed < 20; seed++) {
            shadowed = new Shadowed("noise: 50", seed);
            calls(2_000, candidate, baseline, seed);
            assertThat(shadowed.shadow.state())
                    .as("seed %d", seed)
                    .isEqualTo(stops ? ShadowState.BACKED_OFF : ShadowState.RUNNING);
        }
    }

    /** Then it is not the candidate: but the old version's providers suffer from shadows too. */
    @Test
    void whereTheBaselineFailsAsWellThatIsSaid() {
        calls(200, 1, 1, 1);

        assertThat(shadowed.events).singleElement().asString().contains("shadows to the baseline fail");
    }

    @Test
    void withoutNoiseTheCandidateIsJudgedAlone() {
        shadowed = new Shadowed("noise: 0", 1);
        calls(100, 1, 0, 1);

        assertThat(shadowed.report().sampled()).isEqualTo(Health.LEAST);
        assertThat(shadowed.events).singleElement().asString().endsWith("surely more than 20.0%");
    }

    @Test
    void anErrorLongAgoDoesNotCountForEver() {
        calls(15, 1, 0, 1);
        calls(400, 0, 0, 1);
        calls(15, 1, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
    }

    @Test
    void dropsStopItAndTheCapOfTheRateDoesNot() {
        for (int i = 0; i < 2_000; i++) {
            shadowed.now += SECOND / 1_000;
            Sample sample = shadowed.shadow.admit("getOrder", shadowed.now);
            if (sample != null) {
                sample.settle(ANSWER, ANSWER, 1);
            }
            shadowed.tick();
        }
        assertThat(shadowed.report().skips().get(Skip.RATE)).isGreaterThan(1_900L);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);

        for (int i = 0; i < 60 && shadowed.shadow.state() == ShadowState.RUNNING; i++) {
            shadowed.now += SECOND;
            shadowed.shadow.admit("getOrder", shadowed.now).skip(i % 2 == 0 ? Skip.QUEUE_FULL : Skip.STREAM);
            shadowed.tick();
        }
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        assertThat(shadowed.events)
                .singleElement()
                .asString()
                .contains("samples are dropped: ", "surely more than 10.0%");
    }

    @Test
    void pressureStopsItForLongerEachTimeAndForLessAfterAGoodTime() {
        stop();
        assertThat(shadowed.events)
                .containsExactly("shadow stopped for 1m: pressure: heap in use after collections 93 %");
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        assertThat(shadowed.events.get(1))
                .isEqualTo(
                        "shadow goes on after back-off; it was stopped as pressure: heap in use after collections 93 %");
        for (long seconds : new long[] {120, 240, 480, 960, 1_800, 1_800}) {
            stop();
            assertThat(secondsUntilItGoesOn()).isEqualTo(seconds);
        }
        // 30 min without trouble undo one stop each, at the most.
        shadowed.pass(61 * MINUTE, null);
        stop();
        assertThat(secondsUntilItGoesOn()).isEqualTo(1_800);
        shadowed.pass(200 * MINUTE, null);
        stop();
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
    }

    @Test
    void itGoesOnAndIsForgivenOnTheTick() {
        stop();
        shadowed.pass(MINUTE - SECOND / 4, null);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        shadowed.pass(SECOND / 4, null);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
        shadowed.pass(MINUTE, null);
        stop();
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
    }

    /** Were the time just shifted once for each stop, it would overflow. */
    @Test
    void howeverOftenItStoppedItGoesOn() {
        for (int i = 0; i < 70; i++) {
            stop();
            assertThat(secondsUntilItGoesOn()).isEqualTo(i < 5 ? 60L << i : 1_800);
        }
    }

    @Test
    void theClockMayOverflowWhileItIsStopped() {
        shadowed.now = Long.MAX_VALUE - 30 * SECOND;
        shadowed.tick();
        stop();
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        assertThat(shadowed.now).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"1500ms, 1500ms", "12500ms, 12s", "90s, 90s"})
    void aLongTimeIsSaidInSeconds(String first, String text) {
        shadowed = new Shadowed("autoStop: {backOff: {first: " + first + "}}", 1);
        stop();
        assertThat(shadowed.events).singleElement().asString().startsWith("shadow stopped for " + text + ": ");
    }

    @Test
    void theTimeThatIsLeftIsRoundedUpAndNeverNegative() {
        stop();
        shadowed.pass(SECOND / 4, null);
        assertThat(shadowed.shadow.report().stateText()).endsWith("; goes on in 1m");
        shadowed.pass(SECOND, null);
        assertThat(shadowed.shadow.report().stateText()).endsWith("; goes on in 59s");
        shadowed.pass(2 * MINUTE, "heap");
        assertThat(shadowed.shadow.report().resumesInNanos()).isZero();
        assertThat(shadowed.shadow.report().stateText()).endsWith("; goes on in 0s");
    }

    @Test
    void itDoesNotGoOnUnderPressure() {
        stop();
        shadowed.pass(10 * MINUTE, "heap");
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        shadowed.pass(SECOND / 4, null);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
        assertThat(shadowed.events).hasSize(2);
        shadowed.pass(SECOND / 4, null);
        stop();
        assertThat(secondsUntilItGoesOn()).as("has not run for long").isEqualTo(120);
    }

    @Test
    void whatStoppedItDoesNotStopItAgain() {
        calls(100, 1, 0, 1);
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        calls(50, 0, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
    }

    @Test
    void whatStoppedItDoesNotStopItAgainThoughTheBaselineFailed() {
        calls(200, 1, 1, 1);
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        calls(100, 0, 0, 1);

        assertThat(shadowed.events).hasSize(2);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
    }

    @Test
    void whatStoppedItDoesNotStopItAgainThoughSamplesWereDropped() {
        for (int i = 0; i < 60 && shadowed.shadow.state() == ShadowState.RUNNING; i++) {
            shadowed.now += SECOND;
            shadowed.shadow.admit("getOrder", shadowed.now).skip(Skip.QUEUE_FULL);
            shadowed.tick();
        }
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        calls(30, 0, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
    }

    @Test
    void whatFailsWhileItIsStoppedDoesNotStopItAgain() {
        shadowed = new Shadowed("maxInFlight: 100, noise: 0", 1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            shadowed.now += SECOND;
            samples.add(shadowed.shadow.admit("getOrder", shadowed.now));
            samples.get(i).sending(shadowed.now, MINUTE);
        }
        stop();
        samples.forEach(sample -> sample.settle(ANSWER, TIME_OUT, 1));
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        shadowed.tick();

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
    }

    /** Neither for it nor against it. */
    @Test
    void whatWasSeenBeforeItStoppedDoesNotCount() {
        shadowed = new Shadowed("noise: 0", 1);
        calls(100, 0, 0, 1);
        calls(100, 1, 0, 1);
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
        calls(Health.LEAST, 1, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
    }

    @Test
    void answersLongAgoDoNotCountForEver() {
        shadowed = new Shadowed("noise: 0", 1);
        calls(300, 0, 0, 1);
        calls(60, 1, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
    }

    @Test
    void whatIsStoppedIsNotStoppedAndWhatIsOverDoesNotBegin() {
        shadowed.shadow.requestStop("jane");
        shadowed.shadow.requestStop("joe");
        assertThat(shadowed.shadow.report().why()).isEqualTo("stopped by jane");
        shadowed.shadow.end();
        shadowed.shadow.requestStop("jane");
        shadowed.shadow.requestResume("jane");
        assertThat(shadowed.shadow.report().stateText()).isEqualTo("ENDED, the rule is gone");
        assertThat(shadowed.events).hasSize(1);
    }

    @Test
    void anOperatorStopsItUntilAnOperatorLetsItGoOn() {
        shadowed.shadow.requestStop("jane");
        shadowed.pass(120 * MINUTE, null);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.STOPPED);
        assertThat(shadowed.shadow.report().stateText()).isEqualTo("STOPPED, stopped by jane");
        shadowed.pass(SECOND, "heap");
        shadowed.shadow.requestResume("joe");
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
        assertThat(shadowed.shadow.report().stateText()).isEqualTo("RUNNING");
        assertThat(shadowed.events).containsExactly("shadow stopped by jane", "shadow goes on by joe");
    }

    @Test
    void anOperatorEndsABackOffAndTheNextIsAFirstOne() {
        stop();
        secondsUntilItGoesOn();
        stop();
        shadowed.shadow.requestResume("joe");
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.RUNNING);
        stop();
        assertThat(secondsUntilItGoesOn()).isEqualTo(60);
    }

    @Test
    void anOperatorsStopOutlastsABackOff() {
        stop();
        shadowed.shadow.requestStop("jane");
        shadowed.pass(10 * MINUTE, null);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.STOPPED);
    }

    /** Else nothing but calls would tell when it is well again. */
    @Test
    void aCandidateThatFailsIsStillProbed() {
        assertThat(shadowed.shadow.mayProbe("getOrder")).isTrue();
        assertThat(shadowed.shadow.mayProbe("setOrder")).isFalse();
        calls(100, 1, 0, 1);

        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        assertThat(shadowed.shadow.mayProbe("getOrder")).isTrue();
        shadowed.shadow.requestStop("an operator");
        assertThat(shadowed.shadow.mayProbe()).isFalse();
        assertThat(shadowed.shadow.obstacle()).isEqualTo("STOPPED, stopped by an operator");
        shadowed.shadow.requestResume("an operator");
        assertThat(shadowed.shadow.mayProbe()).isTrue();
        assertThat(shadowed.shadow.obstacle()).isNull();
        shadowed.shadow.end();
        assertThat(shadowed.shadow.mayProbe()).isFalse();
    }

    @Test
    void whatStoppedForAnythingElseDoesNotProbe() {
        stop();
        assertThat(shadowed.shadow.mayProbe()).isFalse();
        secondsUntilItGoesOn();
        assertThat(shadowed.shadow.mayProbe()).isTrue();
        calls(200, 1, 1, 1);
        assertThat(shadowed.shadow.state()).isEqualTo(ShadowState.BACKED_OFF);
        assertThat(shadowed.shadow.mayProbe()).isFalse();
    }

    @Test
    void aBaselineThatFailsAfterACandidateThatFailedIsNoReasonToProbe() {
        calls(100, 1, 0, 1);
        secondsUntilItGoesOn();
        calls(200, 1, 1, 1);

        assertThat(shadowed.events.get(2)).contains("shadows to the baseline fail");
        assertThat(shadowed.shadow.mayProbe()).isFalse();
    }

    @Test
    void underPressureACandidateThatFailsIsNotProbed() {
        shadowed = new Shadowed("noise: 0", 1);
        for (int i = 0; i < Health.LEAST; i++) {
            shadowed.call(ANSWER, TIME_OUT, ANSWER);
        }
        shadowed.pass(SECOND / 4, "heap");

        assertThat(shadowed.events).singleElement().asString().contains("shadows to the candidate fail");
        assertThat(shadowed.shadow.mayProbe()).isFalse();
    }
}
