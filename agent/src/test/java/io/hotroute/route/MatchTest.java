package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which calls a rule matches, and in which order. */
class MatchTest {

    private static final UUID ID = new UUID(1, 2);

    static ServiceRoute route(String fields) {
        String text = "configVersion: v1\nkey: a.B:1\ncandidate: {version: 2}\nroute:\n  weight: 0\n" + fields;
        return RouteTableTest.table(text).routes().iterator().next();
    }

    private static boolean matches(String match, TestCall call) {
        ServiceRoute route = route("  rules:\n  - match: " + match + "\n    to: candidate\n");
        Explanation explanation = route.explain(TestCall.READER, call, TestCall.AVAILABLE);
        Decision decision = call.decide(route);

        assertThat(explanation.decision()).as("%s", explanation).isEqualTo(decision);
        return decision == Decision.CANDIDATE_BY_RULE;
    }

    static class Base {
        private final String hidden;
        public final int number;

        Base(String hidden, int number) {
            this.hidden = hidden;
            this.number = number;
        }

        String unused() {
            return hidden;
        }
    }

    static final class User extends Base {
        private final byte b = 1;
        private final short s = 2;
        private final char c = 'c';
        private final long l = 4L;
        private final float f = 0.5f;
        private final double d = 1.5;
        private final boolean yes = true;
        private final Long boxed = 7L;
        private final TimeUnit unit = TimeUnit.DAYS;
        private final Object nothing = null;
        private final User friend;
        private final List<Object> items;
        private final int[] ints = {1, 2};
        private final Map<String, Object> map = Map.of("k", Map.of("user-id", 9));
        static final String CONSTANT = "x";

        User(String hidden, int number, User friend, Object... items) {
            super(hidden, number);
            this.friend = friend;
            this.items = Arrays.asList(items);
        }

        public String getVirtual() {
            return "v";
        }

        public boolean isVirtualFlag() {
            return true;
        }

        public int getCounted() {
            return 1_000;
        }

        public String getBroken() {
            throw new IllegalStateException("broken");
        }

        public String clear() {
            throw new AssertionError("no such method is called");
        }

        @Override
        public String toString() {
            return "" + b + s + c + l + f + d + yes + boxed + unit + nothing + friend + items + ints + map;
        }
    }

    record Point(int x, List<String> names) {}

    enum Level {
        GOLD {
            @Override
            public String toString() {
                return "shiny";
            }
        }
    }

    private static final User FRIEND = new User("secret", 5, null);
    private static final User USER = new User("42", 42, FRIEND, new Point(3, List.of("n")), "text", null);

    static Stream<Arguments> paths() {
        return Stream.of(
                arguments("hidden", "42"),
                arguments("number", "42"),
                arguments("b", "1"),
                arguments("s", "2"),
                arguments("c", "c"),
                arguments("l", "4"),
                arguments("f", "0.5"),
                arguments("d", "1.5"),
                arguments("yes", "true"),
                arguments("boxed", "7"),
                arguments("unit", "DAYS"),
                arguments("friend.hidden", "secret"),
                arguments("items[0].x", "3"),
                arguments("items[0].names[0]", "n"),
                arguments("items[1]", "text"),
                arguments("ints[1]", "2"),
                arguments("map.k.user-id", "9"),
                arguments("virtual", "v"),
                arguments("virtualFlag", "true"),
                arguments("counted", "1000"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathLeadsToTheValue(String path, String value) {
        String match = "{arguments: [{index: 0, path: '" + path + "', equals: '%s'}]}";

        assertThat(matches(match.formatted(value), TestCall.of("get", USER))).isTrue();
        assertThat(matches(match.formatted(value + "9"), TestCall.of("get", USER)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nothing", "missing", "friend.friend.hidden", "friend", "items", "items[2]", "items[3]", "ints[2]",
                "ints.length",
        "map.x", "map[0]", "number.x", "broken", "class", "clear", "CONSTANT", "items[0].hashCode", "hidden.value"
    })
    void aPathThatLeadsNowhereIsNoMatchAndIsCounted(String path) {
        ServiceRoute route = route(
                "  rules:\n  - {match: {arguments: [{index: 0, path: '" + path + "', regex: '.*'}]}, to: candidate}\n");
        TestCall call = TestCall.of("get", USER);

        assertThat(call.decide(route)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
        assertThat(route.pathNotFound("rule-1")).isEqualTo(1);
        assertThat(route.explain(TestCall.READER, call, TestCall.AVAILABLE)
                        .lines()
                        .get(1))
                .isEqualTo("rule-1: argument path not found (arguments[0]" + (path.startsWith("[") ? "" : ".") + path
                        + "~.*); argument path not found in 1 calls so far");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(42, "42"),
                arguments(42L, "42"),
                arguments((byte) 42, "42"),
                arguments(42.0, "42"),
                arguments(42.5f, "42.5"),
                arguments(new BigInteger("42"), "42"),
                arguments(new BigInteger("99999999999999999999"), "99999999999999999999"),
                arguments(new BigDecimal("42.50"), "42.5"),
                arguments("42", "42"),
                arguments(new StringBuilder("x"), "x"),
                arguments(true, "true"),
                arguments('x', "x"),
                arguments('\u8ba2', "\u8ba2"),
                arguments(Level.GOLD, "GOLD"),
                arguments(ID, ID.toString()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyPlainValueCanBeCompared(Object value, String text) {
        String match = "{arguments: [{index: 0, equals: '" + text + "'}]}";

        assertThat(matches(match, TestCall.of("get", value))).isTrue();
        assertThat(matches(match, TestCall.of("get", "other"))).isFalse();
        assertThat(matches(
                        "{attachments: {k: '" + text + "'}}", TestCall.of("get").with("k", value)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{method: getOrder}; true",
                "{method: 'get?rder'}; true",
                "{method: [x, 'get*']}; true",
                "{method: order}; false",
                "{arguments: [{index: 1, equals: b}]}; true",
                "{arguments: [{index: 1, equals: b}, {index: 0, equals: x}]}; false",
                "{arguments: [{index: 2, equals: b}]}; false",
                "{attachments: {user: vip}}; true",
                "{attachments: {user: {in: [x, vip]}, level: {range: {from: 3}}}}; true",
                "{attachments: {user: vip, none: x}}; false",
                "{method: getOrder, arguments: [{index: 0, equals: a}], attachments: {level: 3}}; true",
                "{application: shop}; false",
                "{address: '*'}; false"
            })
    void everythingInAMatchMustBeTrue(String match, boolean matched) {
        TestCall call = TestCall.of("getOrder", "a", "b").with("user", "vip").with("level", 3);

        assertThat(matches(match, call)).isEqualTo(matched);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "method=getOrder; true",
                "method=x,get*; true",
                "method!=getOrder; false",
                "method!=x; true",
                "method=get* & method!=getSecret; true",
                "method=get* & method!=getO*; false",
                "arguments[0]=a; true",
                "arguments[0]!=a; false",
                "arguments[0]=b,a*; true",
                "arguments[1].k=4*; true",
                "arguments[1].k!=5; true",
                "arguments[1].none!=5; false",
                "arguments[9]!=5; false",
                "attachments[user]=vip & arguments[0]=a; true",
                "attachments[none]!=vip; false"
            })
    void aConditionStringMatchesAsDubbosDoes(String condition, boolean matched) {
        ServiceRoute route = route("  rules:\n  - condition: '" + condition + " => candidate'\n");
        TestCall call =
                TestCall.of("getOrder", "a", Collections.singletonMap("k", 42)).with("user", "vip");

        assertThat(call.decide(route)).isEqualTo(matched ? Decision.CANDIDATE_BY_RULE : Decision.BASELINE_BY_WEIGHT);
    }

    @Test
    void theFirstMatchWins() {
        ServiceRoute route = route(
                """
                  rules:
                    - {name: never, match: {method: set*}, to: candidate}
                    - {name: not-you, match: {attachments: {user: bob}}, to: baseline}
                    - {name: gets, match: {method: 'get*'}, to: candidate}
                    - {name: shadowed, match: {method: getOrder}, to: baseline}
                """);

        assertThat(TestCall.of("getOrder").with("user", "bob").decide(route)).isEqualTo(Decision.BASELINE_BY_RULE);
        assertThat(TestCall.of("getOrder").with("user", "ann").decide(route)).isEqualTo(Decision.CANDIDATE_BY_RULE);
        assertThat(TestCall.of("other").decide(route)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
        assertThat(route.matched("not-you")).isEqualTo(1);
        assertThat(route.matched("gets")).isEqualTo(1);
        assertThat(route.matched("shadowed")).isZero();
        assertThat(route.matched("never")).isZero();
        assertThat(route.matched("weight")).isEqualTo(1);
        assertThat(route.matched("unknown")).isZero();
    }

    @Test
    void methodsThatAreNotIncludedOrAreExcludedGoToTheBaselineWhateverTheRules() {
        ServiceRoute route = route(
                """
                  methods: {include: [get*, list], exclude: getSecret}
                  rules:
                    - {condition: 'method=* => candidate'}
                """);

        assertThat(TestCall.of("getOrder").decide(route)).isEqualTo(Decision.CANDIDATE_BY_RULE);
        assertThat(TestCall.of("list").decide(route)).isEqualTo(Decision.CANDIDATE_BY_RULE);
        assertThat(TestCall.of("getSecret").decide(route)).isEqualTo(Decision.BASELINE_METHOD_EXCLUDED);
        assertThat(TestCall.of("order").decide(route)).isEqualTo(Decision.BASELINE_METHOD_EXCLUDED);
        assertThat(route.matched("methods")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, 10.1.2.3, CANDIDATE_BY_RULE",
        "cart-7, 10.1.2.3, CANDIDATE_BY_RULE",
        "other, 10.1.2.3, BASELINE_BY_WEIGHT",
        "shop, 10.2.2.3, BASELINE_BY_WEIGHT",
        ", 10.1.2.3, BASELINE_BY_WEIGHT",
        "shop, , BASELINE_BY_WEIGHT"
    })
    void aRuleIsForTheCallersItNames(String application, String address, Decision decision) {
        String match = "  rules:\n  - {match: {application: [shop, 'cart-*'], address: '10.1.*'}, to: candidate}\n";
        String condition = "  rules:\n  - {condition: 'application=shop,cart-* & host=10.1.* => candidate'}\n";
        ServiceRoute all = route(match);

        assertThat(TestCall.of("get").decide(all.forCaller(application, address)))
                .isEqualTo(decision);
        assertThat(TestCall.of("get").decide(route(condition).forCaller(application, address)))
                .isEqualTo(decision);
        assertThat(TestCall.calls(all, decision)).as("counted together").isEqualTo(1);
    }

    @Test
    void whatAReaderThrowsIsNoMatch() {
        ServiceRoute route =
                route("  stickyBy: {attachment: x}\n  rules:\n  - {match: {arguments: [{index: 0, equals: x}]},"
                        + " to: candidate}\n  - {match: {attachments: {x: x}}, to: candidate}\n");
        CallReader broken = new CallReader() {
            @Override
            public String method(Object call) {
                return "get";
            }

            @Override
            public int arguments(Object call) {
                throw new IllegalStateException();
            }

            @Override
            public Object argument(Object call, int index) {
                throw new StackOverflowError();
            }

            @Override
            public Object attachment(Object call, String key) {
                throw new NoClassDefFoundError();
            }
        };

        assertThat(route.decide(broken, "call", broken.method("call"), TestCall.AVAILABLE))
                .isEqualTo(Decision.BASELINE_BY_WEIGHT);
    }

    @Test
    void aMapThatRefusesTheKeyIsNoMatch() {
        TestCall call = TestCall.of("get", new TreeMap<>(Map.of(1, 2)));

        assertThat(matches("{arguments: [{index: 0, path: k, equals: x}]}", call))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AVAILABLE, CANDIDATE_BY_RULE, CANDIDATE_BY_RULE",
        "NOT_READY, BASELINE_CANDIDATE_NOT_READY, FAIL_CANDIDATE_NOT_READY",
        "UNAVAILABLE, BASELINE_CANDIDATE_UNAVAILABLE, FAIL_CANDIDATE_UNAVAILABLE",
        "LACKS_METHOD, BASELINE_CANDIDATE_LACKS_METHOD, FAIL_CANDIDATE_LACKS_METHOD"
    })
    void invariant10_anUnavailableCandidateMeansTheBaselineOrFailure(
            Availability availability, Decision baseline, Decision fail) {
        String rules = "  rules:\n  - {condition: method=get => candidate}\n";

        assertThat(TestCall.decide(route(rules), 0, availability)).isEqualTo(baseline);
        assertThat(TestCall.decide(route(rules + "  whenUnavailable: fail\n"), 0, availability))
                .isEqualTo(fail);
    }

    @Test
    void aLostCandidateIsCountedAndGoesOnAsTheRuleSays() {
        ServiceRoute baseline = route("");
        ServiceRoute fail = route("  whenUnavailable: fail\n");

        assertThat(baseline.candidateLost()).isEqualTo(Decision.BASELINE_CANDIDATE_LOST);
        assertThat(fail.candidateLost()).isEqualTo(Decision.FAIL_CANDIDATE_LOST);
        assertThat(fail.failsWhenUnavailable()).isTrue();
        assertThat(TestCall.calls(fail, Decision.FAIL_CANDIDATE_LOST)).isEqualTo(1);
        assertThat(baseline.counts())
                .filteredOn(count -> count.calls() > 0)
                .hasToString("[any BASELINE_CANDIDATE_LOST 1]");
    }

    @Test
    void moreMethodsThanAreRememberedAreDecidedAllTheSame() {
        ServiceRoute route = route("  rules:\n  - {condition: 'method=get1* => candidate'}\n");
        for (int i = 0; i < 20_000; i++) {
            TestCall.of("get" + i).decide(route);
        }

        assertThat(TestCall.of("get15000").decide(route)).isEqualTo(Decision.CANDIDATE_BY_RULE);
        assertThat(TestCall.of("get25000").decide(route)).isEqualTo(Decision.BASELINE_BY_WEIGHT);
    }
}
