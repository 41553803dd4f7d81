package io.hotroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalProcessTest {

    private static final String JVM_MAPS = "7f00-7f01 r-xp 00000000 00:00 0 /opt/jdk/lib/server/libjvm.so\n";

    @TempDir
    private Path proc;

    private String user;

    @BeforeEach
    void linux() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.createFile(proc.resolve("self/status"));
        user = Files.getOwner(proc).getName();
    }

    private LocalProcess process(String maps, String... commandLine) throws IOException {
        Path directory = Files.createDirectory(proc.resolve("42"));
        Files.writeString(directory.resolve("maps"), maps);
        Files.writeString(directory.resolve("cmdline"), String.join("\0", commandLine) + "\0");
        return new LocalProcess(proc, user, 42);
    }

    @Test
    void jvmOfThisUserIsFine() throws IOException {
        LocalProcess process = process(JVM_MAPS, "java", "Main");
        assertThatCode(process::check).doesNotThrowAnyException();
        assertThat(process.foreignOwner()).isEmpty();
    }

    @Test
    void absentProcessIsTold() {
        LocalProcess absent = new LocalProcess(proc, user, 43);
        assertThat(absent.exists()).isFalse();
        assertThatThrownBy(absent::check)
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no process 43: 'hotroute list' shows the JVMs");
    }

    @Test
    void processThatIsNoJvmIsTold() throws IOException {
        LocalProcess shell = process("7f00-7f01 r-xp 00000000 00:00 0 /lib/libc.so\n", "sh");
        assertThatThrownBy(shell::check).isInstanceOf(CommandFailure.class).hasMessageContaining("42 is not a JVM");
    }

    @Test
    void jvmThatLetsNobodyAttachIsTold() throws IOException {
        LocalProcess closed = process(JVM_MAPS, "java", "-XX:+DisableAttachMechanism", "Main");
        assertThatThrownBy(closed::check).isInstanceOf(CommandFailure.class).hasMessageContaining("with -javaagent");
    }

    @Test
    void processOfAnotherUserIsToldWithTheUsersName() throws IOException {
        process(JVM_MAPS, "java", "Main");
        LocalProcess foreign = new LocalProcess(proc, user + "2", 42);
        assertThat(foreign.foreignOwner()).isEqualTo(user);
        assertThatThrownBy(foreign::check)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("belongs to user " + user + ": run this command as " + user);
    }

    @Test
    void unknownSystemLeavesItToTheAttachApi() throws IOException {
        Files.delete(proc.resolve("self/status"));
        LocalProcess unknown = new LocalProcess(proc, user, 43);
        assertThat(unknown.exists()).isTrue();
        assertThatCode(unknown::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "java Main argument, Main",
        "java -Xmx1g -cp a:b Main, Main",
        "java -Dx=y -jar /opt/app.jar --port 1, /opt/app.jar",
        "java --module-path mods -m module/Main, module/Main",
        "java -version, ?",
        "java, ?"
    })
    void mainIsTheFirstArgumentThatIsNoOption(String commandLine, String main) throws IOException {
        assertThat(process(JVM_MAPS, commandLine.split(" ")).main()).isEqualTo(main);
    }

    @Test
    void mainOfAnAbsentProcessIsUnknown() {
        assertThat(new LocalProcess(proc, user, 43).main()).isEqualTo("?");
    }
}
