package io.hotroute.it.demo;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Provider;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The running processes.
 *
 * @param control the agent in the consumer
 */
record Landscape(Provider baseline, Provider candidate, Consumer consumer, AgentControl control) {

    private static final int SHOWN_LINES = 40;

    /** The end of what each process has written, without answers and stack traces, to explain a failure. */
    String output() {
        return Stream.of(baseline.jvm(), candidate.jvm(), consumer.jvm())
                .map(Landscape::output)
                .collect(Collectors.joining("\n"));
    }

    private static String output(ForkedJvm jvm) {
        List<String> lines = jvm.output()
                .lines()
                .filter(line -> !line.startsWith("RESULT ") && !line.startsWith("\tat "))
                .toList();
        List<String> end = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        return String.join("\n", end);
    }
}
