package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static io.hotroute.it.Upgrade.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CommandLine;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rule says decides each call, on real calls of one consumer; and the agent says why. */
class RulesTest {

    private static final int CALLS = 40;

    /** By weight, where each key's calls went in the consumer that was the first. */
    private static final Map<Integer, Map<String, String>> STICKY = new HashMap<>();

    private Consumer consumer;
    private AgentControl control;

    @ParameterizedTest
    @MethodSource("io.hotroute.it.Upgrade#linesAtTheEnds")
    void eachCallGoesWhereTheRuleSendsIt(DubboLine line) {
        try (UpgradeSite site = new UpgradeSite(line, Jdk.running())) {
            consumer = site.consumer;
            control = site.control;
            byMethod();
            byArgument();
            byAttachment();
            byDubboCondition();
            byCaller();
            invariant9_stickyKeysStayWhereTheyAreAsTheWeightRises();
            excludedMethodsStay();
            explainSaysWhyAndWhere();
            whenUnavailableFail();
            Upgrade.assertNoFault(control);
        }
    }

    private void byMethod() {
        apply("weight: 0", "rules:", "  - {match: {method: \"getOrder*c\"}, to: candidate}");
        assertAllOn(NEW, orders("a", CallMode.ASYNC));
        assertAllOn(OLD, orders("a", CallMode.SYNC));
    }

    private void byArgument() {
        apply(
                "weight: 0",
                "rules:",
                "  - {match: {arguments: [{index: 0, in: [x1, x3]}]}, to: candidate}",
                "  - {match: {arguments: [{index: 0, regex: \"vip-.*\"}]}, to: candidate}");
        Map<String, String> orders = orders("x", CallMode.SYNC);
        assertThat(orders).containsEntry("x1", NEW).containsEntry("x3", NEW);
        orders.keySet().removeAll(List.of("x1", "x3"));
        assertAllOn(OLD, orders);
        assertAllOn(NEW, orders("vip-", CallMode.ASYNC));
    }

    private void byAttachment() {
        apply("weight: 0", "rules:", "  - {match: {attachments: {user: vip}}, to: candidate}");
        assertAllOn(NEW, orders("a", CallMode.SYNC, "user=vip"));
        assertAllOn(OLD, orders("a", CallMode.SYNC, "user=other"));
        assertAllOn(OLD, orders("a", CallMode.SYNC));
    }

    private void byDubboCondition() {
        apply("weight: 100", "rules:", "  - {condition: \"method=getOrder & arguments[0]=b* => baseline\"}");
        assertAllOn(OLD, orders("b", CallMode.SYNC));
        assertAllOn(NEW, orders("b", CallMode.ASYNC));
        assertAllOn(NEW, orders("c", CallMode.SYNC));
    }

    private void byCaller() {
        String own = consumer.address();
        apply("weight: 0", "rules:", "  - {match: {application: [others, order-consumer]}, to: candidate}");
        assertAllOn(NEW, orders("a", CallMode.SYNC));
        apply("weight: 0", "rules:", "  - {match: {application: order-provider}, to: candidate}");
        assertAllOn(OLD, orders("a", CallMode.SYNC));
        apply("weight: 0", "rules:", "  - {match: {address: \"" + own + "\"}, to: candidate}");
        assertAllOn(NEW, orders("a", CallMode.SYNC));
        apply("weight: 0", "rules:", "  - {match: {address: 192.0.2.1}, to: candidate}");
        assertAllOn(OLD, orders("a", CallMode.SYNC));
        apply("weight: 0", "rules:", "  - {condition: \"application=order-consumer & host=" + own + " => candidate\"}");
        assertAllOn(NEW, orders("a", CallMode.SYNC));
        apply(
                "weight: 0",
                "rules:",
                "  - {condition: \"application=order-consumer & host!=" + own + " => candidate\"}");
        assertAllOn(OLD, orders("a", CallMode.SYNC));
    }

    private void invariant9_stickyKeysStayWhereTheyAreAsTheWeightRises() {
        Map<String, String> before = new HashMap<>();
        for (int weight : new int[] {0, 20, 50, 80, 100}) {
            apply("weight: " + weight, "stickyBy: {argument: 0}");
            Map<String, String> now = consumer.orders(100, "user-", CallMode.SYNC);
            assertThat(consumer.orders(100, "user-", CallMode.ASYNC)).isEqualTo(now);
            assertThat(STICKY.computeIfAbsent(weight, first -> now))
                    .as("in every consumer's JVM, on every line, at %s", weight)
                    .isEqualTo(now);
            before.forEach((id, version) -> {
                if (version.equals(NEW)) {
                    assertThat(now).containsEntry(id, NEW);
                }
            });
            before.putAll(now);
        }
        assertAllOn(NEW, before);
    }

    private void excludedMethodsStay() {
        apply("weight: 100", "methods: {include: [\"get*\"], exclude: [getOrderAsync]}");
        assertAllOn(NEW, orders("a", CallMode.SYNC));
        assertAllOn(OLD, orders("a", CallMode.ASYNC));
        assertThat(control.decisions("baseline", "method-excluded")).isGreaterThanOrEqualTo(CALLS);
    }

    private void explainSaysWhyAndWhere() {
        apply(
                "weight: 0",
                "rules:",
                "  - {name: vip, match: {method: getOrder, attachments: {user: vip}}, to: candidate}",
                "  - {name: typo, match: {method: getOrdr}, to: candidate}",
                "  - {name: place, match: {method: getOrder, arguments: [{index: 3, equals: x}]}, to: candidate}",
                "  - {name: path, match: {method: getOrder, arguments: [{index: 0, path: id, equals: x}]}, to: candidate}",
                "  - {name: others, match: {application: others}, to: candidate}",
                "  - {name: all, match: {method: get*}, to: baseline}",
                "  - {name: late, match: {method: getOrder}, to: candidate}");
        assertAllOn(OLD, orders("a", CallMode.SYNC));
        assertThat(control.explain(SERVICE, "getOrder", List.of("x1"), List.of()))
                .contains(
                        "so far: vip never matched: no call met its conditions",
                        "so far: typo never matched: no such method in " + SERVICE,
                        "so far: place never matched: no such argument: 3, its methods have at most 1",
                        "so far: path never matched: argument path not found in ",
                        "so far: others never matched: other application, it is not about this consumer",
                        "so far: all matched ",
                        "so far: late never matched: rule all before it takes all its calls");
        apply(
                "weight: 0",
                "rules:",
                "  - {name: vip, match: {method: getOrder, attachments: {user: vip}}, to: candidate}");
        assertThat(control.explain(SERVICE, "getOrder", List.of("x1"), List.of("user=vip")))
                .contains("vip: matched", "AVAILABLE, providers ");
        assertThat(control.explain(SERVICE, "getOrder", List.of("x1"), List.of()))
                .contains("vip: ", "attachment", "weight: no rule matched");
        String pid = String.valueOf(consumer.jvm().pid());
        CommandLine explain =
                CommandLine.run(Jdk.running(), "explain", pid, SERVICE, "getOrder", "-a", "x1", "-t", "user=vip");
        assertThat(explain.exitCode()).as("%s", explain).isZero();
        assertThat(explain.stdout()).contains("vip: matched", "AVAILABLE, providers ");
        CommandLine check = CommandLine.run(Jdk.running(), "check", pid, SERVICE);
        assertThat(check.exitCode()).as("%s", check).isZero();
        assertThat(check.stdout()).contains("PASS  providers", "PASS  methods");
        CommandLine json = CommandLine.run(Jdk.running(), "check", pid, SERVICE, "--json");
        assertThat(json.exitCode()).as("%s", json).isZero();
        assertThat(json.json())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.fieldNames())
                        .toIterable()
                        .containsExactly("reference", "item", "verdict", "found", "advice"))
                .anySatisfy(row -> assertThat(row.path("item").asText() + " "
                                + row.path("verdict").asText())
                        .isEqualTo("providers pass"));
        CommandLine unknown = CommandLine.run(Jdk.running(), "check", pid, "io.example.Unknown");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.stderr()).contains("service: 'io.example.Unknown'", SERVICE);
        recentCallsAreRememberedWhenAskedFor(pid);
    }

    private void recentCallsAreRememberedWhenAskedFor(String pid) {
        orders("r", CallMode.SYNC, "user=vip");
        assertThat(control.recentCalls(SERVICE)).as("off by default").isEmpty();
        assertThat(remember(pid, 10).exitCode()).isZero();
        orders("r", CallMode.SYNC, "user=vip");
        CommandLine explain = CommandLine.run(Jdk.running(), "explain", pid, SERVICE);
        assertThat(explain.exitCode()).as("%s", explain).isZero();
        assertThat(explain.stdout().lines().toList()).hasSize(10).allSatisfy(call -> assertThat(call)
                .contains("getOrder by vip: CANDIDATE, rule, provider "));
        CommandLine tooMany = remember(pid, 1_001);
        assertThat(tooMany.exitCode()).isEqualTo(1);
        assertThat(tooMany.stderr()).contains("calls: '1001' is not allowed; allowed: 0 to 1000");
        consumer.transcript();
        assertThat(control.recentCalls(SERVICE))
                .as("of the reference that was made just now, too")
                .hasSizeGreaterThan(10);
        control.rememberCalls(SERVICE, 0);
        assertThat(control.recentCalls(SERVICE)).isEmpty();
    }

    private static CommandLine remember(String pid, int calls) {
        return CommandLine.run(Jdk.running(), "explain", pid, SERVICE, "--remember", String.valueOf(calls));
    }

    private void whenUnavailableFail() {
        String rule = rule("weight: 100", "whenUnavailable: fail")
                .replace("candidate: {version: 2.0.0}", "candidate: {version: 9.9.9}");
        control.apply(rule);
        Upgrade.awaitCandidate(consumer, control, "UNAVAILABLE");
        CommandLine check = CommandLine.run(
                Jdk.running(), "check", String.valueOf(consumer.jvm().pid()), SERVICE);
        assertThat(check.exitCode()).as("%s", check).isEqualTo(1);
        assertThat(check.stdout()).contains("FAIL  providers").contains("none -> start a provider of ");
        assertThat(orders("a", CallMode.SYNC).values())
                .allSatisfy(answer ->
                        assertThat(answer).startsWith("RpcException 6").contains("whenUnavailable: fail"));
        control.clear();
        assertAllOn(OLD, orders("a", CallMode.SYNC));
    }

    private void apply(String... route) {
        control.apply(rule(route));
        Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
    }

    private static String rule(String... route) {
        return String.join(
                "\n",
                "configVersion: v1",
                "key: " + SERVICE,
                "baseline: {version: 1.0.0}",
                "candidate: {version: 2.0.0}",
                "route:",
                "  " + String.join("\n  ", route),
                "");
    }

    private Map<String, String> orders(String prefix, CallMode mode, String... attachment) {
        return consumer.orders(CALLS, prefix, mode, attachment);
    }

    private static void assertAllOn(String version, Map<String, String> orders) {
        assertThat(orders.values()).as("%s", orders).containsOnly(version);
    }
}
