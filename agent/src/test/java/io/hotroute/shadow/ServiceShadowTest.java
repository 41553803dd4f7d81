package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.hotroute.latency.CallOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServiceShadowTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ObservedResult ANSWER = ObservedResult.exception("a.NotFound", "no such order");
    private static final ObservedResult TIME_OUT = ObservedResult.failure("time-out");

    private final List<String> events = new ArrayList<>();
    private long now = Long.MAX_VALUE - 3 * SECOND;

    private ServiceShadow shadow(String fields) {
        return new ServiceShadow(
                "a.B:1", Rules.shadow(fields), 1, now, (service, text) -> events.add(service + " " + text));
    }

    private static MethodReport report(ServiceShadow shadow, String method) {
        return shadow.report().methods().stream()
                .filter(report -> report.method().equals(method))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyMethodsThatTheRuleNamesAreAdmitted() {
        ServiceShadow shadow = shadow("percent: 100");

        for (int i = 0; i < 3; i++) {
            assertThat(shadow.admit("setOrder", now)).isNull();
            assertThat(shadow.admit("getSecret", now)).isNull();
        }
        assertThat(shadow.admit("getOrder", now)).isNotNull();
        assertThat(shadow.report().methods()).extracting(MethodReport::method).containsExactly("getOrder");
    }

    @Test
    void asManyAreDrawnAsTheRuleSays() {
        ServiceShadow shadow = shadow("percent: 12.5");
        int drawn = 0;
        for (int i = 0; i < 100_000; i++) {
            drawn += shadow.isDrawn() ? 1 : 0;
        }

        // Six standard deviations.
        assertThat(drawn).isCloseTo(12_500, within(630));
        assertThat(shadow("percent: 100").isDrawn()).isTrue();
        assertThat(shadow("percent: 0").isDrawn()).isFalse();
    }

    @Test
    void noMoreAreInFlightThanThereArePlaces() {
        ServiceShadow shadow = shadow("maxInFlight: 3, maxPerSecond: 1000");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Sample sample = shadow.admit("getOrder", now);
            if (sample != null) {
                samples.add(sample);
            }
        }

        assertThat(samples).hasSize(3);
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.CALL_PENDING, 7L));
        assertThat(report(shadow, "getOrder").inFlight()).isEqualTo(3);
        samples.get(1).skip(Skip.STREAM);
        assertThat(shadow.admit("getOrder", now)).isNotNull();
        assertThat(shadow.admit("getOrder", now)).isNull();
    }

    @Test
    void placesThatCallsTakeAreNotHeldAgainstTheirShadows() {
        ServiceShadow shadow = shadow("maxInFlight: 30, maxPerSecond: 1000");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            samples.add(shadow.admit("getOrder", now));
        }
        refuse(shadow, 50, Skip.CALL_PENDING);
        shadow.tick(now, null);
        assertThat(shadow.state()).isEqualTo(ShadowState.RUNNING);

        samples.subList(0, 15).forEach(sample -> sample.sending(now, SECOND));
        refuse(shadow, 50, Skip.IN_FLIGHT);
        shadow.tick(now, null);
        assertThat(shadow.report().stateText()).contains("samples are dropped");

        shadow.requestResume("jane");
        samples.get(0).answered(1, CallOutcome.SUCCESS);
        samples.get(0).skip(Skip.QUEUE_FULL);
        samples.get(1).endIfOverdue(now + 60 * SECOND, false);
        assertThat(shadow.admit("getOrder", now + SECOND)).isNotNull();
        assertThat(shadow.admit("getOrder", now + SECOND)).isNotNull();
        now += SECOND;
        refuse(shadow, 1, Skip.CALL_PENDING);
    }

    private void refuse(ServiceShadow shadow, int times, Skip reason) {
        long before = report(shadow, "getOrder").skips().getOrDefault(reason, 0L);
        for (int i = 0; i < times; i++) {
            assertThat(shadow.admit("getOrder", now)).isNull();
        }
        assertThat(report(shadow, "getOrder").skips()).containsEntry(reason, before + times);
    }

    @Test
    void theFirstEndCountsAndFreesThePlaceOnce() {
        ServiceShadow shadow = shadow("maxInFlight: 1, noise: 0");
        Sample sample = shadow.admit("getOrder", now);
        assertThat(sample.sending(now, SECOND)).isTrue();
        sample.settle(ANSWER, TIME_OUT, SECOND);
        sample.settle(ANSWER, TIME_OUT, SECOND);
        sample.skip(Skip.FAULT);
        assertThat(sample.sending(now, SECOND)).isFalse();
        shadow.tick(now + 100 * SECOND, null);

        MethodReport report = report(shadow, "getOrder");
        assertThat(report.candidateErrors()).isEqualTo(1);
        assertThat(report.skips()).isEmpty();
        assertThat(report.sent()).isEqualTo(1);
        assertThat(report.inFlight()).isZero();
        assertThat(shadow.slots().taken()).isZero();
    }

    @Test
    void whatNobodyEndsTheTickerEnds() {
        ServiceShadow shadow = shadow("noise: 0");
        Sample unsent = shadow.admit("getOrder", now);
        Sample sent = shadow.admit("getOrder", now);
        sent.sending(now, SECOND);

        shadow.tick(now + 2 * SECOND, null);
        assertThat(shadow.slots().taken()).isEqualTo(2);
        shadow.tick(now + 2 * SECOND + 1, null);
        assertThat(report(shadow, "getOrder").candidateErrors()).isEqualTo(1);
        sent.settle(ANSWER, TIME_OUT, SECOND);
        assertThat(report(shadow, "getOrder").candidateErrors()).isEqualTo(1);
        shadow.tick(now + 600 * SECOND, null);
        assertThat(shadow.slots().taken()).isEqualTo(1);
        shadow.tick(now + 600 * SECOND + 1, null);
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.LOST, 1L));
        assertThat(shadow.slots().taken()).isZero();
        assertThat(unsent.sending(now, SECOND)).isFalse();
    }

    /** A shadow whose answer is there, or may be, is none that the candidate has failed. */
    @Test
    void whatThisJvmIsLateWithIsNotTheCandidatesFault() {
        ServiceShadow shadow = shadow("noise: 0");
        Sample answered = shadow.admit("getOrder", now);
        answered.sending(now, SECOND);
        answered.answered(SECOND / 2, CallOutcome.SUCCESS);
        shadow.tick(now + 2 * SECOND + 1, null);
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.LOST, 1L));

        Sample waiting = shadow.admit("getOrder", now);
        waiting.sending(now, SECOND);
        shadow.tick(now + 2 * SECOND + 1, "the JVM stood still");
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.LOST, 2L));
        assertThat(report(shadow, "getOrder").candidateErrors()).isZero();
        assertThat(shadow.slots().taken()).isZero();
    }

    @Test
    void theShareOfNoiseIsTheRulesAndFollowsNoPattern() {
        ServiceShadow shadow = shadow("noise: 25, maxPerSecond: 10000, maxInFlight: 1");
        int[] byPhase = new int[4];
        int calls = 40_000;
        for (int i = 0; i < calls; i++) {
            now += SECOND;
            Sample sample = shadow.admit("getOrder", now);
            byPhase[i % 4] += sample.isNoise() ? 1 : 0;
            sample.skip(Skip.STREAM);
        }

        // Callers that ask for four things in turn: each is compared with noise as often.
        for (int noise : byPhase) {
            assertThat(noise).isCloseTo(calls / 16, within(270));
        }
    }

    @Test
    void aCallThatFailedItselfTellsNothing() {
        ServiceShadow shadow = shadow("noise: 0");
        Sample sample = shadow.admit("getOrder", now);
        sample.settle(TIME_OUT, TIME_OUT, SECOND);

        MethodReport report = report(shadow, "getOrder");
        assertThat(report.skips()).containsExactly(entry(Skip.BASELINE_FAILED, 1L));
        assertThat(report.candidateErrors()).isZero();
    }

    @Test
    void nothingIsSentAnyMoreOnceItIsStoppedOrEnded() {
        ServiceShadow shadow = shadow("");
        Sample admitted = shadow.admit("getOrder", now);
        shadow.requestStop("jane");

        assertThat(admitted.sending(now, SECOND)).isFalse();
        assertThat(shadow.admit("getOrder", now)).isNull();
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.STOPPED, 2L));
        assertThat(shadow.slots().taken()).isZero();
        shadow.requestResume("jane");
        Sample other = shadow.admit("getOrder", now);
        shadow.end();
        assertThat(other.sending(now, SECOND)).isFalse();
        shadow.requestResume("jane");
        assertThat(shadow.admit("getOrder", now)).isNull();
        assertThat(shadow.state()).isEqualTo(ShadowState.ENDED);
        assertThat(events).containsExactly("a.B:1 shadow stopped by jane", "a.B:1 shadow goes on by jane");
    }

    @Test
    void resetForgetsFiguresAndKeepsPlaces() {
        ServiceShadow shadow = shadow("maxInFlight: 1");
        Sample before = shadow.admit("getOrder", now);
        shadow.reset();

        assertThat(shadow.report().methods()).isEmpty();
        assertThat(shadow.admit("getOrder", now)).isNull();
        before.skip(Skip.STREAM);
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.CALL_PENDING, 1L));
        assertThat(shadow.slots().taken()).isZero();
    }

    @Test
    void methodsAreNotKeptWithoutBound() {
        ServiceShadow shadow = shadow("maxPerSecond: 10000, maxInFlight: 1000");
        for (int i = 0; i < 5_000; i++) {
            shadow.admit("get" + i, now);
            shadow.admit("set" + i, now);
        }

        assertThat(shadow.report().methods()).hasSize(ServiceShadow.MOST_METHODS);
        assertThat(shadow.report().lines()).contains("other methods: skipped 4800 too many methods");
        assertThat(shadow.report().asMap()).containsEntry("tooManyMethods", 4_800L);
    }

    @Test
    void manyThreadsNeverHaveMoreInFlightAndLeaveNone() throws InterruptedException {
        int places = 5;
        ServiceShadow shadow = shadow("maxPerSecond: 10000, maxInFlight: " + places);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        int threads = 8;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        // The cap of the rate is not what is looked at: a clock of its own that goes fast.
                        long clock = now;
                        for (int i = 0; i < 20_000; i++) {
                            clock += SECOND;
                            Sample sample = shadow.admit("getOrder", clock);
                            if (sample != null) {
                                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                                admitted.incrementAndGet();
                                Thread.yield();
                                inFlight.decrementAndGet();
                                sample.skip(Skip.STREAM);
                                sample.skip(Skip.STREAM);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();

        assertThat(most.get()).isBetween(2, places);
        MethodReport report = report(shadow, "getOrder");
        assertThat(report.sampled()).isEqualTo(admitted.get());
        assertThat(report.skips().get(Skip.STREAM)).isEqualTo(admitted.get());
        assertThat(report.inFlight()).isZero();
        assertThat(shadow.slots().taken()).isZero();
        shadow.slots().forEach(sample -> fail("a place is taken by " + sample));
    }

    /** What a probe was told. */
    private static final class Told implements SampleProbe {
        private final List<String> told = new ArrayList<>();
        private boolean isWanted = true;

        @Override
        public void unsent() {
            told.add("unsent");
        }

        @Override
        public boolean sending(long now) {
            told.add("sending");
            return isWanted;
        }

        @Override
        public void answered(long nanos, CallOutcome outcome) {
            told.add(outcome + " " + nanos);
        }
    }

    @Test
    void aProbeIsNeverNoiseAndIsToldWhatBecomesOfIt() {
        ServiceShadow shadow = shadow("noise: 90, maxPerSecond: 1000, maxInFlight: 100");
        for (int i = 0; i < 50; i++) {
            assertThat(shadow.admitProbe("getOrder", new Told(), now).isNoise()).isFalse();
        }

        Told sent = new Told();
        Sample sample = shadow.admitProbe("getOrder", sent, now);
        assertThat(sample.sending(now, SECOND)).isTrue();
        sample.answered(7, CallOutcome.SUCCESS);
        sample.settle(ANSWER, ANSWER, 7);
        sample.skip(Skip.FAULT);
        assertThat(sent.told).containsExactly("sending", "SUCCESS 7");
        assertThat(shadow.compared()).isEqualTo(1);
        assertThat(shadow.settled()).isEqualTo(1);
    }

    @Test
    void aProbeThatIsNotSentIsToldOnce() {
        ServiceShadow shadow = shadow("");
        Told skipped = new Told();
        Sample sample = shadow.admitProbe("getOrder", skipped, now);
        sample.skip(Skip.STREAM);
        sample.skip(Skip.STREAM);
        assertThat(sample.sending(now, SECOND)).isFalse();
        assertThat(skipped.told).containsExactly("unsent");

        Told lost = new Told();
        shadow.admitProbe("getOrder", lost, now);
        shadow.tick(now + 601 * SECOND, null);
        assertThat(lost.told).containsExactly("unsent");
        assertThat(shadow.slots().taken()).isZero();
    }

    @Test
    void aProbeThatIsNotWantedAnyMoreIsNotSent() {
        ServiceShadow shadow = shadow("");
        Told late = new Told();
        late.isWanted = false;
        assertThat(shadow.admitProbe("getOrder", late, now).sending(now, SECOND))
                .isFalse();

        assertThat(late.told).containsExactly("sending");
        assertThat(report(shadow, "getOrder").skips()).containsExactly(entry(Skip.PROBED, 1L));
        assertThat(report(shadow, "getOrder").sent()).isZero();
        assertThat(shadow.slots().taken()).isZero();
    }

    @Test
    void theCapsHoldForProbesToo() {
        ServiceShadow shadow = shadow("maxPerSecond: 2, maxInFlight: 1");
        Told refused = new Told();
        assertThat(shadow.admitProbe("getOrder", new Told(), now)).isNotNull();
        assertThat(shadow.admitProbe("getOrder", refused, now)).isNull();
        assertThat(shadow.admitProbe("getOrder", refused, now + 2 * SECOND)).isNull();
        assertThat(shadow.admitProbe("setOrder", refused, now)).isNull();
        assertThat(report(shadow, "getOrder").skips()).containsOnly(entry(Skip.RATE, 1L), entry(Skip.CALL_PENDING, 1L));
        assertThat(refused.told).isEmpty();
    }
}
