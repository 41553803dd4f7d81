package io.hotroute.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.rule.ServiceKey;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final ServiceKey SERVICE = ServiceKey.of(null, "a.B", "1");

    static String rule(String key, String baseline, String candidate, String weight) {
        return "---\nconfigVersion: v1\nkey: " + key + "\nbaseline: {version: " + baseline + "}\ncandidate: {version: "
                + candidate + "}\nroute: {weight: " + weight + "}\n";
    }

    static RuleSet rules(String text) {
        try {
            return RuleParser.parse(text);
        } catch (RuleException e) {
            throw new AssertionError(e);
        }
    }

    static RouteTable table(String text) {
        return RouteTable.EMPTY.with(rules(text));
    }

    @Test
    void aReferenceFindsItsOwnRouteOnly() {
        RouteTable table = table(rule("a.B", "1", "2", "5") + rule("g/a.B", "1", "3", "5"));

        assertThat(table.isEmpty()).isFalse();
        assertThat(table.find(SERVICE).candidate().version()).isEqualTo("2");
        assertThat(table.find(ServiceKey.of("g", "a.B", "1")).candidate().version())
                .isEqualTo("3");
        assertThat(table.find(ServiceKey.of(null, "a.B", "2"))).isNull();
        assertThat(table.find(ServiceKey.of(null, "a.B", null))).isNull();
        assertThat(table.find(ServiceKey.of("h", "a.B", "1"))).isNull();
        assertThat(table.routes())
                .extracting(route -> route.candidate().version())
                .containsExactly("2", "3");
    }

    @Test
    void aReferenceWithoutVersionFindsTheRuleThatWritesItAsZeros() {
        assertThat(table(rule("a.B", "0.0.0", "1", "5")).find(ServiceKey.of("", "a.B", "")))
                .isNotNull();
    }

    @Test
    void aDisabledRuleHasNoRoute() {
        RouteTable table = table(rule("a.B", "1", "2", "100") + "enabled: false\n");

        assertThat(table.isEmpty()).isTrue();
        assertThat(table.find(SERVICE)).isNull();
    }

    @Test
    void countersGoOnWhenTheServiceKeepsARuleAndTheOldTableStaysAsItWas() {
        RouteTable before = table(rule("a.B", "1", "2", "5"));
        TestCall.decide(before.find(SERVICE), 0, Availability.AVAILABLE);
        RouteTable after = before.with(rules(rule("a.B", "1", "3", "0")));
        TestCall.decide(after.find(SERVICE), 0, Availability.AVAILABLE);

        assertThat(TestCall.calls(after.find(SERVICE), Decision.CANDIDATE_BY_WEIGHT))
                .isEqualTo(1);
        assertThat(TestCall.calls(after.find(SERVICE), Decision.BASELINE_BY_WEIGHT))
                .isEqualTo(1);
        assertThat(before.find(SERVICE).candidate().version()).isEqualTo("2");
        assertThat(after.find(SERVICE).candidate().version()).isEqualTo("3");
    }

    @Test
    void countersGoWithTheService() {
        RouteTable before = table(rule("a.B", "1", "2", "5"));
        TestCall.decide(before.find(SERVICE), 0, Availability.AVAILABLE);
        RouteTable again = before.with(rules(rule("a.C", "1", "2", "5"))).with(rules(rule("a.B", "1", "2", "5")));

        assertThat(TestCall.calls(again.find(SERVICE), Decision.CANDIDATE_BY_WEIGHT))
                .isZero();
    }

    @Test
    void aReferenceOfAnyVersionFindsTheRuleForAnyVersionOnly() {
        RouteTable table = table(rule("a.B", "1", "2", "5") + rule("a.B:*", "1", "3", "5"));

        assertThat(table.find(ServiceKey.of(null, "a.B", "*")).candidate().version())
                .isEqualTo("3");
        assertThat(table.find(SERVICE).candidate().version()).isEqualTo("2");
        assertThat(table(rule("a.B:*", "1", "3", "5")).find(SERVICE)).isNull();
        assertThat(table(rule("a.B", "1", "3", "5")).find(ServiceKey.of(null, "a.B", "*")))
                .isNull();
    }

    @Test
    void ofSeveralRulesTheEnabledOneWithTheHighestPriorityIsInForce() {
        String low = rule("a.B", "1", "2", "5") + "priority: -1\n";
        String middle = rule("a.B", "1", "3", "5");
        String high = rule("a.B", "1", "4", "5") + "priority: 7\n";
        for (String text : new String[] {low + middle + high, high + middle + low, middle + high + low}) {
            assertThat(table(text).find(SERVICE).candidate().version()).isEqualTo("4");
            assertThat(table(text.replace("priority: 7\n", "priority: 7\nenabled: false\n"))
                            .find(SERVICE)
                            .candidate()
                            .version())
                    .isEqualTo("3");
            assertThat(table(text).routes()).hasSize(1);
        }
    }

    @Test
    void aRulesCountersGoOnWithItsName() {
        String rules = rule("a.B", "1", "2", "5")
                .replace("weight: 5", "weight: 5, rules: [{name: vip, match: {method: get}," + " to: candidate}]");
        RouteTable before = table(rules);
        TestCall.of("get").decide(before.find(SERVICE));
        RouteTable after = before.with(rules(rules.replace("to: candidate", "to: baseline")));
        TestCall.of("get").decide(after.find(SERVICE));

        assertThat(after.find(SERVICE).matched("vip")).isEqualTo(2);
        assertThat(before.with(rules(rules.replace("vip", "other")))
                        .find(SERVICE)
                        .matched("other"))
                .isZero();
    }

    @Test
    void noRulesAreNoRoutes() {
        assertThat(table(rule("a.B", "1", "2", "5")).with(RuleSet.EMPTY).isEmpty())
                .isTrue();
        assertThat(RouteTable.EMPTY.isEmpty()).isTrue();
    }

    /** By it Dubbo 2.7 is woven in another place: not for rules that can't be about such references. */
    @Test
    void onlyRulesThatNameAddressesOrNoCandidateAreAboutReferencesByAddress() {
        String byRegistry = rule("a.B", "1", "2", "5");
        String byAddress = byRegistry.replace("version: 2", "version: 2, addresses: [\"10.0.0.1:20880\"]");
        String guard = "configVersion: v1\nkey: a.B:1\ndegrade: {action: fail, errorPercent: 20}\n";

        assertThat(byAddress).isNotEqualTo(byRegistry);
        assertThat(table(byRegistry).hasRoutesByAddress()).isFalse();
        assertThat(RouteTable.EMPTY.hasRoutesByAddress()).isFalse();
        assertThat(table(byAddress).hasRoutesByAddress()).isTrue();
        assertThat(table(guard).hasRoutesByAddress()).isTrue();
    }

    @Test
    void invariant11_aPublishedTableIsTheOneInForce() {
        LiveRoutes live = new LiveRoutes();
        assertThat(live.table()).isSameAs(RouteTable.EMPTY);

        RouteTable next = table(rule("a.B", "1", "2", "5"));
        live.publish(next);
        assertThat(live.table()).isSameAs(next);
    }
}
