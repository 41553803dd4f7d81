package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static io.hotroute.it.Upgrade.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Connections;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operator moves the calls of a consumer that is pinned to 1.0.0, and moves them back: on every line and JDK, with the
 * packaged jar, over JMX, without a restart. One set of JVMs per line and JDK; the steps build on each other.
 */
class RoutingTest {

    private static final int CALLS = 400;

    private DubboLine line;
    private Jdk jdk;
    private Provider old;
    private Consumer consumer;
    private AgentControl control;

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("io.hotroute.it.Upgrade#linesAndJdks")
    void callsOfAPinnedConsumerGoWhereTheOperatorSendsThem(DubboLine line, Jdk jdk) {
        this.line = line;
        this.jdk = jdk;
        try (UpgradeSite site = new UpgradeSite(line, jdk)) {
            old = site.old;
            consumer = site.consumer;
            control = site.control;
            withoutARuleNothingMoves();
            invariant9_theShareConvergesToTheWeight();
            invariant11_goingBackIsInstant();
            invariant5_theKillSwitchWorksFromTheNextCallOn();
            invariant12_aBadChangeIsRefusedAndTheRulesStay();
            invariant8_everyCallIsCountedUnderItsRuleAndReason();
            clearedRulesMoveNothing();
            theAgentKeepsQuiet();
        }
    }

    private void withoutARuleNothingMoves() {
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.rows("Dubbos")).singleElement().satisfies(dubbo -> {
            assertThat(dubbo.get("version")).isEqualTo(line.version());
            assertThat(dubbo.get("state")).isEqualTo("woven");
        });
    }

    private void invariant9_theShareConvergesToTheWeight() {
        control.apply(Upgrade.rule("0"));
        Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
        assertThat(control.check(SERVICE))
                .contains("pass providers", "pass reachable", "pass methods", "pass protocol");
        Upgrade.assertAllOn(OLD, burst());
        for (double weight : new double[] {10, 50, 0.5}) {
            control.setWeight(SERVICE, weight);
            Upgrade.assertShare(burst(), weight);
        }
        control.setWeight(SERVICE, 100);
        Upgrade.assertAllOn(NEW, burst());
    }

    private void invariant11_goingBackIsInstant() {
        assertThat(Connections.established(consumer.jvm(), old.port()))
                .as("to the version that gets no call")
                .isPositive();
        control.rollback(SERVICE);
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.rules()).isEqualTo(Upgrade.rule("0"));
        control.setWeight(SERVICE, 100);
        Upgrade.assertAllOn(NEW, burst());
    }

    private void invariant5_theKillSwitchWorksFromTheNextCallOn() {
        control.setEnabled(false);
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.attribute("Enabled")).isEqualTo(false);
        control.setEnabled(true);
        Upgrade.assertAllOn(NEW, burst());
    }

    private void invariant12_aBadChangeIsRefusedAndTheRulesStay() {
        String inForce = control.rules();
        assertRefused(() -> control.apply(Upgrade.rule("101")), "route.weight (line 6)", "'101'", "0 to 100");
        assertRefused(() -> control.apply(Upgrade.rule("50").replace("weight", "wait")), "route.wait", "did you mean");
        assertRefused(() -> control.apply(""), "empty");
        assertRefused(() -> control.apply("a: b: c"), "not YAML");
        assertRefused(() -> control.setWeight(SERVICE, 101), "route.weight", "'101'", "0 to 100");
        assertRefused(() -> control.setWeight("io.example.Unknown", 50), "service", "'io.example.Unknown'", SERVICE);
        assertThat(control.rules()).isEqualTo(inForce);
        Upgrade.assertAllOn(NEW, burst());
        assertThat(control.lines("Audit")).anySatisfy(entry -> assertThat(entry).contains("refused", "jmx from"));
    }

    private static void assertRefused(Runnable change, String... parts) {
        assertThatThrownBy(change::run)
                .isInstanceOf(AgentControl.Refused.class)
                .message()
                .contains(parts);
    }

    private void invariant8_everyCallIsCountedUnderItsRuleAndReason() {
        long before = control.decisions("candidate", "weight");
        burst();
        assertThat(control.decisions("candidate", "weight") - before).isEqualTo(CALLS);
    }

    private void clearedRulesMoveNothing() {
        control.clear();
        Upgrade.assertAllOn(OLD, burst());
        assertThat(control.rules()).isEmpty();
    }

    private void theAgentKeepsQuiet() {
        Upgrade.assertNoFault(control);
        List<String> errors = consumer.jvm().stderr().lines().toList();
        assertThat(errors)
                .filteredOn(text -> text.contains("[hotroute]") && text.contains("Hotroute "))
                .hasSize(1);
        assertThat(errors)
                .filteredOn(text -> text.contains("[hotroute]") && text.contains("ERROR"))
                .isEmpty();
        assertThat(errors)
                .as("warnings that an agent makes a JVM print, on %s", jdk)
                .noneMatch(text -> text.contains("Sharing is only supported")
                        || text.contains("WARNING") && text.toLowerCase().contains("hotroute")
                        || text.contains("bytebuddy")
                        || text.startsWith("SLF4J"));
    }

    private CallStats burst() {
        return consumer.burst(CALLS, 4, CallMode.MIXED);
    }
}
