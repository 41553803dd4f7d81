package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decision allocates nothing, whichever compiler has or has not been at it: the call path's promise. */
class AllocationTest {

    private static final int CALLS = 50_000;
    /** Until methods and classes are known, lambdas linked and counters striped. */
    private static final int WARM_UP = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The last one matches; an argument is compared with the value of each one before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void noneByTheLastOfSoManyMatchRules(int rules) throws RuleException {
        StringBuilder route = new StringBuilder("{weight: 0, rules: [");
        for (int i = 1; i <= rules; i++) {
            route.append("{match: {method: get*, arguments: [{index: 0, equals: ")
                    .append(i == rules ? "world" : "nobody-" + i)
                    .append("}]}, to: candidate, weight: 50},");
        }
        assertAllocatesNothing(route + "]}", Decision.CANDIDATE_BY_RULE);
    }

    @Test
    void noneByWeight() throws RuleException {
        assertAllocatesNothing("{weight: 50}", Decision.CANDIDATE_BY_WEIGHT);
    }

    @Test
    void noneByAttachmentNorByASetNorForAMethodThatStays() throws RuleException {
        assertAllocatesNothing(
                "{weight: 0, methods: {exclude: set*}, rules: [{match: {attachments: {user: {in: [guest, vip]}}}, to: candidate}]}",
                Decision.CANDIDATE_BY_RULE);
    }

    @Test
    void noneByAStickyKey() throws RuleException {
        assertAllocatesNothing("{weight: 99.99, stickyBy: {argument: 0}}", Decision.CANDIDATE_BY_WEIGHT);
    }

    private static void assertAllocatesNothing(String route, Decision expected) throws RuleException {
        String text = "configVersion: v1\nkey: a.B\nbaseline: {version: 1}\ncandidate: {version: 2}\nroute: " + route;
        ServiceRoute ours = RouteTable.EMPTY
                .with(RuleParser.parse(text))
                .routes()
                .iterator()
                .next()
                .forCaller("shop", "10.0.0.1");
        TestCall get = TestCall.of("get", "world").with("user", "vip");
        TestCall set = TestCall.of("set", "other");
        decide(ours, get, set, WARM_UP);
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        decide(ours, get, set, CALLS);
        long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
        assertThat(TestCall.calls(ours, expected)).isPositive();
        assertThat(bytes).as("bytes for %d calls of %s", CALLS, route).isLessThan(CALLS);
    }

    private static void decide(ServiceRoute route, TestCall get, TestCall set, int calls) {
        for (int i = 0; i < calls; i += 2) {
            get.decide(route);
            set.decide(route);
        }
    }
}
