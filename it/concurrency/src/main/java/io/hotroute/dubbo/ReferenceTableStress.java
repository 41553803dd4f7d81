package io.hotroute.dubbo;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** {@link ReferenceTable}: first calls of references, at once. */
public final class ReferenceTableStress {

    private static final AbstractClusterInvoker<?> ONE = Invokers.invoker();
    private static final AbstractClusterInvoker<?> OTHER = Invokers.invoker();

    private ReferenceTableStress() {}

    /** Two first calls of one invoker agree on one reference. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "one reference, and it is the one in the table")
    @Outcome(expect = FORBIDDEN, desc = "an invoker with two references")
    public static class OneInvoker {

        private final ReferenceTable<Reference> table = new ReferenceTable<>(added -> {});
        private final Reference first = Reference.notRoutable(ONE);
        private final Reference second = Reference.notRoutable(ONE);
        private Reference seenByFirst;
        private Reference seenBySecond;

        @Actor
        public void first() {
            seenByFirst = table.add(first);
        }

        @Actor
        public void second() {
            seenBySecond = table.add(second);
        }

        @Arbiter
        public void table(ZZZ_Result result) {
            result.r1 = seenByFirst == seenBySecond;
            result.r2 = seenByFirst == first || seenByFirst == second;
            result.r3 = table.find(ONE) == seenByFirst && table.all().size() == 1;
        }
    }

    /** Two first calls of different invokers: neither gets lost. */
    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both are there")
    @Outcome(expect = FORBIDDEN, desc = "a lost reference")
    public static class TwoInvokers {

        private final ReferenceTable<Reference> table = new ReferenceTable<>(added -> {});
        private final Reference one = Reference.notRoutable(ONE);
        private final Reference other = Reference.notRoutable(OTHER);

        @Actor
        public void one() {
            table.add(one);
        }

        @Actor
        public void other() {
            table.add(other);
        }

        @Arbiter
        public void table(ZZ_Result result) {
            result.r1 = table.find(ONE) == one;
            result.r2 = table.find(OTHER) == other;
        }
    }

    /** A reference goes while another one comes. */
    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "one is gone, the other one is there")
    @Outcome(expect = FORBIDDEN, desc = "a lost change")
    public static class AddAndRemove {

        private final ReferenceTable<Reference> table = new ReferenceTable<>(added -> {});
        private final Reference one = table.add(Reference.notRoutable(ONE));
        private final Reference other = Reference.notRoutable(OTHER);

        @Actor
        public void remove() {
            table.remove(one);
        }

        @Actor
        public void add() {
            table.add(other);
        }

        @Arbiter
        public void table(ZZ_Result result) {
            result.r1 = table.find(ONE) == null;
            result.r2 = table.find(OTHER) == other;
        }
    }

    /** A call finds nothing, or a reference that is whole. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "none yet, or all of it")
    @Outcome(expect = FORBIDDEN, desc = "a reference that is not whole")
    public static class AddAndFind {

        private final ReferenceTable<Reference> table = new ReferenceTable<>(added -> {});

        @Actor
        public void add() {
            table.add(Reference.of(ONE));
        }

        @Actor
        public void find(Z_Result result) {
            Reference found = table.find(ONE);
            result.r1 = found == null
                    || found.isRoutable()
                            && found.service().interfaceName().equals(Invokers.SERVICE)
                            && found.route() == null;
        }
    }
}
