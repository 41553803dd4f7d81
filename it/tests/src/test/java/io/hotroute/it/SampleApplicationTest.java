package io.hotroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.CallStats;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample applications work on every line, on the newest JDK, without the agent: what fails with it, fails because of it. */
class SampleApplicationTest {

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("linesOnTheNewestJdk")
    void consumerCallsItsOwnVersionAndBehavesTheSameTwice(DubboLine line, Jdk jdk) throws Exception {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start()) {
            SampleSite site = new SampleSite(line, jdk, zooKeeper.registry());
            try (Provider provider = site.provider("1.0.0");
                    Consumer consumer = site.consumer()) {
                CallStats burst = consumer.burst(200, 2, CallMode.MIXED);
                String transcript = consumer.transcript();

                assertThat(burst.versions()).as("%s", burst).isEqualTo(Map.of("1.0.0", 200L));
                assertThat(burst.ports()).isEqualTo(Map.of(provider.port(), 200L));
                assertThat(burst.errors()).as("%s", burst).isZero();
                assertThat(provider.calls()).isGreaterThanOrEqualTo(200);
                assertThat(consumer.transcript()).isEqualTo(transcript);
            }
        }
    }

    static Stream<Arguments> linesOnTheNewestJdk() {
        // On the running JDK, HostUnchangedTest starts every line without the agent.
        Jdk newest = Jdk.all().stream().max(Comparator.comparing(Jdk::feature)).orElseThrow();
        return Stream.of(DubboLine.V2_7, DubboLine.V3_3).map(line -> Arguments.of(line, newest));
    }
}
