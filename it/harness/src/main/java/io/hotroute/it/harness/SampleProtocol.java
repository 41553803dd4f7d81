package io.hotroute.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/** The lines that the harness and the sample applications exchange. Stateless. */
final class SampleProtocol {

    /** Generous: a Dubbo process starts in a few seconds, but several may start at once on a busy machine. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private static final String RESULT = "RESULT ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SampleProtocol() {}

    /** Leaves no process behind that does not become ready. */
    static String awaitReady(ForkedJvm jvm) {
        try {
            return jvm.awaitLine("READY", START_TIMEOUT);
        } catch (AssertionError e) {
            jvm.close();
            throw e;
        }
    }

    static JsonNode ask(ForkedJvm jvm, String command, Duration timeout) {
        jvm.send(command);
        JsonNode json = parse(jvm.awaitLine(RESULT, timeout).substring(RESULT.length()));
        if (json.has("failed")) {
            throw new AssertionError("'" + command + "' failed\n" + jvm.output());
        }
        return json;
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    static <T> T read(JsonNode json, Class<T> type) {
        return JSON.convertValue(json, type);
    }
}
