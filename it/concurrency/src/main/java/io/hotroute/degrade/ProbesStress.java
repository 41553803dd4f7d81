package io.hotroute.degrade;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hotroute.latency.CallOutcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link Probes}: callers that take and settle them, and the ticker that judges. */
public final class ProbesStress {

    private static final long SLOW = 100;
    private static final long DEADLINE = 200;

    private ProbesStress() {}

    private static Probes withTaken(int taken, int good) {
        Probes probes = new Probes(SLOW, DEADLINE, false);
        for (int i = 0; i < taken; i++) {
            probes.tryAcquire(1);
        }
        for (int i = 0; i < good; i++) {
            probes.settled(1, CallOutcome.SUCCESS);
        }
        return probes;
    }

    /** One permit is left, and two callers want it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "none or both")
    public static class LastPermit {

        private final Probes probes = withTaken(Probes.CALLS - 1, 0);

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = probes.tryAcquire(1);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = probes.tryAcquire(1);
        }
    }

    /** One permit is left in a round by shadows that has waited for long enough: a shadow that comes late and a call want it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, false", "false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "one has it; or none, as the shadow was there and the call waits for others")
    @Outcome(expect = FORBIDDEN, desc = "both")
    public static class LastPermitOfShadows {

        private static final long LATE = 1 + Probes.SHADOW_PATIENCE;

        private final Probes probes = Probes.byShadows(SLOW, DEADLINE, false, 1);

        public LastPermitOfShadows() {
            for (int i = 0; i < Probes.CALLS - 1; i++) {
                probes.tryAcquire(LATE);
            }
        }

        @Actor
        public void shadow(ZZ_Result result) {
            result.r1 = probes.tryAcquireByShadow(LATE);
        }

        @Actor
        public void call(ZZ_Result result) {
            result.r2 = probes.tryAcquire(LATE);
        }
    }

    /** One more call may be drawn, two are, and one is given back: in the end so many are drawn as say so. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "both, as one was given back between")
    @Outcome(
            id = {"true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "one; there is room for another")
    @Outcome(expect = FORBIDDEN, desc = "drawn calls are lost, or too many")
    public static class DrawAgainstUndraw {

        private final Probes probes = Probes.byShadows(SLOW, DEADLINE, false, 1);

        public DrawAgainstUndraw() {
            for (int i = 0; i < Probes.CALLS - 1; i++) {
                probes.tryDraw(1);
            }
        }

        @Actor
        public void one(ZZZ_Result result) {
            result.r1 = probes.tryDraw(1);
        }

        @Actor
        public void other(ZZZ_Result result) {
            result.r2 = probes.tryDraw(1);
        }

        @Actor
        public void skipped() {
            probes.undraw();
        }

        @Arbiter
        public void end(ZZZ_Result result) {
            result.r3 = probes.tryDraw(1);
        }
    }

    /** The ninth good probe settles while the ticker finds the deadline over: what it says is final only when it is. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "settled before it was judged: good")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "judged first: two had not settled")
    @Outcome(expect = FORBIDDEN, desc = "good ones are lost")
    public static class SettleAgainstDeadline {

        private final Probes probes = withTaken(Probes.CALLS, Probes.GOOD - 1);

        @Actor
        public void caller() {
            probes.settled(1, CallOutcome.SUCCESS);
        }

        @Actor
        public void ticker(II_Result result) {
            result.r1 = probes.verdict(2 + DEADLINE).ordinal();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = probes.verdict(2 + DEADLINE).ordinal();
        }
    }

    /** A probe is taken and has no time yet when the ticker judges: it is not overdue. */
    @JCStressTest
    @State
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "pending")
    @Outcome(expect = FORBIDDEN, desc = "overdue since time 0")
    public static class TakeAgainstDeadline {

        private static final long NOW = 1_000_000;

        private final Probes probes = new Probes(SLOW, DEADLINE, false);

        @Actor
        public void one() {
            probes.tryAcquire(NOW);
        }

        @Actor
        public void other() {
            probes.tryAcquire(NOW);
        }

        @Actor
        public void ticker(I_Result result) {
            result.r1 = probes.verdict(NOW + 1).ordinal();
        }
    }
}
