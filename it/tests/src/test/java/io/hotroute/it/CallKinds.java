package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an application calls, and whatever Dubbo does for the call on the consumer's side. */
interface CallKinds extends KindsSite.Shared {

    String CALL_KEY = KindsSite.key("");
    String CALLBACKS = KindsSite.key("callbacks");
    String PRODUCTS = "mirrored/" + ShadowSite.SERVICE;
    String FEWER = KindsSite.key("fewer");

    /** Each with methods that return at once and methods that return a future. */
    @ParameterizedTest
    @ValueSource(strings = {"service", "generic", "context"})
    default void callsOfTheServiceGenericCallsAndAsyncCallsAreRouted(String as) {
        try (Ref reference = site().refer("as=" + as)) {
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(CALL_KEY, weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
        }
    }

    @Test
    default void ofGenericCallsTheRealMethodAndItsArgumentsAreMatched() {
        site().control.apply(matching(CALL_KEY, "{method: getOrder, arguments: [{index: 0, equals: x}]}"));
        try (Ref reference = site().refer("as=generic")) {
            for (String method : List.of("order", "orderAsync")) {
                assertThat(reference.answer(method + " x").asText()).isEqualTo(NEW);
                assertThat(reference.answer(method + " y").asText()).isEqualTo(OLD);
            }
            assertThat(reference.answer("unique x").asText()).startsWith("x" + OLD);
        }
    }

    private static String matching(String service, String match) {
        return Upgrade.rule(service, "0") + "  rules:\n    - {match: " + match + ", to: candidate}\n";
    }

    /** Of calls with a bean, and of generic calls with a map in its place. */
    @ParameterizedTest
    @CsvSource({"service, price", "generic, price_deep_generic"})
    default void pathsLeadThroughBeansListsAndMapsToWhatIsMatched(String as, String call) {
        site().assumeOldestOrNewestLine();
        try (Ref reference = site().consumer.refer("type=ProductService", "group=mirrored", "as=" + as)) {
            for (String part : List.of(
                    "path: name, regex: \"product p.*\"",
                    "path: \"tags[2]\", equals: heavy",
                    "path: \"parts[1].id\", equals: b",
                    "path: \"parts[2].quantity\", range: {from: 3, to: 3}",
                    "path: \"labels.de[1]\", in: [rot, blau]")) {
                assertThat(served(reference, call, part)).as(part).isEqualTo(2);
            }
            for (String part : List.of(
                    "path: nam, equals: product p1",
                    "path: \"tags[3]\", equals: heavy",
                    "path: \"parts[0].id\", equals: b",
                    "path: \"parts[2].quantity\", range: {from: 4}",
                    "path: \"labels.fr[1]\", in: [rot, blau]")) {
                assertThat(served(reference, call, part)).as(part).isZero();
            }
        }
    }

    /** @return how many of two calls the candidate serves if those match whose argument has such a part */
    private int served(Ref reference, String call, String part) {
        site().control.apply(matching(PRODUCTS, "{method: \"priced*\", arguments: [{index: 0, " + part + "}]}"));
        site().await("calls").untilAsserted(() -> assertThat(
                        reference.call("call " + call + " ready").has("exception"))
                .isFalse());
        site().awaitCandidates("AVAILABLE");
        int before = site().candidate.seen("mirrored").allUsers();
        assertThat(reference.answer("call " + call + " p1").asText()).isEqualTo("usual");
        assertThat(reference.answer("call " + call + " p2").asText()).isEqualTo("usual");
        return site().candidate.seen("mirrored").allUsers() - before;
    }

    @Test
    default void oneWayCallsAreRouted() {
        String key = UUID.randomUUID().toString();
        try (Ref reference = site().refer("method.note.return=false")) {
            site().control.setWeight(CALL_KEY, 100);
            assertThat(reference.answer("note " + key).asText()).isEqualTo("sent");
            site().await("one-way call")
                    .until(() -> reference.answer("attemptsSeen " + key).asInt() == 1);
            site().control.rollback(CALL_KEY);
            assertThat(reference.answer("attemptsSeen " + key).asInt()).isZero();
        }
    }

    @Test
    default void callbackArgumentsAreCalledByTheVersionThatWasCalled() {
        Assumptions.assumeTrue(site().line != DubboLine.V3_1, "its callbacks do not work, with or without the agent");
        try (Ref reference = site().refer("group=callbacks", "method.listen.callback=1")) {
            // Once each: 3.0 allows one callback for each connection, whatever is configured.
            site().control.setWeight(CALLBACKS, 100);
            assertThat(reference.answer("listen").asText()).isEqualTo(NEW);
            site().control.rollback(CALLBACKS);
            assertThat(reference.answer("listen").asText()).isEqualTo(OLD);
        }
    }

    @Test
    default void onInvokeOnReturnAndOnThrowAreToldOnceWhicheverVersionServes() {
        try (Ref reference = site().refer("group=callbacks", "events=true")) {
            reference.answer("events");
            assertEvents(reference, OLD);
            site().control.setWeight(CALLBACKS, 100);
            assertEvents(reference, NEW);
            site().control.rollback(CALLBACKS);
            assertEvents(reference, OLD);
        }
    }

    private void assertEvents(Ref reference, String version) {
        assertThat(reference.answer("order a").asText()).isEqualTo(version);
        assertEvents(reference, List.of("invoke a", "return " + version + " a"));
        assertThat(reference.call("fail b").path("exception").asText()).isEqualTo("OrderException");
        assertEvents(reference, List.of("invoke b", "throw b b"));
    }

    private void assertEvents(Ref reference, List<String> expected) {
        // They may come after the answer, on another thread.
        StringBuilder events = new StringBuilder();
        site().await("events " + expected).untilAsserted(() -> {
            reference.answer("events").forEach(event -> events.append(event.asText())
                    .append(';'));
            assertThat(events.toString()).isEqualTo(String.join(";", expected) + ";");
        });
    }

    @Test
    default void attachmentsGoBothWays() {
        try (Ref reference = site().refer()) {
            site().control.setWeight(CALL_KEY, 100);
            JsonNode both = reference.answer("attachments");
            assertThat(both.path("there").path("client-attachment").asText()).isEqualTo("set");
            assertThat(both.path("back").asText()).isEqualTo("from " + NEW);
        }
    }

    @Test
    default void aMethodsOwnTimeOutHolds() {
        try (Ref reference = site().refer("method.slow.timeout=500", "method.slow.retries=0")) {
            site().control.setWeight(CALL_KEY, 100);
            long start = System.nanoTime();
            assertThat(reference.call("slow 3000").path("code").asInt())
                    .as("time-out")
                    .isEqualTo(2);
            assertThat(System.nanoTime() - start).isLessThan(2_500_000_000L);
            assertThat(reference.answer("slow 1").asText()).isEqualTo("slept");
        }
    }

    @Test
    default void aStickyReferenceSticksWithinEachVersion() {
        try (Ref reference = site().refer("group=pair", "sticky=true")) {
            site().control.setWeight(KindsSite.key("pair"), 50);
            CallStats stats = reference.burst(KindsSite.CALLS, 1, CallMode.SYNC);
            Upgrade.assertShare(stats, 50);
            Map<Integer, Long> ports =
                    reference.burst(KindsSite.CALLS, 1, CallMode.SYNC).ports();
            site().control.setWeight(KindsSite.key("pair"), 100);
            stats = reference.burst(KindsSite.CALLS, 1, CallMode.SYNC);
            Upgrade.assertAllOn(NEW, stats);
            assertThat(stats.ports()).as("one of two providers").hasSize(1);
            assertThat(ports).containsKey(stats.ports().keySet().iterator().next());
        }
    }

    @Test
    default void mocksStandInAsBefore() {
        try (Ref forced = site().consumer.refer("mock=force:return+mocked");
                Ref failing = site().refer("method.slow.timeout=300", "retries=0", "mock=fail:return+mocked")) {
            site().control.setWeight(CALL_KEY, 100);
            long before = site().decisions();
            assertThat(forced.answer("unique a").asText()).isEqualTo("mocked");
            assertThat(site().decisions()).as("a forced mock makes no call").isEqualTo(before);
            assertThat(failing.answer("slow 2000").asText()).isEqualTo("mocked");
            assertThat(failing.answer("unique a").asText()).startsWith("a" + NEW);
        }
    }

    @Test
    default void validationRefusesAsBefore() {
        try (Ref reference = site().refer("validation=sample")) {
            for (double weight : new double[] {0, 100}) {
                site().control.setWeight(CALL_KEY, weight);
                assertThat(reference.call("unique invalid").path("message").asText())
                        .contains("invalid");
                assertThat(reference.answer("unique a").asText()).startsWith("a" + (weight == 0 ? OLD : NEW));
            }
        }
    }

    @Test
    default void aStubStandsBeforeEachVersion() {
        try (Ref reference = site().refer("stub=io.hotroute.it.samples.KindsServiceStub")) {
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(CALL_KEY, weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
            assertThat(reference.answer("unique a").asText()).startsWith("stub a" + OLD);
            site().control.setWeight(CALL_KEY, 100);
            assertThat(reference.answer("unique a").asText()).startsWith("stub a" + NEW);
        }
    }

    /** Invariant 10. */
    @Test
    default void aMethodThatTheCandidateLacksStaysOnTheBaselineOrFailsIfTheRuleSaysSo() {
        try (Ref reference = site().refer("group=fewer");
                Ref generic = site().refer("group=fewer", "as=generic")) {
            assertThat(site().control.checkFindings(FEWER)).anySatisfy(line -> assertThat(line)
                    .startsWith("warn methods: missing [")
                    .contains("unique")
                    .doesNotContain("getOrder,"));
            site().control.setWeight(FEWER, 100);
            long before = site().control.decisions("baseline", "candidate-lacks-method");
            for (int i = 0; i < 10; i++) {
                assertThat(reference.answer("order x").asText()).isEqualTo(NEW);
                assertThat(generic.answer("order x").asText()).isEqualTo(NEW);
                assertThat(reference.answer("unique a").asText()).startsWith("a" + OLD);
                assertThat(reference.answer("orderAsync x").asText()).isEqualTo(OLD);
                assertThat(generic.answer("unique a").asText()).startsWith("a" + OLD);
            }
            assertThat(site().control.decisions("baseline", "candidate-lacks-method") - before)
                    .isEqualTo(30);

            site().control.apply(Upgrade.rule(FEWER, "100") + "  whenUnavailable: fail\n");
            assertThat(reference.answer("order x").asText()).isEqualTo(NEW);
            JsonNode failed = reference.call("unique a");
            assertThat(failed.path("exception").asText()).as("%s", failed).isEqualTo("RpcException");
            assertThat(failed.path("message").asText())
                    .contains("lacks the method unique", "says whenUnavailable: fail");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldtoken", "newtoken"})
    default void aTokenOfOneVersionOnlyIsGivenToThatVersion(String group) {
        try (Ref reference = site().refer("group=" + group)) {
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(KindsSite.key(group), weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
        }
    }

    /** Dubbo's cache stands below the decision: each version has its own. */
    @Test
    default void aCachedAnswerIsOfTheVersionThatTheRuleSays() {
        try (Ref reference = site().refer("cache=lru")) {
            String first = cached(reference, "a");
            assertThat(first).startsWith("a" + OLD);
            site().control.setWeight(CALL_KEY, 100);
            assertThat(cached(reference, "a")).startsWith("a" + NEW);
            site().control.rollback(CALL_KEY);
            assertThat(cached(reference, "a")).isEqualTo(first);
        }
    }

    /** Dubbo's LRU cache keeps what it is given for the second time. */
    private static String cached(Ref reference, String argument) {
        reference.answer("unique " + argument);
        reference.answer("unique " + argument);
        String answer = reference.answer("unique " + argument).asText();
        assertThat(reference.answer("unique " + argument).asText()).isEqualTo(answer);
        return answer;
    }
}
