package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import org.junit.jupiter.api.Test;

/** What the harness does for a test that fails; what it does for the others, these show. */
class HarnessTest {

    @Test
    void failureShowsTheOutputOfAProcessThatEnded() {
        SampleSite nowhere = new SampleSite(DubboLine.V3_3, Jdk.running(), "no-such-registry://127.0.0.1:1");

        assertThatThrownBy(() -> nowhere.provider("1.0.0")).hasMessageContaining("no-such-registry");
    }
}
