package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of target that a rule can name besides the version of a reference: calls are told apart by the provider's port. For
 * addresses, see {@link ReferenceKinds}; for shadows of the same targets, {@link MirrorKinds}.
 */
interface TargetKinds extends KindsSite.Shared {

    String OLD_SERVICES = "group=tags version=1.0.0;group=regions version=1.0.0 parameter.region=sh;"
            + "group=from version=1.0.0;group=any version=1.0.0;"
            + "group=grays version=1.0.0;group=grays version=2.0.0;"
            + "group=here version=1.0.0;group=there version=1.0.0 parameter.region=sh";
    String NEW_SERVICES = "group=tags version=1.0.0 tag=gray;group=regions version=1.0.0 parameter.region=hz;"
            + "group=to version=1.0.0;group=any version=2.0.0;group=grays version=2.0.0 tag=gray;"
            + "group=there version=1.0.0 parameter.region=hz";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tags | 1.0.0 | {version: 1.0.0} | {tag: gray} | false
            regions | 1.0.0 | {version: 1.0.0, parameters: {region: sh}} | {parameters: {region: hz}} | true
            from | 1.0.0 | {version: 1.0.0} | {group: to} | false
            any | * | {version: 1.0.0} | {version: 2.0.0} | true
            grays | 1.0.0 | {version: 1.0.0} | {version: 2.0.0, tag: gray} | false
            here | 1.0.0 | {version: 1.0.0} | {group: there, parameters: {region: hz}} | false
            """)
    default void callsGoToATagAParameterAGroupAVersionOfAReferenceToAnyOrTwoOfThem(
            String group, String version, String baseline, String candidate, boolean areMixedWithoutARule) {
        String key = KindsSite.key(group) + (version.equals("*") ? ":*" : "");
        site().control
                .apply(String.join(
                        "\n",
                        "configVersion: v1",
                        "key: \"" + key + "\"",
                        "baseline: " + baseline,
                        "candidate: " + candidate,
                        "route: {weight: 100}"));
        try (Ref reference = site().consumer.refer("group=" + group, "version=" + version)) {
            site().awaitCalls(reference);
            if (site().line == DubboLine.V3_0 && version.equals("*")) {
                // Application-level discovery finds nothing for any version: Dubbo uses the interface's leaf.
                site().await("candidate")
                        .until(() -> site().control.candidateStates().contains("AVAILABLE"));
            } else {
                site().awaitCandidates("AVAILABLE");
            }
            assertPorts(reference, site().candidate.port());
            site().control.setWeight(key, 0);
            assertPorts(reference, site().old.port());
            site().control.setWeight(key, 100);
            assertPorts(reference, site().candidate.port());
            site().control.rollback(key);
            assertPorts(reference, site().old.port());
            site().control.clear();
            if (areMixedWithoutARule) {
                assertPorts(reference, site().old.port(), site().candidate.port());
            } else {
                assertPorts(reference, site().old.port());
            }
        }
    }

    private static void assertPorts(Ref reference, Integer... ports) {
        CallStats stats = reference.burst(KindsSite.CALLS);
        assertThat(stats.errors()).as("%s", stats).isZero();
        assertThat(stats.ports()).as("%s", stats).containsOnlyKeys(ports);
    }
}
