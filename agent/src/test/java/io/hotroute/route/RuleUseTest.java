package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleUseTest {

    private static final DeclaredMethods DECLARED = DeclaredMethods.of(Orders.class);

    interface Orders {
        String getOrder(String id);

        String getOrder(String id, int depth);

        void setOrder(Map<String, String> order);
    }

    private static ServiceRoute route(String... lines) {
        return MatchTest.route("  " + String.join("\n  ", lines) + "\n").forCaller("shop", "10.1.0.1");
    }

    @Test
    void aRuleSaysHowOftenItMatched() {
        ServiceRoute route =
                route("rules:", "  - {name: get, match: {method: get*}, to: candidate}", "stickyBy: {argument: 0}");
        TestCall.of("getOrder", "x").decide(route);
        assertThat(route.use(DECLARED))
                .containsExactly("so far: get matched 1 call", "so far: weight never decided: no call came to it");
        TestCall.of("getOrder", "x").decide(route);
        TestCall.of("setOrder", "x").decide(route);
        assertThat(route.use(DECLARED)).containsExactly("so far: get matched 2 calls", "so far: weight matched 1 call");
    }

    @Test
    void aRuleWhoseCallsAllStayedSaysWhatTheCandidateLacks() {
        ServiceRoute route = route("rules:", "  - {name: get, match: {method: getOrder}, to: candidate}");
        TestCall.of("getOrder").decide(route, method -> Availability.UNAVAILABLE);
        assertThat(route.use(DECLARED))
                .first()
                .isEqualTo("so far: get matched 1 call, none of them went to the candidate: candidate-unavailable");
    }

    @Test
    void aRuleThatNeverMatchedSaysTheNearestReason() {
        ServiceRoute route = route(
                "methods: {exclude: setOrder}",
                "rules:",
                "  - {name: typo, match: {method: getOrdr}, to: candidate}",
                "  - {name: excluded, match: {method: set*}, to: candidate}",
                "  - {name: place, match: {arguments: [{index: 2, equals: x}]}, to: candidate}",
                "  - {name: path, match: {arguments: [{index: 1, path: id, equals: x}]}, to: candidate}",
                "  - {name: value, match: {arguments: [{index: 0, equals: y}]}, to: candidate}",
                "  - {name: application, match: {application: cart}, to: candidate}",
                "  - {name: address, match: {address: 10.2.*}, to: candidate}",
                "  - {name: quiet, match: {method: setOrder, attachments: {a: b}}, to: candidate}",
                "  - {name: wide, match: {method: get*}, to: baseline}",
                "  - {name: narrow, match: {method: getOrder, attachments: {a: b}}, to: candidate}");
        TestCall.of("getOrder", "x", 1).decide(route);
        assertThat(route.use(DECLARED))
                .containsExactly(
                        "so far: typo never matched: no such method in " + Orders.class.getName(),
                        "so far: excluded never matched: route.methods excludes its methods",
                        "so far: place never matched: no such argument: 2, its methods have at most 2",
                        "so far: path never matched: argument path not found in 1 call",
                        "so far: value never matched: no call met its conditions",
                        "so far: application never matched: other application, it is not about this consumer",
                        "so far: address never matched: other address, it is not about this consumer",
                        "so far: quiet never matched: route.methods excludes its methods",
                        "so far: wide matched 1 call",
                        "so far: narrow never matched: rule wide before it takes all its calls",
                        "so far: weight never decided: rule wide before it takes all its calls");
    }

    /** As triple calls an interface made of a proto file. */
    @Test
    void aMethodHasTheProtoFilesNameToo() {
        ServiceRoute route = route(
                "rules:",
                "  - {name: java, match: {method: getOrder}, to: candidate}",
                "  - {name: proto, match: {method: SetOrder}, to: candidate}",
                "  - {name: rare, match: {method: Set*, attachments: {a: b}}, to: candidate}");
        TestCall.of("GetOrder", "x").decide(route);
        assertThat(route.use(DECLARED))
                .startsWith(
                        "so far: java matched 1 call",
                        "so far: proto never matched: no call came to it",
                        "so far: rare never matched: rule proto before it takes all its calls");
        TestCall.of("SetOrder", "x").decide(route);
        assertThat(route.use(DECLARED)).contains("so far: proto matched 1 call");
    }

    @Test
    void aRuleForAnotherConsumerTakesNothing() {
        ServiceRoute route = route(
                "rules:",
                "  - {name: cart, match: {application: cart}, to: candidate}",
                "  - {name: vip, match: {method: getOrder, attachments: {a: b}}, to: candidate}",
                "  - {name: get, match: {method: getOrder}, to: candidate}");
        assertThat(route.use(DECLARED))
                .endsWith(
                        "so far: vip never matched: no call met its conditions",
                        "so far: get never matched: no call came to it",
                        "so far: weight never decided: no call came to it");
    }

    @Test
    void ofAnInterfaceThatIsNotKnownNothingIsSaid() {
        ServiceRoute route = route(
                "rules:",
                "  - {name: typo, match: {method: getOrdr}, to: candidate}",
                "  - {name: all, match: {application: shop}, to: candidate}",
                "  - {name: late, match: {method: getOrder}, to: candidate}");
        assertThat(route.use(DeclaredMethods.UNKNOWN))
                .isEqualTo(List.of(
                        "so far: typo never matched: no call came to it",
                        "so far: all never matched: no call came to it",
                        "so far: late never matched: rule all before it takes all its calls",
                        "so far: weight never decided: rule all before it takes all its calls"));
    }
}
