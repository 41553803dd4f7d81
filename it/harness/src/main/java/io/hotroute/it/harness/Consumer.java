package io.hotroute.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running sample consumer. Not thread-safe, except for {@link #close}. */
public final class Consumer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ForkedJvm jvm;

    private Consumer(ForkedJvm jvm) {
        this.jvm = jvm;
    }

    static Consumer await(ForkedJvm jvm) {
        SampleProtocol.awaitReady(jvm);
        return new Consumer(jvm);
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    /** Makes so many calls one after the other. */
    public CallStats burst(long calls) {
        return burst(calls, 1, CallMode.SYNC);
    }

    public CallStats burst(long calls, int threads, CallMode mode) {
        return stats("burst " + calls + " " + threads + " " + mode);
    }

    public void startTraffic(int callsPerSecond, int threads, CallMode mode) {
        ask("traffic start " + callsPerSecond + " " + threads + " " + mode);
    }

    /** What has happened since the last time, or since the start of the traffic. */
    public CallStats trafficStats() {
        return stats("traffic stats");
    }

    /** Stops the traffic; what has happened since its start. */
    public CallStats stopTraffic() {
        return stats("traffic stop");
    }

    /**
     * Asks for so many orders, one after the other.
     *
     * @param attachment {@code key=value}, or nothing
     * @return the version that served each, or the exception, by the order's id: the prefix and a number from 0
     */
    public Map<String, String> orders(int count, String prefix, CallMode mode, String... attachment) {
        JsonNode answer = ask("orders " + count + " " + prefix + " " + mode + " " + String.join(" ", attachment));
        Map<String, String> versions = new LinkedHashMap<>();
        answer.properties()
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asText()));
        return versions;
    }

    /** Its address, as Dubbo registers it. */
    public String address() {
        return ask("address").asText();
    }

    /** Runs a fixed script of calls; two consumers behave alike if their transcripts are equal. */
    public String transcript() {
        return ask("transcript").toPrettyString();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private CallStats stats(String command) {
        return SampleProtocol.read(ask(command), CallStats.class);
    }

    private JsonNode ask(String command) {
        return SampleProtocol.ask(jvm, command, TIMEOUT);
    }
}
