package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentControl.Refused;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.JmxClient;
import io.hotroute.it.harness.KindsConsumer;
import io.hotroute.it.harness.KindsConsumer.Ref;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls that were taken off a candidate, mostly by an operator: that is quick. */
@ParameterizedClass
@EnumSource(
        value = DubboLine.class,
        names = {"V2_7", "V3_3"})
class DegradeActionsTest {

    private static final String SERVICE = KindsSite.SERVICE;
    private static final String FALLBACKS =
            "{action: fallback, warmUp: 0s, methods: {exclude: [brokenThere]}, fallback: ["
                    + "{method: [getOrder, getOrderAsync], value: {id: a, version: fallback, providerPort: 1}},"
                    + "{method: merged, value: [a, b]},"
                    + "{method: attemptsSeen, value: 7},"
                    + "{method: attachments, value: {a: b}},"
                    + "{method: unique, exception: {type: java.lang.IllegalStateException, message: sorry}},"
                    + "{method: fail, exception: {type: io.hotroute.it.samples.OrderException, message: declared}}]}";

    private static EmbeddedZooKeeper zooKeeper;
    private static KindsProvider old;
    private static KindsProvider others;
    private static KindsConsumer consumer;
    private static AgentControl control;

    /** The line is the site's. */
    DegradeActionsTest(DubboLine ignored) {}

    @BeforeParameterizedClassInvocation
    static void start(DubboLine line) {
        zooKeeper = EmbeddedZooKeeper.start();
        SampleSite site = new SampleSite(line, Jdk.running(), zooKeeper.registry());
        ForkedJvm[] jvms = {
            site.startKindsProvider(
                    "version=1.0.0;group=alone version=1.0.0;group=rush version=1.0.0", UnaryOperator.identity()),
            site.startKindsProvider(
                    "version=2.0.0;version=3.0.0;group=alone version=3.0.0;group=rush version=2.0.0",
                    UnaryOperator.identity()),
            site.startKindsConsumer(jvm -> jvm.javaAgent(AgentJar.path()))
        };
        old = KindsProvider.await(jvms[0]);
        others = KindsProvider.await(jvms[1]);
        consumer = KindsConsumer.await(jvms[2]);
        try (Ref first = consumer.refer()) {
            // Without a reference there is no Dubbo that the agent would show itself for.
            control = AgentControl.connect(consumer.jvm());
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        Stream.of(control, consumer, others, old, zooKeeper).forEach(DegradeActionsTest::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void reset() {
        assertThat(control.attribute("Faults"))
                .as("%s", control.attribute("LastFault"))
                .isEqualTo(0L);
        control.clear();
    }

    private static String rule(String degrade) {
        return Upgrade.rule(SERVICE, "100") + "degrade: " + degrade + "\n";
    }

    /** Applies a rule that gives all calls to 2.0.0, and makes a reference whose calls go there. */
    private static Ref refer(String degrade, String... settings) {
        control.apply(rule(degrade));
        Ref reference = consumer.refer(settings);
        await("2.0.0").until(() -> version(reference).equals("2.0.0"));
        return reference;
    }

    private static String version(Ref reference) {
        return reference.call("order a").path("answer").asText();
    }

    /** Takes the calls off 2.0.0. */
    private static void degrade() {
        control.degrade(SERVICE);
        awaitLimit(0.0);
    }

    private static void awaitLimit(double percent) {
        await("a limit of " + percent).untilAsserted(() -> assertThat(control.rows("Guards"))
                .filteredOn(row -> row.get("side").equals("candidate"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("limitPercent")).isEqualTo(percent)));
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what + " in\n" + consumer.jvm().output())
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30));
    }

    @Test
    void callsGoBackToTheBaselineAndToTheCandidateAgain() {
        try (Ref reference = refer("{warmUp: 0s}")) {
            degrade();
            assertThat(version(reference)).isEqualTo("1.0.0");
            control.restore(SERVICE);
            await("2.0.0").until(() -> version(reference).equals("2.0.0"));
        }
    }

    @Test
    void aMethodThatIsCalledForTheFirstTimeIsDegradedToo() {
        try (Ref reference = refer("{warmUp: 0s}")) {
            degrade();
            await("1.0.0").until(() -> reference.answer("unique a").asText().startsWith("a1.0.0"));
        }
    }

    @Test
    void callsGoToTheBackup() {
        try (Ref reference = refer("{warmUp: 0s, action: backup, backup: {version: 3.0.0}}")) {
            degrade();
            await("3.0.0").until(() -> version(reference).equals("3.0.0"));
            await("3.0.0").until(() -> reference.answer("orderAsync a").asText().equals("3.0.0"));
        }
    }

    /** The old version is slow under the calls that come back: most of them stay where they were, and soon none. */
    @Test
    void noMoreCallsGoBackThanTheBaselineUsuallyHas() {
        control.apply(Upgrade.rule(KindsSite.key("rush"), "100")
                + "degrade: {warmUp: 0s, consecutiveErrors: 5, routeBack: {ratio: 1, floor: 2}}\n");
        old.behave("rush", "well 0");
        others.behave("rush", "well 0");
        try (Ref reference = consumer.refer("group=rush", "retries=0", "timeout=5000")) {
            await("2.0.0").until(() -> version(reference).equals("2.0.0"));
            reference.startTraffic(40, 4, CallMode.ASYNC);
            await("usual calls").pollDelay(Duration.ofSeconds(3)).until(() -> true);
            old.behave("rush", "well 2000");
            others.behave("rush", "reject");
            await("calls that stay").until(() -> stayed() > 200);
            assertThat(old.callsBySecond("rush").values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isBetween(1, (int) stayed());

            old.behave("rush", "well 0");
            await("all calls back").until(() -> {
                long before = stayed();
                await("calls").pollDelay(Duration.ofMillis(500)).until(() -> true);
                return stayed() == before;
            });
            reference.stopTraffic();
        }
    }

    private static long stayed() {
        return control.decisions("candidate", "route-back-full");
    }

    @Test
    void callsFail() {
        try (Ref reference = refer("{warmUp: 0s, action: fail}")) {
            degrade();
            JsonNode failure = reference.call("order a");
            assertThat(failure.path("exception").asText()).isEqualTo("RpcException");
            assertThat(failure.path("message").asText()).contains(SERVICE, "action: fail");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "generic", "context"})
    void callsAreAnsweredWithTypedValues(String as) {
        try (Ref reference = refer(FALLBACKS, "as=" + as)) {
            call(reference);
            degrade();
            assertThat(version(reference)).isEqualTo("fallback");
            assertThat(reference.answer("attemptsSeen a").asInt()).isEqualTo(7);
            assertThat(reference.answer("merged").toString()).isEqualTo("[\"a\",\"b\"]");
            assertThat(reference.call("unique a").path("message").asText()).contains("sorry");
            assertThat(reference.call("fail a").path("message").asText()).contains("declared");
            assertThat(reference.answer("slow 1").asText())
                    .as("without a fallback")
                    .isEqualTo("slept");
            if (!as.equals("generic")) {
                assertThat(reference.answer("orderAsync a").asText()).isEqualTo("fallback");
                assertThat(reference.call("unique a").path("exception").asText())
                        .isEqualTo("IllegalStateException");
                assertThat(reference.call("fail a").path("exception").asText()).isEqualTo("OrderException");
                assertThat(reference.answer("attachments").path("there").toString())
                        .isEqualTo("{\"a\":\"b\"}");
            }
        }
    }

    /** So that each method has a guard. */
    private static void call(Ref reference) {
        for (String command :
                new String[] {"attemptsSeen a", "merged", "unique a", "fail a", "slow 1", "orderAsync a", "attachments"
                }) {
            reference.call(command);
        }
    }

    @Test
    void aMethodThatTheRuleExcludesIsNotTouched() {
        try (Ref reference = refer(FALLBACKS)) {
            degrade();
            assertThat(reference.answer("brokenThere a").asText()).isEqualTo("2.0.0");
            assertThat(control.rows("Guards"))
                    .noneMatch(row -> row.get("method").equals("brokenThere"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{method: attemptsSeen, value: nonsense} | attemptsSeen: nonsense is no int",
                "{method: attemptsSeen, value: null} | attemptsSeen: null is no int",
                "{method: getOrder, value: 5} | getOrder: 5 is no",
                "{method: getOrderAsync, value: 5} | getOrderAsync: 5 is no",
                "{method: merged, value: {a: b}} | merged: {a=b} is no",
                "{method: getOrder, exception: {type: com.example.Nope}} | getOrder: there is no class com.example.Nope",
                "{method: getOrder, exception: {type: java.io.IOException}} | getOrder: getOrder does not throw java.io.IOException"
            })
    void aFallbackThatDoesNotFitIsRefused(String fallback, String problem) {
        try (Ref reference = refer("{warmUp: 0s}")) {
            String before = control.rules();
            assertThatThrownBy(() -> control.apply(rule("{action: fallback, fallback: [" + fallback + "]}")))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("degrade.fallback[0]: does not fit " + problem);
            assertThat(control.rules()).isEqualTo(before);
        }
    }

    @Test
    void oneWayCallsAreLeftInPeace() {
        String key = UUID.randomUUID().toString();
        try (Ref reference = refer("{warmUp: 0s}", "method.note.return=false")) {
            assertThat(reference.answer("note " + key).asText()).isEqualTo("sent");
            await("one-way call")
                    .until(() -> reference.answer("attemptsSeen " + key).asInt() == 1);
            await("its guard").untilAsserted(() -> assertThat(control.rows("Guards"))
                    .filteredOn(row ->
                            row.get("method").equals("note") && row.get("side").equals("candidate"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("calls")).isEqualTo(1L))
                    .satisfies(row -> assertThat(row.get("errors")).isEqualTo(0L)));
            degrade();
            assertThat(reference.answer("note " + key).asText()).isEqualTo("sent");
        }
    }

    @Test
    void theKillSwitchAndAnotherWeightLeaveTheGuardAsItIs() {
        try (Ref reference = refer(FALLBACKS)) {
            degrade();
            control.setEnabled(false);
            assertThat(version(reference)).isEqualTo("1.0.0");
            control.setEnabled(true);
            assertThat(version(reference)).isEqualTo("fallback");
            control.setWeight(SERVICE, 0);
            assertThat(version(reference)).isEqualTo("1.0.0");
            control.setWeight(SERVICE, 100);
            assertThat(version(reference)).isEqualTo("fallback");
        }
    }

    @Test
    void detachedWhileDegradedItLeavesNothing() {
        try (Ref reference = refer(FALLBACKS);
                JmxClient client = JmxClient.connect(consumer.jvm())) {
            degrade();
            assertThat(version(reference)).isEqualTo("fallback");
            assertThat(control.detach()).isEmpty();
            assertThat(version(reference)).isEqualTo("1.0.0");
            JvmFootprint footprint = JvmFootprint.of(client);
            assertThat(footprint.agentThreads()).isEmpty();
            assertThat(footprint.mbeans()).isEmpty();
            assertThat(footprint.loaders()).isEmpty();
        } finally {
            AgentJar.load(consumer.jvm(), "");
            await("the agent again").until(control::isRegistered);
        }
    }

    @Test
    void withoutACandidateErrorsInARowTakeTheServicesOwnCallsAway() {
        control.apply(alone("consecutiveErrors: 5, action: backup, backup: {version: 3.0.0}"));
        try (Ref reference = consumer.refer("group=alone", "retries=0")) {
            await("1.0.0").until(() -> version(reference).equals("1.0.0"));
            others.behave("alone", "well 0");
            old.behave("alone", "reject");
            await("3.0.0").until(() -> version(reference).equals("3.0.0"));
            assertThat(control.events(KindsSite.key("alone") + ":1.0.0")).anySatisfy(event -> assertThat(event.text())
                    .contains("getOrder baseline: CLOSED -> OPEN: ", "errors in a row, allowed 4"));
            old.behave("alone", "well 0");
            await("1.0.0").until(() -> version(reference).equals("1.0.0"));
        }
    }

    @Test
    void withoutACandidateALatencyTakesTheServicesOwnCallsAway() {
        control.apply(alone("latency: {percentile: 50, above: 300ms}, action: fallback, "
                + "fallback: [{method: getOrder, value: {id: a, version: fallback, providerPort: 1}}]"));
        old.behave("alone", "well 0");
        try (Ref reference = consumer.refer("group=alone")) {
            await("1.0.0").until(() -> version(reference).equals("1.0.0"));
            old.behave("alone", "well 600");
            reference.startTraffic(20, 20, CallMode.SYNC);
            await("fallback").until(() -> reference.trafficStats().versions().containsKey("fallback"));
            assertThat(reference.stopTraffic().errors()).isZero();
        }
    }

    private static String alone(String degrade) {
        return "configVersion: v1\nkey: " + KindsSite.key("alone") + "\nbaseline: {version: 1.0.0}\ndegrade: {"
                + degrade + ", backOff: {first: 1s}}\n";
    }
}
