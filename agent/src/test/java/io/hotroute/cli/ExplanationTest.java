package io.hotroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of JDK 17 and 25. */
class ExplanationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The VM does not support the attach mechanism | lets nobody attach",
                "No such process | there is no process 5",
                "Unable to open socket file /proc/5/root/tmp/.java_pid5: target process 5 doesn't respond within 10500ms"
                        + " or HotSpot VM not loaded | time-out: JVM 5 did not answer",
                "something new | cannot be attached to: java.io.IOException: something new; start it with -javaagent"
            })
    void failedAttach(String message, String explanation) {
        assertThat(Explanation.ofAttach(5, "", new IOException(message)))
                .contains(explanation)
                .doesNotContain("JDK 8");
    }

    @Test
    void silentJvmOfAnotherUserMayBeAJdk8() {
        assertThat(Explanation.ofAttach(5, "app", new IOException("target process 5 doesn't respond")))
                .endsWith("if it is a JDK 8, run this command as app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed to load agent library: Dynamic agent loading is not enabled. | -XX:-EnableDynamicAgentLoading",
                "Agent JAR not found or no Agent-Class attribute | cannot read hotroute-agent.jar",
                "something new | did not load the agent: java.io.IOException: something new"
            })
    void failedLoad(String message, String explanation) {
        assertThat(Explanation.ofLoad(5, new File("hotroute-agent.jar"), new IOException(message)))
                .startsWith("JVM 5 ")
                .contains(explanation);
    }

    @Test
    void failureWithoutMessageIsExplainedToo() {
        assertThat(Explanation.ofAttach(5, "", new IOException())).contains("java.io.IOException");
        assertThat(Explanation.ofLoad(5, new File("a.jar"), new IOException())).contains("java.io.IOException");
    }
}
