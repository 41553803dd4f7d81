package io.hotroute.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final String ALLOWED = "allowed: config=..., rules=..., log=...";

    @TempDir
    private Path folder;

    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    private Options options(String arguments) {
        return Options.of(arguments, properties, environment);
    }

    private String config(String text) throws IOException {
        return Files.writeString(folder.resolve("hotroute.properties"), text).toString();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void withoutOptionsTheDefaultsHold(String arguments) {
        Options options = options(arguments);

        assertThat(options.described()).containsExactly("config= (default)", "rules= (default)", "log=info (default)");
        assertThat(options.warnings()).isEmpty();
        assertThat(options.logLevel()).isEqualTo(Log.Level.INFO);
    }

    @Test
    void argumentIsOverPropertyIsOverEnvironmentIsOverFileIsOverDefault() throws IOException {
        String file = config("rules=of file");
        String given = "config=" + file;
        assertThat(options(null).described()).contains("rules= (default)");
        assertThat(options(given).described())
                .containsExactly(
                        "config=" + file + " (agent argument)",
                        "rules=of file (file " + file + ")",
                        "log=info (default)");

        environment.put("HOTROUTE_RULES", "of environment");
        assertThat(options(given).described()).contains("rules=of environment (environment)");

        properties.setProperty("hotroute.rules", "of property");
        assertThat(options(given).described()).contains("rules=of property (system property)");

        assertThat(options(given + ",rules=of argument").described()).contains("rules=of argument (agent argument)");
    }

    @Test
    void theFileIsFoundBySystemPropertyOrEnvironment() throws IOException {
        String file = config("log=debug\n");
        environment.put("HOTROUTE_CONFIG", file);
        assertThat(options(null).described())
                .containsExactly(
                        "config=" + file + " (environment)", "rules= (default)", "log=debug (file " + file + ")");

        properties.setProperty("hotroute.config", "");
        assertThat(options(null).described())
                .as("an empty value switches it off")
                .containsExactly("config= (system property)", "rules= (default)", "log=info (default)");
    }

    @Test
    void anEmptyValueIsAValue() {
        environment.put("HOTROUTE_RULES", "/etc/rules.yaml");

        assertThat(options("rules=").described()).contains("rules= (agent argument)");
    }

    @Test
    void valuesAreTrimmedAndMayHoldAnEqualsSign() {
        assertThat(options(" rules = /a=b/rules.yaml , log = debug ").described())
                .contains("rules=/a=b/rules.yaml (agent argument)", "log=debug (agent argument)");
    }

    @Test
    void unknownNamesAreReportedAndTheOthersKept() throws IOException {
        String file = config("ruels=/x\nlog=error");
        Options options = options("wieght=5,debug,=x,RULES=/y,rules=/etc/rules.yaml,config=" + file);

        assertThat(options.value(Options.Name.RULES)).isEqualTo("/etc/rules.yaml");
        assertThat(options.logLevel()).isEqualTo(Log.Level.ERROR);
        assertThat(options.warnings())
                .containsExactly(
                        "option 'wieght=5' is ignored; " + ALLOWED,
                        "option 'debug' is ignored; " + ALLOWED
                                + "; a comma separates options: give a value with one as system property, by the"
                                + " environment or in the file",
                        "option 'RULES=/y' is ignored; " + ALLOWED,
                        "option 'ruels' in " + file + " is ignored; " + ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/does/not/exist.properties", ".", "\u0000"})
    void aFileThatCannotBeReadIsReportedAndIgnored(String file) {
        properties.setProperty("hotroute.config", file);
        Options options = options("log=debug");

        assertThat(options.warnings()).hasSize(1);
        assertThat(options.warnings().get(0))
                .startsWith("option config: '" + file + "' cannot be read and is ignored: java.");
        assertThat(options.logLevel()).isEqualTo(Log.Level.DEBUG);
        assertThat(options.described()).contains("rules= (default)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules=/first\nlog=\\uXYZ!\n", "\\uXYZ!\n"})
    void aFileThatIsNoPropertiesFileIsIgnoredAsAWhole(String text) throws IOException {
        Options options = options("config=" + config(text));

        assertThat(options.warnings()).hasSize(1);
        assertThat(options.described()).contains("rules= (default)", "log=info (default)");
    }

    @Test
    void aFileThatIsNotUtf8IsReported() throws IOException {
        Path file = Files.write(folder.resolve("latin1"), new byte[] {'l', 'o', 'g', '=', (byte) 0xE9, '\n'});
        Options options = options("config=" + file);

        assertThat(options.warnings()).hasSize(1);
        assertThat(options.warnings().get(0)).contains("cannot be read and is ignored");
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "error, ERROR", "info, INFO", "INFO, INFO", "Debug, DEBUG"})
    void theLogLevelIsReadInAnyCase(String text, Log.Level level) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(options("log=" + text).logLevel()).isEqualTo(level);
            assertThat(options("log=" + text).warnings()).isEmpty();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verbose", "", "warn", "0"})
    void anUnknownLogLevelIsReportedAndTheDefaultHolds(String text) {
        Options options = options("log=" + text);

        assertThat(options.logLevel()).isEqualTo(Log.Level.INFO);
        assertThat(options.described()).contains("log=info (default)");
        assertThat(options.warnings())
                .containsExactly("option log: '" + text + "' is ignored; allowed: off, error, info, debug");
    }

    @Test
    void warningsCannotBeChangedFromOutside() {
        assertThat(options(null).warnings()).isUnmodifiable();
        assertThat(Options.of(null, new Properties(), Collections.emptyMap()).warnings())
                .isEmpty();
    }
}
