package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.Checkout;
import io.hotroute.it.harness.DubboLine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README claims is what the tests run. */
class ReadmeTest {

    private static final Pattern VERSION_ROW = Pattern.compile("\\| Apache Dubbo (\\d+\\.\\d+\\.\\d+) \\|.*");

    @Test
    void theTableOfSupportedVersionsIsTheTestedMatrix() throws IOException {
        assertThat(claimed(row -> true)).isEqualTo(versions(Stream.of(DubboLine.values())));
        assertThat(claimed(row -> row.contains("Nacos")))
                .isEqualTo(versions(NacosTest.linesAndDiscoveries()
                        .map(arguments -> (DubboLine) arguments.get()[0])));
        assertThat(claimed(row -> row.contains(", rest")))
                .isEqualTo(versions(Stream.of(DubboLine.values())
                        .filter(line -> !line.restClassPath().isEmpty())));
    }

    @Test
    void theVersionsBesideDubbosAreThoseOfTheBuild() throws IOException {
        String text = String.join(" ", lines("README.md"));

        assertThat(text)
                .contains("The Nacos server under test is %s, its client %s on Dubbo 2.7 and %s on 3.3."
                        .formatted(pinned("nacos-server"), pinned("nacos-client-1"), pinned("nacos-client-2")))
                .contains(
                        "RESTEasy %s and Netty up to 3.1, on OkHttp %s".formatted(pinned("resteasy"), pinned("okhttp")))
                .contains("Spring Boot %s and %s executable jars"
                        .formatted(minor(pinned("spring-boot-2")), minor(pinned("spring-boot-3"))));
    }

    @Test
    void theGateRunsTheTestCommand() throws IOException {
        assertThat(lines("README.md")).contains("./mvnw verify");
        assertThat(lines(".ci/run")).contains("exec ./mvnw -B -ntp verify");
    }

    private static Set<String> claimed(Predicate<String> rows) throws IOException {
        return lines("README.md").stream()
                .filter(rows)
                .map(VERSION_ROW::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> versions(Stream<DubboLine> lines) {
        return lines.map(DubboLine::version).collect(Collectors.toSet());
    }

    private static String pinned(String name) throws IOException {
        String element = "<" + name + ".version>";
        return lines("pom.xml").stream()
                .map(String::trim)
                .filter(line -> line.startsWith(element))
                .map(line -> line.substring(element.length(), line.indexOf("</")))
                .findFirst()
                .orElseThrow();
    }

    private static String minor(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Checkout.root().resolve(file));
    }
}
