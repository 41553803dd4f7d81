package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.Murmur3;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.Weight;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTest {

    private static final long SEED = 20_260_401;
    private static final int KEYS = 20_000;
    /** Of a normal distribution, all but 1e-9 lies within this many standard deviations. */
    private static final double Z = 6.11;

    private static String text(String key, String weight, String more) {
        return "configVersion: v1\nkey: " + key + "\ncandidate: {version: 2}\nroute:\n  weight: " + weight
                + "\n  stickyBy: {argument: 0, path: user.id}\n" + more;
    }

    private static ServiceRoute route(String weight) {
        return RouteTableTest.table(text("a.B:1", weight, ""))
                .routes()
                .iterator()
                .next();
    }

    private static TestCall call(Object key) {
        return TestCall.of("get", Map.of("user", Map.of("id", key)));
    }

    private static int bucket(ServiceRoute route, Object key) {
        return route.explain(TestCall.READER, call(key), TestCall.AVAILABLE).bucket();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "1", "5", "12.34", "50", "99.99"})
    void invariant9_theShareOfKeysConvergesToTheWeight(String weight) {
        ServiceRoute route = route(weight);
        for (int i = 0; i < KEYS; i++) {
            call("user-" + i).decide(route);
        }
        double share = Double.parseDouble(weight) / 100;
        double bound = Z * Math.sqrt(KEYS * share * (1 - share)) + 1;

        assertThat((double) TestCall.calls(route, Decision.CANDIDATE_BY_WEIGHT))
                .isBetween(KEYS * share - bound, KEYS * share + bound);
    }

    @Test
    void invariant9_theSameKeyGoesToTheSameSideFromEveryConsumer() {
        ServiceRoute here = route("50").forCaller("shop", "10.0.0.1");
        ServiceRoute there = route("50").forCaller("cart", "10.0.0.2");
        Random random = new Random(SEED);
        for (int i = 0; i < KEYS; i++) {
            long key = random.nextLong() >> random.nextInt(64);
            Decision decision = call(key).decide(here);
            assertThat(call(key).decide(here)).isEqualTo(decision);
            assertThat(call(Long.toString(key)).decide(there)).as("key %d", key).isEqualTo(decision);
        }
    }

    @Test
    void invariant9_raisingTheWeightNeverMovesAKeyBack() throws RuleException {
        boolean[] candidate = new boolean[2_000];
        RuleSet rules = RouteTableTest.rules(text("a.B:1", "0", ""));
        for (int percent = 0; percent <= 100; percent++) {
            rules = rules.withWeight("a.B", Weight.ofPercent(String.valueOf(percent)));
            ServiceRoute route =
                    RouteTable.EMPTY.with(rules).routes().iterator().next();
            for (int i = 0; i < candidate.length; i++) {
                boolean now = call("user-" + i).decide(route) == Decision.CANDIDATE_BY_WEIGHT;
                assertThat(now || !candidate[i])
                        .as("key user-%d at %d%%", i, percent)
                        .isTrue();
                candidate[i] = now;
            }
        }
        assertThat(candidate).doesNotContain(false);
    }

    @Test
    void theBucketIsMurmur3OfTheKeySeededWithThatOfTheServiceKey() {
        ServiceRoute route = route("50");
        for (int i = 0; i < 1_000; i++) {
            int hash = Murmur3.hash("user-" + i, Murmur3.hash("a.B:1", 0));
            assertThat(bucket(route, "user-" + i)).isEqualTo(Integer.remainderUnsigned(hash, 10_000));
        }
    }

    /** Pinned: another number here would move users between versions at an update of the agent. */
    @ParameterizedTest
    @CsvSource({"user-1, 1575", "42, 2799", "'', 5851", "\u8ba2\u5355, 9622"})
    void theBucketOfAKeyStaysForEver(String key, int bucket) {
        assertThat(bucket(route("50"), key)).isEqualTo(bucket);
    }

    @Test
    void aNumberSticksAsItsText() {
        ServiceRoute route = route("50");
        int bucket = bucket(route, "42");

        assertThat(bucket(route, 42)).isEqualTo(bucket);
        assertThat(bucket(route, 42L)).isEqualTo(bucket);
        assertThat(bucket(route, 42.0)).isEqualTo(bucket);
        assertThat(bucket(route, new BigInteger("42"))).isEqualTo(bucket);
        assertThat(bucket(route, new StringBuilder("42"))).isEqualTo(bucket);
        assertThat(bucket(route, 42.5)).isEqualTo(bucket(route, "42.5"));
    }

    @Test
    void twoUpgradesDoNotMoveTheSameKeys() {
        ServiceRoute one = route("50");
        ServiceRoute other = RouteTableTest.table(text("a.C:1", "50", ""))
                .routes()
                .iterator()
                .next();
        int same = 0;
        for (int i = 0; i < KEYS; i++) {
            same += call(i).decide(one) == call(i).decide(other) ? 1 : 0;
        }
        assertThat((double) same).isBetween(KEYS / 2 - Z * Math.sqrt(KEYS) / 2, KEYS / 2 + Z * Math.sqrt(KEYS) / 2);
    }

    @Test
    void aCallWithoutKeyIsDecidedAtRandom() {
        ServiceRoute low = route("50").withRandom(() -> 0);
        ServiceRoute high = route("50").withRandom(() -> 9_999);

        assertThat(TestCall.of("get").decide(low)).isEqualTo(Decision.CANDIDATE_BY_WEIGHT);
        assertThat(TestCall.of("get").decide(high)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
        assertThat(call(new Object()).decide(high)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
    }

    @Test
    void aRulesWeightSticksToo() {
        ServiceRoute route = RouteTableTest.table(
                        text("a.B:1", "0", "  rules:\n  - {condition: 'method=get => candidate', weight: 30}\n"))
                .routes()
                .iterator()
                .next();
        ServiceRoute weight = route("30");
        for (int i = 0; i < KEYS; i++) {
            assertThat(call(i).decide(route).target())
                    .isEqualTo(call(i).decide(weight).target());
        }
        assertThat(route.matched("rule-1")).isEqualTo(KEYS);
    }

    @Test
    void anAttachmentCanBeTheKey() {
        ServiceRoute route = RouteTableTest.table(
                        text("a.B:1", "50", "").replace("{argument: 0, path: user.id}", "{attachment: userId}"))
                .routes()
                .iterator()
                .next();
        Explanation explanation =
                route.explain(TestCall.READER, TestCall.of("get").with("userId", "user-1"), TestCall.AVAILABLE);

        assertThat(explanation.bucket()).isEqualTo(bucket(route("50"), "user-1"));
    }
}
