package io.hotroute.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {

    private static final String TIME = "\\[hotroute] \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Log log(Log.Level level) {
        return new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), level);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @CsvSource({"OFF, ''", "ERROR, ERROR", "INFO, ERROR INFO", "DEBUG, ERROR INFO DEBUG"})
    void aLevelLogsItselfAndWhatIsMoreUrgent(Log.Level level, String logged) {
        Log log = log(level);
        log.error("message", null);
        log.info("message");
        log.debug("message");

        assertThat(lines().stream().map(line -> line.split(" ")[3]).toList())
                .isEqualTo(logged.isEmpty() ? List.of() : List.of(logged.split(" ")));
        assertThat(lines()).allMatch(line -> line.matches(TIME + "(ERROR|INFO|DEBUG) message"));
    }

    @Test
    void theLevelCanBeChanged() {
        Log log = log(Log.Level.OFF);
        log.info("unseen");
        log.level(Log.Level.INFO);
        log.info("seen");

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).endsWith(" INFO seen");
    }

    @Test
    void anErrorIsOneLineWithItsCause() {
        log(Log.Level.INFO).error("no", new IllegalStateException("why"));

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).matches(TIME + "ERROR no: java\\.lang\\.IllegalStateException: why");
    }

    @Test
    void theStackTraceIsADetail() {
        log(Log.Level.DEBUG).error("no", new IllegalStateException("why"));

        assertThat(lines()).hasSizeGreaterThan(2);
        assertThat(lines().get(2)).contains("at io.hotroute.launch.LogTest");
    }

    @Test
    void aMessageCannotForgeALineOfItsOwn() {
        Log log = log(Log.Level.INFO);
        log.info("a\r\n[hotroute] 2026-01-01 00:00:00.000 INFO forged\u001b[31m\u0085\u2028");
        log.error("b\nc", new IllegalStateException("d\ne"));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).matches(TIME + "INFO a  \\[hotroute].* INFO forged \\[31m  ");
        assertThat(lines().get(1)).endsWith("ERROR b c: java.lang.IllegalStateException: d e");
    }
}
