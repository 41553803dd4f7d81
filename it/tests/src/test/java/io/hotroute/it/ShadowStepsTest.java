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
import org.junit.jupiter.params.provider.MethodSource;

/** Shadows go first, where a rollout begins and where a candidate that went bad is probed, held against what providers saw. */
@ParameterizedClass
@MethodSource("io.hotroute.it.Upgrade#newestLine")
class ShadowStepsTest {

    private static final Group PROVEN = Group.of("proven", "find").weight(50);
    private static final Group OTHER = Group.of("other", "find").weight(50).variants("usual", "changed");
    /** All of its calls are the candidate's, or were; its only shadows are probes. */
    private static final Group WHOLE = Group.of("whole", "find").weight(100).shadow("percent: 0");
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
        site = new ShadowSite(line, List.of(PROVEN, OTHER, WHOLE, PROBED));
        victim = site.startLate();
        String probed = PROBED.rule() + DEGRADE + "---\n" + WHOLE.rule() + DEGRADE;
        site.control.apply(
                String.join("---\n", PROVEN.weight(0).rule(), OTHER.weight(0).rule(), probed));
        site.await("candidates")
                .until(() -> site.control.candidateStates().stream().allMatch("AVAILABLE"::equals));
        for (Group group : List.of(PROVEN, OTHER, WHOLE, PROBED)) {
            site.start(group, CALLS_PER_SECOND);
        }
        // So that the step's shadows are no cold ones, of which some time out.
        site.await("shadows").until(() -> site.seenByCandidate(PROVEN).allShadows() >= 100);
        site.control.apply(String.join("---\n", PROVEN.rule() + ROLLOUT, OTHER.rule() + ROLLOUT, probed));
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
        assertShadowsProbeFirst(PROBED, victim);
    }

    @Test
    void callsThatACandidateWithAllOfThemGaveBackAreMirroredToProbeIt() {
        assertShadowsProbeFirst(WHOLE, site.candidate);
    }

    private static void assertShadowsProbeFirst(Group group, KindsProvider of) {
        site.await("calls").until(() -> of.seen(group.name()).allUsers() > 20);
        assertThat(of.seen(group.name()).allShadows()).isZero();
        of.behave(group.name(), "reject");
        awaitEvent(group, "candidate: OPEN -> HALF_OPEN: ");

        int users = of.seen(group.name()).allUsers();
        site.await("two rounds of probes").until(() -> of.seen(group.name()).allShadows() >= 4);
        assertThat(of.seen(group.name()).shadowAttachments()).containsKey("hotroute-shadow");
        assertThat(of.seen(group.name()).allUsers()).isEqualTo(users);

        of.behave(group.name(), "well 1");
        awaitEvent(group, "candidate: HALF_OPEN -> RECOVERING: ");
        assertThat(of.seen(group.name()).allShadows()).isGreaterThanOrEqualTo(4 + 9);
        assertThat(of.seen(group.name()).allUsers()).isGreaterThanOrEqualTo(users + 9);
    }
}
