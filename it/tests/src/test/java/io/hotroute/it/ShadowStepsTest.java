package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.ShadowSite.Group;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsProvider;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Shadows go first, where a rollout begins and where a candidate that went bad is probed, held against what providers saw. */
@ParameterizedClass
@EnumSource(
        value = DubboLine.class,
        names = {"V2_7", "V3_3"})
class ShadowStepsTest {

    private static final Group PROVEN = Group.of("proven", "find").weight(50);
    private static final Group OTHER = Group.of("other", "find").weight(50).variants("usual", "changed");
    /** Its only shadows are probes. */
    private static final Group PROBED = Group.of("probed", "find").weight(50).shadow("percent: 0");

    private static final String ROLLOUT =
            "degrade: {warmUp: 0s}\nrollout: {steps: [{shadow: true, minDuration: 3s, minSamples: 100}, "
                    + "{weight: 50, minDuration: 10m}]}\n";
    private static final String DEGRADE = "degrade: {warmUp: 0s, consecutiveErrors: 5, backOff: {first: 1s}}\n";
    private static final int CALLS_PER_SECOND = 50;

    private static ShadowSite site;
    private static KindsProvider victim;

    /** The line is the site's. */
    ShadowStepsTest(DubboLine ignored) {}

    @BeforeParameterizedClassInvocation
    static void start(DubboLine line) {
        site = new ShadowSite(line, List.of(PROVEN, OTHER, PROBED));
        victim = site.startLate();
        site.control.apply(
                String.join("---\n", PROVEN.weight(0).rule(), OTHER.weight(0).rule(), PROBED.rule() + DEGRADE));
        site.await("candidates")
                .until(() -> site.control.candidateStates().stream().allMatch("AVAILABLE"::equals));
        for (Group group : List.of(PROVEN, OTHER, PROBED)) {
            site.start(group, CALLS_PER_SECOND);
        }
        // So that the step's shadows are no cold ones, of which some time out.
        site.await("shadows").until(() -> site.seenByCandidate(PROVEN).allShadows() >= 100);
        site.control.apply(
                PROVEN.rule() + ROLLOUT + "---\n" + OTHER.rule() + ROLLOUT + "---\n" + PROBED.rule() + DEGRADE);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (site != null) {
            site.close();
            site = null;
        }
    }

    private static CompositeData rollout(Group group) {
        return site.control.rows("Rollouts").stream()
                .filter(row -> row.get("service").equals(group.service() + ":1.0.0"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEvent(Group group, String text) {
        site.await(group.name() + ": " + text).until(() -> site.events(group).stream()
                .anyMatch(event -> event.text().contains(text)));
    }

    @Test
    void aCandidateGetsItsFirstCallAfterShadowsHaveProvenIt() {
        int users = site.seenByCandidate(PROVEN).allUsers();
        if (Boolean.TRUE.equals(rollout(PROVEN).get("shadow"))) {
            assertThat(users).as("calls while it is not proven").isZero();
        }
        awaitEvent(PROVEN, "promoted from step 1 of 2 (shadow, at least 3s and 100 shadows)");
        site.await("calls").until(() -> site.seenByCandidate(PROVEN).allUsers() > 20);

        assertThat(rollout(PROVEN).get("shadow")).isEqualTo(false);
        assertThat(rollout(PROVEN).get("limitPercent")).isEqualTo(50.0);
        assertThat(site.hotroute("status", "PID", "--events", "50").stdout())
                .contains("(shadow, at least 3s and 100 shadows)", "PASS: ", " of 100 compared; find SAME");
    }

    @Test
    void aCandidateThatAnswersOtherwiseNeverGetsACall() {
        awaitEvent(OTHER, "failed at step 1 of 2 (shadow, ");

        assertThat(rollout(OTHER).get("state")).isEqualTo("FAILED");
        assertThat(String.valueOf(rollout(OTHER).get("verdict")))
                .startsWith("FAIL: ")
                .contains("find DIFFERS");
        assertThat(site.seenByCandidate(OTHER).allShadows()).isGreaterThanOrEqualTo(100);
        assertThat(site.seenByCandidate(OTHER).allUsers()).isZero();
        assertThat(site.outcomes(OTHER).errors()).isZero();
    }

    @Test
    void noCallProbesACandidateThatIsStillBad() {
        site.await("calls").until(() -> victim.seen(PROBED.name()).allUsers() > 20);
        assertThat(victim.seen(PROBED.name()).allShadows()).isZero();
        victim.behave(PROBED.name(), "reject");
        awaitEvent(PROBED, "candidate: OPEN -> HALF_OPEN: ");

        int users = victim.seen(PROBED.name()).allUsers();
        site.await("two rounds of probes")
                .until(() -> victim.seen(PROBED.name()).allShadows() >= 4);
        assertThat(victim.seen(PROBED.name()).shadowAttachments()).containsKey("hotroute-shadow");
        assertThat(victim.seen(PROBED.name()).allUsers()).isEqualTo(users);

        victim.behave(PROBED.name(), "well 1");
        awaitEvent(PROBED, "candidate: HALF_OPEN -> RECOVERING: ");
        assertThat(victim.seen(PROBED.name()).allShadows()).isGreaterThanOrEqualTo(4 + 9);
        assertThat(victim.seen(PROBED.name()).allUsers()).isGreaterThanOrEqualTo(users + 9);
    }
}
