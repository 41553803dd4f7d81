package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final String RULES =
            """
              methods: {exclude: getSecret}
              rules:
                - {name: other-app, match: {application: cart}, to: candidate}
                - {name: other-host, match: {address: 10.2.*}, to: candidate}
                - {name: method, match: {method: set*}, to: candidate}
                - {name: no-argument, match: {arguments: [{index: 1, equals: x}]}, to: candidate}
                - {name: no-path, match: {arguments: [{index: 0, path: user.name, equals: x}]}, to: candidate}
                - {name: no-attachment, match: {attachments: {user: vip}}, to: candidate}
                - {name: value, match: {arguments: [{index: 0, path: user.id, range: {from: 100}}]}, to: candidate}
                - {name: half, match: {arguments: [{index: 0, path: user.id, range: {from: 50}}]}, to: candidate, weight: 50}
              stickyBy: {argument: 0, path: user.id}
            """;

    private final ServiceRoute route = MatchTest.route(RULES).forCaller("shop", "10.1.0.1");

    private Explanation explain(TestCall call) {
        return route.explain(TestCall.READER, call, TestCall.AVAILABLE);
    }

    @Test
    void everyRuleIsWalkedWithTheFirstReasonWhyNot() {
        Explanation explanation = explain(TestCall.of("getOrder", Map.of("user", Map.of("id", 42))));

        assertThat(explanation.lines())
                .containsExactly(
                        "a.B:1 -> 2, method getOrder",
                        "other-app: other application",
                        "other-host: other address",
                        "method: method differs",
                        "no-argument: no such argument (arguments[1]=x)",
                        "no-path: argument path not found (arguments[0].user.name=x)",
                        "no-attachment: attachment absent (attachments[user]=vip)",
                        "value: value differs (arguments[0].user.id in 100..)",
                        "half: value differs (arguments[0].user.id in 50..)",
                        "weight: no rule matched; 0% to the candidate",
                        "decision: baseline (weight)");
        assertThat(explanation.rule()).isEqualTo("weight");
        assertThat(explanation.bucket()).isEqualTo(-1);
        assertThat(explanation).hasToString(String.join("\n", explanation.lines()));
    }

    @Test
    void aMatchEndsTheWalkAndTheBucketIsShown() {
        Explanation explanation = explain(TestCall.of("getOrder", Map.of("user", Map.of("id", 77))));
        int bucket = explanation.bucket();

        assertThat(bucket).isBetween(0, 9_999);
        assertThat(explanation.lines())
                .endsWith(
                        "half: matched (half: arguments[0].user.id in 50.. => candidate 50%)",
                        "bucket: " + bucket + " of 10000, by arguments[0].user.id; the candidate gets those below 5000",
                        "decision: " + (bucket < 5_000 ? "candidate" : "baseline") + " (rule)");
        assertThat(explanation.rule()).isEqualTo("half");
    }

    @Test
    void anExcludedMethodIsSaidAtOnce() {
        assertThat(explain(TestCall.of("getSecret")).lines())
                .containsExactly(
                        "a.B:1 -> 2, method getSecret",
                        "methods: method excluded (exclude=getSecret)",
                        "decision: baseline (method-excluded)");
    }

    @Test
    void nothingIsCounted() {
        explain(TestCall.of("getOrder", Map.of("user", Map.of("id", 77))));
        explain(TestCall.of("getSecret"));

        assertThat(route.counts()).allMatch(count -> count.calls() == 0);
        assertThat(route.pathNotFound("no-path")).isZero();
    }

    @Test
    void aRandomBucketIsSaidToBeRandom() {
        ServiceRoute random = RouteTableTest.table(RouteTableTest.rule("a.B", "1", "2", "5"))
                .routes()
                .iterator()
                .next()
                .withRandom(() -> 499);
        Explanation explanation =
                random.explain(TestCall.READER, TestCall.of("get"), method -> Availability.UNAVAILABLE);

        assertThat(explanation.lines())
                .containsExactly(
                        "a.B:1 -> 2, method get",
                        "weight: no rule matched; 5% to the candidate",
                        "bucket: 499 of 10000, drawn at random; the candidate gets those below 500",
                        "decision: baseline (candidate-unavailable)");
        assertThat(explanation.bucket()).isEqualTo(-1);
    }
}
