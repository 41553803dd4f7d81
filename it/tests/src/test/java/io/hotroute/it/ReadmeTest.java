package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.Checkout;
import io.hotroute.it.harness.DubboLine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README claims is what the tests run. */
class ReadmeTest {

    private static final Pattern VERSION_ROW = Pattern.compile("\\| Apache Dubbo (\\d+\\.\\d+\\.\\d+) \\|.*");

    @Test
    void theTableOfSupportedVersionsIsTheTestedMatrix() throws IOException {
        Set<String> claimed = lines("README.md").stream()
                .map(VERSION_ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());

        assertThat(claimed)
                .isEqualTo(Stream.of(DubboLine.values()).map(DubboLine::version).collect(Collectors.toSet()));
    }

    @Test
    void theGateRunsTheTestCommand() throws IOException {
        assertThat(lines("README.md")).contains("./mvnw verify");
        assertThat(lines(".ci/run")).contains("exec ./mvnw -B -ntp verify");
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Checkout.root().resolve(file));
    }
}
