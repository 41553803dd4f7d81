package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts the outcomes and latencies of calls. Thread-safe. */
final class CallRecorder {

    private static final int MAX_SAMPLES = 5;
    private static final int MAX_SAMPLE_LENGTH = 400;

    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<String, Long> ports = new TreeMap<>();
    private final List<String> errorSamples = new ArrayList<>();
    private final Histogram micros = new Histogram(3);
    private long total;
    private long errors;

    synchronized void success(Order order, long nanos) {
        count(nanos);
        versions.merge(order.getVersion(), 1L, Long::sum);
        ports.merge(String.valueOf(order.getProviderPort()), 1L, Long::sum);
    }

    synchronized void failure(Throwable failure, long nanos) {
        count(nanos);
        errors++;
        if (errorSamples.size() < MAX_SAMPLES) {
            String text = failure.toString();
            errorSamples.add(text.substring(0, Math.min(text.length(), MAX_SAMPLE_LENGTH)));
        }
    }

    synchronized String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", total);
        json.put("versions", versions);
        json.put("ports", ports);
        json.put("errors", errors);
        json.put("errorSamples", errorSamples);
        json.put("p50Micros", micros.getValueAtPercentile(50));
        json.put("p99Micros", micros.getValueAtPercentile(99));
        json.put("maxMicros", micros.getMaxValue());
        return Json.write(json);
    }

    private void count(long nanos) {
        total++;
        micros.recordValue(nanos / 1_000);
    }
}
