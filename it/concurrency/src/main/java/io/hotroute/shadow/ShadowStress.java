package io.hotroute.shadow;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.Shadow;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Samples in their slots, the cap of the rate, and the hand-off that is closed. */
public final class ShadowStress {

    private static final long LATER = 3_000_000_000L;
    private static final Shadow RULE = rule();

    private ShadowStress() {}

    private static Shadow rule() {
        try {
            return RuleParser.parse("configVersion: v1\nkey: a.B:1\ncandidate: {version: 2}\nroute: {weight: 0}\n"
                            + "shadow: {methods: {include: get}, maxInFlight: 1, maxPerSecond: 5, noise: 0}\n")
                    .rules()
                    .get(0)
                    .shadow();
        } catch (RuleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServiceShadow shadow() {
        return new ServiceShadow("a.B:1", RULE, 1, 0, (service, text) -> {});
    }

    private static int slotsTaken(ServiceShadow shadow) {
        int[] seen = {0};
        shadow.slots().forEach(sample -> seen[0]++);
        return shadow.slots().taken() * 10 + seen[0];
    }

    /** One slot, and two callers want it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, false, 11", "false, true, 11"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "none or both, or it is not counted")
    public static class LastSlot {

        private final ServiceShadow shadow = shadow();

        @Actor
        public void one(ZZI_Result result) {
            result.r1 = shadow.admit("get", LATER) != null;
        }

        @Actor
        public void other(ZZI_Result result) {
            result.r2 = shadow.admit("get", LATER) != null;
        }

        @Arbiter
        public void end(ZZI_Result result) {
            result.r3 = slotsTaken(shadow);
        }
    }

    /** The one slot is freed while another caller wants it. */
    @JCStressTest
    @State
    @Outcome(id = "true, false, 11", expect = ACCEPTABLE, desc = "freed first")
    @Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "wanted first")
    @Outcome(expect = FORBIDDEN, desc = "the slot is lost, or taken twice")
    public static class FreeAgainstTake {

        private final ServiceShadow shadow = shadow();
        private final Sample sample = shadow.admit("get", LATER);

        @Actor
        public void ends() {
            sample.skip(Skip.STREAM);
        }

        @Actor
        public void wants(ZZI_Result result) {
            result.r1 = shadow.admit("get", 2 * LATER) != null;
        }

        @Arbiter
        public void end(ZZI_Result result) {
            result.r3 = slotsTaken(shadow);
        }
    }

    /** Its answer comes while the ticker ends it: it counts once, and its slot is freed once. */
    @JCStressTest
    @State
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "a time-out")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "what the answer was")
    @Outcome(expect = FORBIDDEN, desc = "both, neither, or a slot that is lost")
    public static class AnswerAgainstTicker {

        private final ServiceShadow shadow = shadow();
        private final Sample sample = shadow.admit("get", LATER);

        public AnswerAgainstTicker() {
            sample.sending(LATER, 1);
        }

        @Actor
        public void answer() {
            sample.settle(ObservedResult.failure("x"), ObservedResult.failure("x"), 1);
        }

        @Actor
        public void ticker() {
            shadow.tick(2 * LATER, null);
        }

        @Arbiter
        public void end(III_Result result) {
            MethodReport report = shadow.report().methods().get(0);
            result.r1 = (int) report.candidateErrors();
            result.r2 = report.skips().getOrDefault(Skip.BASELINE_FAILED, 0L).intValue();
            result.r3 = slotsTaken(shadow);
        }
    }

    /** It is about to be sent while it is given up: it is not both sent and counted as skipped before. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "sent, then given up")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "given up, and not sent")
    @Outcome(expect = FORBIDDEN)
    public static class SendAgainstSkip {

        private final ServiceShadow shadow = shadow();
        private final Sample sample = shadow.admit("get", LATER);

        @Actor
        public void sends(III_Result result) {
            result.r1 = sample.sending(LATER, 1) ? 1 : 0;
        }

        @Actor
        public void givesUp() {
            sample.skip(Skip.QUEUE_FULL);
        }

        @Arbiter
        public void end(III_Result result) {
            MethodReport report = shadow.report().methods().get(0);
            result.r2 = report.sent() == result.r1 ? report.skips().size() : -1;
            result.r3 = slotsTaken(shadow);
        }
    }

    /** Two callers, and one may come. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one")
    @Outcome(expect = FORBIDDEN, desc = "none or both")
    public static class LastOfTheSecond {

        private final RateCap rate = new RateCap(1, 0);

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = rate.tryTake(LATER);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = rate.tryTake(LATER);
        }
    }

    /** Nothing is left in a hand-off that is closed: it would never be idle. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, false, true", "false, false, true"},
            expect = ACCEPTABLE,
            desc = "forgotten, or refused")
    @Outcome(expect = FORBIDDEN, desc = "left in the queue")
    public static class CloseAgainstOffer {

        private final HandOff handOff = new HandOff(4, 1, "stress", fault -> {});

        @Actor
        public void caller(ZZZ_Result result) {
            result.r1 = handOff.offer(() -> {});
        }

        @Actor
        public void closes() {
            handOff.close();
        }

        @Arbiter
        public void end(ZZZ_Result result) {
            result.r3 = handOff.isIdle();
        }
    }
}
