package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests have in common: the upgrade of the sample service from 1.0.0 to 2.0.0. */
final class Upgrade {

    static final String SERVICE = "io.hotroute.it.samples.OrderService";
    static final String OLD = "1.0.0";
    static final String NEW = "2.0.0";
    private static final boolean ALL_LINES = Boolean.getBoolean("hotroute.it.allLines");

    /** Two-sided, about one in a billion: a test that fails by chance would be seen once in a lifetime. */
    private static final double SIGMAS = 6.1;

    private Upgrade() {}

    /** Of main paths: every line, and on a newer JDK than the running one the oldest and the newest of them. */
    static Stream<Arguments> linesAndJdks() {
        Stream<Arguments> onNewer = Jdk.all().stream()
                .filter(jdk -> !jdk.equals(Jdk.running()))
                .flatMap(jdk -> linesAtTheEnds().map(line -> Arguments.of(line, jdk)));
        return Stream.concat(Stream.of(DubboLine.values()).map(line -> Arguments.of(line, Jdk.running())), onNewer);
    }

    /** The lines at the ends on the running JDK, and the newest on the newest. */
    static Stream<Arguments> linesAtTheEndsAndTheNewestJdk() {
        Stream<Arguments> onRunning = linesAtTheEnds().map(line -> Arguments.of(line, Jdk.running()));
        Jdk newest = Jdk.newestInstalled();
        return newest.equals(Jdk.running())
                ? onRunning
                : Stream.concat(onRunning, Stream.of(Arguments.of(DubboLine.V3_3, newest)));
    }

    /** Of all that is no main path: the oldest line and the newest. Every line with the profile {@code all-lines}. */
    static Stream<DubboLine> linesAtTheEnds() {
        return ALL_LINES ? Stream.of(DubboLine.values()) : Stream.of(DubboLine.V2_7, DubboLine.V3_3);
    }

    /** Of what knows nothing of Dubbo, and is slow. The oldest line as well with the profile {@code all-lines}. */
    static Stream<DubboLine> newestLine() {
        return ALL_LINES ? Stream.of(DubboLine.V2_7, DubboLine.V3_3) : Stream.of(DubboLine.V3_3);
    }

    static String rule(String weight) {
        return rule(SERVICE, weight);
    }

    static String rule(String service, String weight) {
        return String.join(
                "\n",
                "configVersion: v1",
                "key: " + service,
                "baseline: {version: 1.0.0}",
                "candidate: {version: 2.0.0}",
                "route:",
                "  weight: " + weight + " # percent",
                "");
    }

    /** Calls until the reference is known, and waits until its candidate is in this state. */
    static void awaitCandidate(Consumer consumer, AgentControl control, String state) {
        Awaitility.await("candidate " + state + " in\n" + consumer.jvm().output())
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    consumer.burst(1);
                    assertThat(control.candidateStates()).isNotEmpty().allSatisfy(actual -> assertThat(actual)
                            .startsWith(state));
                });
    }

    static void awaitAllOn(String version, Consumer consumer) {
        Awaitility.await("all calls on " + version + " in\n" + consumer.jvm().output())
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertAllOn(version, consumer.burst(20)));
    }

    static void assertNoFault(AgentControl control) {
        assertThat(control.attribute("Faults"))
                .as("%s", control.attribute("LastFault"))
                .isEqualTo(0L);
    }

    static void assertAllOn(String version, CallStats stats) {
        assertThat(stats.errors()).as("%s", stats).isZero();
        assertThat(stats.versions()).as("%s", stats).containsOnlyKeys(version);
    }

    /** The share on the new version is within the binomial bound around the weight. */
    static void assertShare(CallStats stats, double weight) {
        double p = weight / 100;
        double deviation = SIGMAS * Math.sqrt(stats.total() * p * (1 - p));
        assertThat(stats.errors()).as("%s", stats).isZero();
        assertThat((double) stats.versions().getOrDefault(NEW, 0L))
                .as("weight %s of %s", weight, stats)
                .isBetween(stats.total() * p - deviation, stats.total() * p + deviation);
    }
}
