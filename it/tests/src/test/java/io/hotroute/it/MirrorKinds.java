package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls are mirrored to every kind of target that a rule can name: what is reported is held against what providers saw. */
interface MirrorKinds extends KindsSite.Shared {

    String OLD_SERVICES = exports(
            "usual",
            "group=mirrored version=1.0.0",
            "group=untagged version=1.0.0",
            "group=located version=1.0.0 parameter.region=sh",
            "group=from version=1.0.0");
    String NEW_SERVICES = exports(
            "changed",
            "group=mirrored version=2.0.0",
            "group=untagged version=1.0.0 tag=gray",
            "group=located version=1.0.0 parameter.region=hz",
            "group=to version=1.0.0");

    private static String exports(String variant, String... services) {
        String type = "type=ProductService variant=" + variant + " ";
        return type + String.join(";" + type, services);
    }

    private static String mirrored(String group) {
        return group + "/" + ShadowSite.SERVICE;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            mirrored | {version: 1.0.0} | {version: 2.0.0} | mirrored
            untagged | {version: 1.0.0} | {tag: gray} | untagged
            located | {version: 1.0.0, parameters: {region: sh}} | {parameters: {region: hz}} | located
            from | {version: 1.0.0} | {group: to} | to
            """)
    default void shadowsGoToAVersionATagAParameterOrAGroup(
            String group, String baseline, String candidate, String candidatesGroup) {
        String key = mirrored(group);
        assertMirrored(key, ShadowSite.mirroring(key, baseline, candidate, 0, ""), group, candidatesGroup);
    }

    /** The calls themselves go to a part of the providers, too. */
    @Test
    default void shadowsOfAReferenceToAnyVersionGoToOne() {
        String key = mirrored("mirrored") + ":*";
        assertMirrored(
                key,
                ShadowSite.mirroring(key, "{version: 1.0.0}", "{version: 2.0.0}", 0, ""),
                "mirrored",
                "mirrored",
                "version=*");
    }

    @Test
    default void shadowsOfADirectReferenceGoToTheAddressesThatTheRuleNames() {
        String key = mirrored("mirrored");
        String candidate =
                "{version: 2.0.0, addresses: [\"127.0.0.1:" + site().candidate.port() + "\"]}";
        assertMirrored(
                key,
                ShadowSite.mirroring(key, "{version: 1.0.0}", candidate, 0, ""),
                "mirrored",
                "mirrored",
                "url=dubbo://127.0.0.1:" + site().old.port());
    }

    @ParameterizedTest
    @CsvSource({"FORCE_INTERFACE, interface", "FORCE_APPLICATION, application"})
    default void shadowsFindProvidersAsTheirReferenceDoes(String step, String discovery) {
        Assumptions.assumeTrue(
                site().line == DubboLine.V3_2 || site().line == DubboLine.V3_3,
                "up to 3.1 Dubbo takes the first reference's step for every reference");
        String key = mirrored("mirrored");
        Set<String> discoveries = assertMirrored(
                key,
                ShadowSite.mirroring(key, "{version: 1.0.0}", "{version: 2.0.0}", 0, ""),
                "mirrored",
                "mirrored",
                "parameter.migration.step=" + step);
        assertThat(discoveries).containsExactly(discovery);
    }

    /** @return the ways in which the reference found its providers */
    private Set<String> assertMirrored(
            String key, String rule, String group, String candidatesGroup, String... settings) {
        Set<String> discoveries;
        int oldShadows = site().old.seen(group).allShadows();
        int newShadows = site().candidate.seen(candidatesGroup).allShadows();
        site().control.apply(rule);
        try (Ref reference = refer(group, settings)) {
            // A reference to any version calls any until the way to one of them is there.
            site().await("both ways").until(() -> {
                reference.call("call find first");
                return compared(key) > 0;
            });
            int newUsers = site().candidate.seen(candidatesGroup).allUsers();
            reference.startCalls("find,async", 100, 2);
            site().await("shadows").until(() -> compared(key) >= 20);
            assertThat(site().candidate.seen(candidatesGroup).allUsers()).isEqualTo(newUsers);
            discoveries = site().discoveries();
            assertThat(reference.stopCalls().errors()).isZero();
            site().await("all").until(() -> report(key).total("inFlight") == 0);
        }
        MirrorReport report = report(key);
        assertThat(report.candidate("errors") + report.noise("errors"))
                .as("%s", report)
                .isZero();
        assertThat(report.candidate("mismatched")).as("%s", report).isEqualTo(report.candidate("compared"));
        assertThat(report.noise("mismatched")).as("%s", report).isZero();
        assertThat(site().candidate.seen(candidatesGroup).allShadows() - newShadows)
                .isEqualTo((int) report.candidate("compared"));
        assertThat(site().old.seen(group).allShadows() - oldShadows).isEqualTo((int) report.noise("compared"));
        return discoveries;
    }

    /** Pairs of 1.0.0 and the candidate, or of 1.0.0 and 1.0.0, whichever are fewer. */
    private long compared(String key) {
        MirrorReport report = report(key);
        return Math.min(report.candidate("compared"), report.noise("compared"));
    }

    private Ref refer(String group, String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "type=ProductService";
        all[1] = "group=" + group;
        System.arraycopy(settings, 0, all, 2, settings.length);
        return site().consumer.refer(all);
    }

    private MirrorReport report(String key) {
        return MirrorReport.of(site().control, key);
    }
}
