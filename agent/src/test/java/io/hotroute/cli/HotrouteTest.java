package io.hotroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotrouteTest {

    /** More than any system's highest process id. */
    private static final String NO_PID = "999999999";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String... arguments) {
        return Hotroute.run(
                new File("hotroute-agent.jar"), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void assertOneLineOnStandardError() {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().startsWith("hotroute: ");
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("hotroute \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("attach", "detach", "list", "2   wrong usage");
    }

    @Test
    void helpOfAttachTellsAboutTheJvmsOwnWarning() {
        assertThat(run("attach", "--help")).isZero();
        assertThat(out.toString()).contains("--rules", "--log", "--config", "-XX:+EnableDynamicAgentLoading");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("'hotroute --help'");
    }

    @Test
    void mistypedCommandIsWrongUsageAndTheRightOneIsNamed() {
        assertThat(run("atach", "1")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("did you mean attach");
    }

    @Test
    void attachWithoutPidIsWrongUsage() {
        assertThat(run("attach")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("<pid>", "'hotroute attach --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "1.5", "1000000000000000000000"})
    void whatIsNoPidIsWrongUsage(String pid) {
        assertThat(run("attach", pid)).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("'" + pid + "' is not a process id", "'hotroute list'");
    }

    @Test
    void detachWithoutPidIsWrongUsage() {
        assertThat(run("detach")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("<pid>", "'hotroute detach --help'");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void detachFromNoProcessIsAFailure() {
        assertThat(run("detach", NO_PID)).isEqualTo(1);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("there is no process " + NO_PID, "'hotroute list'");
    }

    @Test
    void unknownLogLevelIsWrongUsageAndTheLevelsAreNamed() {
        assertThat(run("attach", NO_PID, "--log", "loud")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("--log", "OFF, ERROR, INFO, DEBUG", "'loud'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rules", "--config"})
    void pathWithCommaIsWrongUsage(String option) {
        assertThat(run("attach", NO_PID, option, "a,b")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString())
                .contains(option, new File("a,b").getAbsolutePath(), "comma", "'hotroute attach --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rules", "--config"})
    void fileThatCannotBeReadIsAFailure(String option) {
        String file = directory.resolve("absent").toString();
        assertThat(run("attach", NO_PID, option, file)).isEqualTo(1);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains(option, file, "cannot be read");
    }

    @Test
    void refusedRulesAreAFailureBeforeTheJvmIsLookedAt() throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.yaml"), "configVersion: v2\n");
        assertThat(run("attach", NO_PID, "--rules", rules.toString())).isEqualTo(1);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("nothing was loaded", rules.toString(), "configVersion", "'v2'");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pidWithoutProcessIsAFailure() {
        assertThat(run("attach", NO_PID, "--log", "debug")).isEqualTo(1);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("there is no process " + NO_PID, "'hotroute list'");
    }

    @Test
    void ownPidIsAFailure() {
        assertThat(run("attach", Long.toString(LocalProcess.own()))).isEqualTo(1);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("is this command itself");
    }

    @Test
    void argumentTooManyIsWrongUsage() {
        assertThat(run("list", "everything")).isEqualTo(2);
        assertOneLineOnStandardError();
        assertThat(err.toString()).contains("'everything'", "'hotroute list --help'");
    }
}
