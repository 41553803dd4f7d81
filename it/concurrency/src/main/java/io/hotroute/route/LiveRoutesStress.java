package io.hotroute.route;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.ServiceKey;
import java.util.Collections;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@link LiveRoutes} and {@link RouteTable}: calls while rules change. */
public final class LiveRoutesStress {

    private static final ServiceKey SERVICE = ServiceKey.of(null, "com.acme.OrderService", "1.0.0");
    private static final SampleCall CALL = new SampleCall("get", Collections.emptyList(), Collections.emptyMap());
    private static final Candidate READY = method -> Availability.AVAILABLE;
    private static final RuleSet RULES = rules(
            "configVersion: v1\nkey: com.acme.OrderService\nbaseline: {version: 1.0.0}\ncandidate: {version: 2.0.0}\n"
                    + "route: {rules: [{name: get, match: {method: get}, to: candidate}], weight: 0}\n");

    private LiveRoutesStress() {}

    private static RuleSet rules(String yaml) {
        try {
            return RuleParser.parse(yaml);
        } catch (RuleException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** A call sees no rule, or all of it. */
    @JCStressTest
    @State
    @Outcome(id = "none", expect = ACCEPTABLE, desc = "before the change")
    @Outcome(id = "CANDIDATE_BY_RULE", expect = ACCEPTABLE, desc = "after it")
    @Outcome(expect = FORBIDDEN, desc = "half of a rule")
    public static class PublishAndDecide {

        private final LiveRoutes live = new LiveRoutes();

        @Actor
        public void publish() {
            live.publish(live.table().with(RULES));
        }

        @Actor
        public void call(L_Result result) {
            RouteTable table = live.table();
            ServiceRoute route = table.find(SERVICE);
            if (table.isEmpty() != (route == null)) {
                result.r1 = "disagree";
            } else {
                result.r1 = route == null
                        ? "none"
                        : route.decide(SampleCall.READER, CALL, SampleCall.READER.method(CALL), READY);
            }
        }
    }

    /** Counters outlive the table: a call that decides by the old one while the new one comes is counted. */
    @JCStressTest
    @State
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "every call is counted")
    @Outcome(expect = FORBIDDEN, desc = "a lost count")
    public static class CountAcrossTables {

        private final LiveRoutes live = new LiveRoutes();

        public CountAcrossTables() {
            live.publish(live.table().with(RULES));
        }

        @Actor
        public void change() {
            live.publish(live.table().with(RULES));
            live.table().find(SERVICE).decide(SampleCall.READER, CALL, SampleCall.READER.method(CALL), READY);
        }

        @Actor
        public void call() {
            live.table().find(SERVICE).decide(SampleCall.READER, CALL, SampleCall.READER.method(CALL), READY);
        }

        @Arbiter
        public void counted(J_Result result) {
            result.r1 = live.table().find(SERVICE).matched("get");
        }
    }
}
