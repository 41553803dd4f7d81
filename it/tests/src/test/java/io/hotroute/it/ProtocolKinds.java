package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import io.hotroute.it.harness.KindsProvider;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Other protocols than dubbo, other serializations than its default. */
interface ProtocolKinds extends KindsSite.Shared {

    String REST = "io.hotroute.it.samples.RestService";

    @Test
    default void callsByTripleAreRouted() {
        Assumptions.assumeTrue(site().line != DubboLine.V2_7, "2.7 has no triple");
        assertRouted("tri", "protocol=tri");
    }

    @Test
    default void callsInFastjson2AreRouted() {
        Assumptions.assumeTrue(site().line == DubboLine.V3_3, "Fastjson 2 is in its class path only");
        assertRouted("fastjson2");
        site().control
                .apply(Upgrade.rule(KindsSite.key(""), "0")
                        .replace("version: 2.0.0", "version: 2.0.0, group: fastjson2"));
        try (Ref reference = site().refer()) {
            assertThat(site().control.checkFindings(KindsSite.key("")))
                    .contains("warn serialization: fastjson2 (baseline: default)")
                    .contains(String.format(
                            "pass service: fastjson2/%1$s:2.0.0 (baseline: %1$s:1.0.0)", KindsSite.SERVICE));
        }
    }

    @Test
    default void callsByRestAreRoutedAndFailAsDubboHasThemFail() {
        Assumptions.assumeTrue(site().line != DubboLine.V3_3, "3.3 has no references by rest");
        site().control.apply(Upgrade.rule(REST, "0"));
        try (Ref reference = site().refer("type=RestService", "protocol=rest")) {
            String failure = failure(reference);
            int attempts = attempts(reference, OLD, site().old);
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(REST, weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
            site().control.setWeight(REST, 100);
            assertThat(failure(reference)).isEqualTo(failure);
            assertThat(attempts(reference, NEW, site().candidate)).isEqualTo(attempts);
        }
    }

    /** Of the service's own exception: its class and code, as the messages hold addresses. */
    private static String failure(Ref reference) {
        JsonNode outcome = reference.call("fail no");
        return outcome.get("exception") + " " + outcome.get("code");
    }

    /** Of a call that a provider could not run. */
    private static int attempts(Ref reference, String version, KindsProvider provider) {
        String key = UUID.randomUUID().toString();
        assertThat(reference.call("broken " + key).has("exception")).isTrue();
        assertThat(provider.attempts(version, key)).isPositive();
        return provider.attempts(version, key);
    }

    private void assertRouted(String group, String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "group=" + group;
        try (Ref reference = site().refer(all)) {
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(KindsSite.key(group), weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
        }
    }
}
