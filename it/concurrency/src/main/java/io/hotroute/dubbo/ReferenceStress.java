package io.hotroute.dubbo;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hotroute.route.RouteTable;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.upgrade.Upgrades;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link Reference#refresh}: calls with an old and a new table in their hands, at once. */
public final class ReferenceStress {

    private static final AbstractClusterInvoker<?> INVOKER = Invokers.invoker();
    private static final RouteTable OLD = with(RouteTable.EMPTY, 10);
    private static final RouteTable NEW = with(OLD, 20);

    private static final Upgrades UPGRADES = new Upgrades(null);
    private static final DubboBinding BINDING = DubboBinding.ofThisDubbo();
    private static final Mirrors MIRRORS = new Mirrors(BINDING, new InvocationReader(BINDING));

    private ReferenceStress() {}

    private static RouteTable with(RouteTable before, int weight) {
        String rule = "configVersion: v1\nkey: " + Invokers.SERVICE
                + "\nbaseline: {version: 0.0.0}\ncandidate: {addresses: ['10.0.0.2:20880']}\nroute: {weight: " + weight
                + "}\n";
        try {
            return before.with(RuleParser.parse(rule));
        } catch (RuleException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** A call that entered after a change never decides by what was before it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 2, 2", "2, 2, 2"},
            expect = ACCEPTABLE,
            desc = "the newer table wins")
    @Outcome(expect = FORBIDDEN, desc = "a call that entered later decides by the older table")
    public static class TwoTables {

        private final Reference reference = Reference.of(INVOKER);

        @Actor
        public void before(JJJ_Result result) {
            result.r1 = reference.refresh(OLD, UPGRADES, MIRRORS).routes.sequence();
        }

        @Actor
        public void after(JJJ_Result result) {
            result.r2 = reference.refresh(NEW, UPGRADES, MIRRORS).routes.sequence();
        }

        @Arbiter
        public void view(JJJ_Result result) {
            result.r3 = reference.refresh(OLD, UPGRADES, MIRRORS).routes.sequence();
        }
    }

    /** One candidate, however many calls find the rule at once: nobody would take down a second one. */
    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "one sibling, of the view that all see")
    @Outcome(expect = FORBIDDEN, desc = "a sibling that the keeper does not know")
    public static class OneSibling {

        private final Reference reference = Reference.of(INVOKER);
        private Sibling one;
        private Sibling other;

        @Actor
        public void one() {
            one = reference.refresh(OLD, UPGRADES, MIRRORS).candidate;
        }

        @Actor
        public void other() {
            other = reference.refresh(NEW, UPGRADES, MIRRORS).candidate;
        }

        @Arbiter
        public void siblings(ZZ_Result result) {
            result.r1 = one != null && one == other;
            result.r2 = reference.candidate() == one && reference.siblings().size() == 1;
        }
    }
}
