package io.hotroute.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A running sample provider with many services. Not thread-safe, except for {@link #close}. */
public final class KindsProvider implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ForkedJvm jvm;
    private final int port;

    private KindsProvider(ForkedJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    public static KindsProvider await(ForkedJvm jvm) {
        String ready = SampleProtocol.awaitReady(jvm);
        return new KindsProvider(jvm, Integer.parseInt(ready.substring("READY ".length())));
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    /** The port of its services of the dubbo protocol. */
    public int port() {
        return port;
    }

    /** How often its service of this version was called by a breaking method with this key. */
    public int attempts(String version, String key) {
        return SampleProtocol.ask(jvm, "attempts " + version + " " + key, TIMEOUT)
                .asInt();
    }

    /** Has its service of this group behave so from the next call on, see the sample {@code BehaviourFilter}. */
    public void behave(String group, String behaviour) {
        SampleProtocol.ask(jvm, "behave " + group + " " + behaviour, TIMEOUT);
    }

    /** How often its service of this group was called, by the second since 1970. */
    public Map<Long, Integer> callsBySecond(String group) {
        Map<Long, Integer> calls = new TreeMap<>();
        SampleProtocol.ask(jvm, "calls " + group, TIMEOUT)
                .properties()
                .forEach(entry ->
                        calls.put(Long.valueOf(entry.getKey()), entry.getValue().asInt()));
        return calls;
    }

    /** What its {@code ProductService} of this group was called with. */
    public SeenCalls seen(String group) {
        return SampleProtocol.read(SampleProtocol.ask(jvm, "seen " + group, TIMEOUT), SeenCalls.class);
    }

    /** Method and arguments of the first 5,000 calls of users, or mirrored calls, of its {@code ProductService} of this group. */
    public List<String> arguments(String group, boolean shadows) {
        JsonNode texts = SampleProtocol.ask(jvm, "arguments " + group + (shadows ? " shadows" : " users"), TIMEOUT);
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
