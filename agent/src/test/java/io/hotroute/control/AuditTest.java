package io.hotroute.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.launch.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Audit audit =
            new Audit(new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO));

    @Test
    void anEntrySaysWhenWhatAndByWhomAndIsLogged() {
        audit.record("file /etc/rules.yaml", "apply: + a.B:1 -> 2 5%");

        assertThat(audit.entries()).hasSize(1);
        assertThat(audit.entries().get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{4} "
                        + "apply: \\+ a\\.B:1 -> 2 5% \\(by file /etc/rules\\.yaml\\)");
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .endsWith(" INFO apply: + a.B:1 -> 2 5% (by file /etc/rules.yaml)" + System.lineSeparator());
    }

    @Test
    void invariant4_theNewestEntriesAreKeptAndNoMore() {
        for (int i = 0; i < 3 * Audit.KEPT; i++) {
            audit.record("test", "action " + i + ".");
        }
        assertThat(audit.entries()).hasSize(Audit.KEPT);
        assertThat(audit.entries().get(0)).contains(" action " + 2 * Audit.KEPT + ". ");
        assertThat(audit.entries().get(Audit.KEPT - 1)).contains(" action " + (3 * Audit.KEPT - 1) + ". ");
    }

    @Test
    void invariant4_anEntryIsBoundedToo() {
        audit.record("test", "apply: " + "x".repeat(1_000_000));

        assertThat(audit.entries().get(0)).hasSizeLessThan(3_000).contains("... (by test)");
    }

    @Test
    void entriesAreACopy() {
        audit.record("test", "one");
        audit.entries().clear();

        assertThat(audit.entries()).hasSize(1);
    }

    @Test
    void aCallFromThisJvmIsByJmxWithoutAnAddress() {
        assertThat(Audit.jmxClient()).isEqualTo("jmx");
    }
}
