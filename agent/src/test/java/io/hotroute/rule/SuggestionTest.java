package io.hotroute.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "Key, key",
        "enable, enabled",
        "disabled, enabled",
        "base-line, baseline",
        "canidate, candidate",
        "CONFIGVERSION, configVersion",
        "config_version, configVersion",
        "routes, route"
    })
    void theNearestNameIsSuggested(String name, String suggestion) {
        assertThat(Suggestion.of(name, DocumentParser.FIELDS)).isEqualTo(suggestion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tuning", "shadow-mirroring", "monitoring"})
    void aNameThatIsNearNoneGetsNoSuggestion(String name) {
        assertThat(Suggestion.of(name, DocumentParser.FIELDS)).isNull();
        assertThat(Suggestion.of(name, Collections.emptyList())).isNull();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void aHugeNameIsNotEvenCompared() {
        assertThat(Suggestion.of("x".repeat(1_000_000), DocumentParser.FIELDS)).isNull();
    }
}
