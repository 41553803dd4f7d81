package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent fails inside, at every call: with an error, as an exception would be the lesser thing. */
class FaultTest {

    /** More than the agent's budget of faults. */
    private static final int CALLS = 150;

    @ParameterizedTest
    @EnumSource(names = {"V2_7", "V3_3"})
    void invariant1_callsGoOnExactlyOnceFaultsAreCountedAndTheFuseBlows(DubboLine line, @TempDir Path folder)
            throws IOException {
        GateProbe probe = GateProbe.build(folder);
        try (UpgradeSite site = new UpgradeSite(line, Jdk.running())) {
            site.control.apply(Upgrade.rule("100"));
            Upgrade.awaitAllOn(NEW, site.consumer);
            long before = site.old.calls();

            probe.failAtEveryPassage(site.consumer.jvm());
            Upgrade.assertAllOn(OLD, site.consumer.burst(CALLS, 2, CallMode.MIXED));
            assertThat(site.old.calls() - before).isEqualTo(CALLS);
            assertThat((Long) site.control.attribute("Faults")).isBetween(100L, 102L);
            assertThat((String) site.control.attribute("LastFault")).contains("StackOverflowError: the agent's");
            assertThat(site.control.attribute("FuseBlown")).isEqualTo(true);
            assertThat(site.control.attribute("Enabled")).isEqualTo(false);

            site.control.setEnabled(true);
            Upgrade.assertAllOn(NEW, site.consumer.burst(20));
            assertThat(site.control.attribute("FuseBlown")).isEqualTo(false);
            invariant5_theKillSwitchWorksWithTheAgentsThreadsDead(site, probe);
        }
    }

    private static void invariant5_theKillSwitchWorksWithTheAgentsThreadsDead(UpgradeSite site, GateProbe probe) {
        site.control.apply(Upgrade.rule("100"));
        Upgrade.awaitAllOn(NEW, site.consumer);
        assertThat(probe.endTheAgentsThreads(site.consumer.jvm()))
                .contains("hotroute-control", "hotroute-siblings")
                .doesNotContain("DID NOT END");
        Upgrade.assertAllOn(NEW, site.consumer.burst(CALLS, 2, CallMode.MIXED));

        site.control.setEnabled(false);
        Upgrade.assertAllOn(OLD, site.consumer.burst(CALLS, 2, CallMode.MIXED));
        assertThat(probe.endTheAgentsThreads(site.consumer.jvm()))
                .as("threads that came back")
                .isEqualTo("[]");
        assertThat(site.control.attribute("Enabled")).isEqualTo(false);
    }
}
