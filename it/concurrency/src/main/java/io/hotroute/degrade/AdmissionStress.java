package io.hotroute.degrade;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hotroute.rule.Degrade;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link MethodGuard#admission()}: a caller reads while the ticker publishes. */
@JCStressTest
@State
@Outcome(
        id = {"10000, 10000", "10000, 0", "0, 0"},
        expect = ACCEPTABLE,
        desc = "whole, and never back")
@Outcome(expect = FORBIDDEN, desc = "half of a snapshot, or an older one after a newer one")
public class AdmissionStress {

    private static final Degrade SETTINGS = settings();

    private final ServiceGuard service =
            new ServiceGuard("OrderService", SETTINGS, true, new GuardBudget(1), 1, 0, transition -> {});
    private final MethodGuard guard = service.of("getOrder", 0);

    /** An operator wants it open at the next tick. */
    public AdmissionStress() {
        guard.requestOpen("test");
    }

    private static Degrade settings() {
        try {
            return RuleParser.parse("configVersion: v1\nkey: OrderService\nbaseline: {version: 1.0.0}\n"
                            + "candidate: {version: 2.0.0}\nroute: {weight: 10}\ndegrade: {scope: service}\n")
                    .rules()
                    .get(0)
                    .degrade();
        } catch (RuleException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Actor
    public void ticker() {
        guard.tick(StallGate.TICK_NANOS);
    }

    @Actor
    public void caller(II_Result result) {
        result.r1 = guard.admission().limit();
        result.r2 = guard.admission().limit();
    }
}
