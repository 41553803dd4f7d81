package io.hotroute.it.harness;

import java.util.List;
import java.util.Map;

/**
 * What a sample consumer reports about a number of calls. Immutable.
 *
 * @param versions how many calls each provider version has answered
 * @param ports how many calls the provider at each port has answered
 */
public record CallStats(
        long total,
        Map<String, Long> versions,
        Map<Integer, Long> ports,
        long errors,
        List<String> errorSamples,
        long p50Micros,
        long p99Micros,
        long maxMicros) {

    public CallStats {
        versions = Map.copyOf(versions);
        ports = Map.copyOf(ports);
        errorSamples = List.copyOf(errorSamples);
    }
}
