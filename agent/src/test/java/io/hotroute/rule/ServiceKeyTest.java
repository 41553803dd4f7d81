package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeyTest {

    @ParameterizedTest
    @CsvSource({
        "a.B, , a.B, ",
        "a.B:1.0.0, , a.B, 1.0.0",
        "g/a.B, g, a.B, ",
        "g/a.B:1.0.0-rc.1+x, g, a.B, 1.0.0-rc.1+x",
        "g-1.x_y/a.B$C:v2, g-1.x_y, a.B$C, v2",
        "a.B:*, , a.B, *",
        "*/a.B:*, *, a.B, *",
        "*/a.B, *, a.B, ",
        "'g,h-1/a.B:1', 'g,h-1', a.B, 1",
        "'a,b,c/a.B:*', 'a,b,c', a.B, *"
    })
    void aKeyIsTheSameAfterItWasReadAndWritten(String text, String group, String interfaceName, String version) {
        ServiceKey key = ServiceKey.parse(text);

        assertThat(key).isNotNull().hasToString(text);
        assertThat(key.group()).isEqualTo(group);
        assertThat(key.interfaceName()).isEqualTo(interfaceName);
        assertThat(key.version()).isEqualTo(version);
        assertThat(key).isEqualTo(ServiceKey.of(group, interfaceName, version));
        assertThat(key).hasSameHashCodeAs(ServiceKey.of(group, interfaceName, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/a.B",
                "g/",
                "a.B:",
                ":1",
                "g/h/a.B",
                "a.B:1:2",
                "1a.B",
                "a b",
                "a.B ",
                "a.B:1*",
                "a.B:**",
                "a.B\n",
                "g*/a.B",
                "**/a.B",
                "*,g/a.B",
                "g,*/a.B",
                ",g/a.B",
                "g,/a.B",
                "g,,h/a.B",
                "g, h/a.B",
                "g,a.B"
            })
    void whatIsNoKeyIsNone(String text) {
        assertThat(ServiceKey.parse(text)).isNull();
    }

    @Test
    void noVersionIsAlsoWrittenAsZeros() {
        assertThat(ServiceKey.parse("a.B:0.0.0"))
                .isEqualTo(ServiceKey.parse("a.B"))
                .hasToString("a.B");
        assertThat(ServiceKey.of(null, "a.B", "0.0.0")).isEqualTo(ServiceKey.of("", "a.B", ""));
        assertThat(ServiceKey.parse("a.B:1").withVersion("0.0.0")).isEqualTo(ServiceKey.parse("a.B"));
    }

    @Test
    void everyPartTellsKeysApart() {
        ServiceKey key = ServiceKey.parse("g/a.B:1");

        assertThat(key)
                .isNotEqualTo(ServiceKey.parse("h/a.B:1"))
                .isNotEqualTo(ServiceKey.parse("a.B:1"))
                .isNotEqualTo(ServiceKey.parse("g/a.C:1"))
                .isNotEqualTo(ServiceKey.parse("g/a.B:2"))
                .isNotEqualTo(ServiceKey.parse("g/a.B"))
                .isNotEqualTo("g/a.B:1");
        assertThat(key.withVersion("2")).isEqualTo(ServiceKey.parse("g/a.B:2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a/", "a:", "*", "a-", "a,", ","})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aLongTextIsReadInLinearTime(String part) {
        String text = part.repeat(300_000);

        assertThat(ServiceKey.parse(text + " ")).isNull();
    }
}
