package io.hotroute.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.AgentControl;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The agent's report on a service's shadows, as JSON. Immutable. */
record MirrorReport(JsonNode json) {

    static MirrorReport of(AgentControl control, String service) {
        return new MirrorReport(control.shadowReportJson(service));
    }

    String state() {
        return json.path("state").asText();
    }

    String why() {
        return json.path("why").asText();
    }

    /** How many calls were admitted to be mirrored, or how many of them were sent, or are not settled yet. */
    long total(String count) {
        return methods().mapToLong(method -> method.path(count).asLong()).sum();
    }

    /** How many pairs of 1.0.0 and 2.0.0 have ended like this. */
    long candidate(String count) {
        return methods()
                .mapToLong(method -> method.path("candidate").path(count).asLong())
                .sum();
    }

    /** How many pairs of 1.0.0 and 1.0.0 have ended like this. */
    long noise(String count) {
        return methods()
                .mapToLong(method -> method.path("noise").path(count).asLong())
                .sum();
    }

    /** How often calls were not mirrored, by reason. */
    Map<String, Long> skips() {
        Map<String, Long> skips = new TreeMap<>();
        methods()
                .flatMap(method -> method.path("skipped").properties().stream())
                .forEach(skip -> skips.merge(skip.getKey(), skip.getValue().asLong(), Long::sum));
        return skips;
    }

    long skipped(String reason) {
        return skips().getOrDefault(reason, 0L);
    }

    /** @return empty for a method that was not mirrored yet */
    Optional<JsonNode> method(String name) {
        return methods().filter(method -> method.path("method").asText().equals(name))
                .findFirst();
    }

    String verdict(String method) {
        return method(method).map(found -> found.path("verdict").asText()).orElse("none yet");
    }

    /** The verdict at each path at which answers of this method differed. */
    Map<String, String> paths(String method) {
        Map<String, String> paths = new TreeMap<>();
        method(method)
                .ifPresent(found -> found.path("paths")
                        .forEach(path -> paths.put(
                                path.path("path").asText(), path.path("verdict").asText())));
        return paths;
    }

    JsonNode path(String method, String path) {
        return StreamSupport.stream(
                        method(method).orElseThrow().path("paths").spliterator(), false)
                .filter(found -> found.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + path + " in " + json.toPrettyString()));
    }

    private Stream<JsonNode> methods() {
        return StreamSupport.stream(json.path("methods").spliterator(), false);
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}
