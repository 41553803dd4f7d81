package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the harness does for a test that fails; what it does for the others, these show. */
class HarnessTest {

    @Test
    void failureShowsTheOutputOfAProcessThatEnded() {
        SampleSite nowhere = new SampleSite(DubboLine.V3_3, Jdk.running(), "no-such-registry://127.0.0.1:1");

        assertThatThrownBy(() -> nowhere.provider("1.0.0")).hasMessageContaining("no-such-registry");
    }

    @Test
    void failureShowsWhatTheThreadsOfASilentProcessWaitFor() throws URISyntaxException {
        Path classes = Path.of(HarnessTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ForkedJvm jvm = ForkedJvm.builder(Jdk.running(), Silent.class.getName())
                .classPath(List.of(classes))
                .start()) {
            jvm.awaitLine("STARTED", Duration.ofSeconds(30));

            assertThatThrownBy(() -> jvm.awaitLine("more", Duration.ofMillis(100)))
                    .hasMessageContainingAll("wrote no 'more'", "Silent.main");
        }
    }

    static final class Silent {
        public static void main(String[] arguments) throws IOException {
            System.out.println("STARTED");
            System.in.read();
        }
    }
}
