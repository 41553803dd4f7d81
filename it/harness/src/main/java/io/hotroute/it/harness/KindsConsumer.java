package io.hotroute.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** A running sample consumer that makes references of any kind. Not thread-safe, except for {@link #close}. */
public final class KindsConsumer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ForkedJvm jvm;
    private int made;

    private KindsConsumer(ForkedJvm jvm) {
        this.jvm = jvm;
    }

    public static KindsConsumer await(ForkedJvm jvm) {
        SampleProtocol.awaitReady(jvm);
        return new KindsConsumer(jvm);
    }

    public ForkedJvm jvm() {
        return jvm;
    }

    /** Makes a reference to version 1.0.0 with these settings, {@code name=value} each. */
    public Ref refer(String... settings) {
        String id = "ref" + made++;
        ask("refer " + id + " " + String.join(" ", settings));
        return new Ref(id);
    }

    /** Provides the service itself. */
    public void export(String... settings) {
        ask("export " + String.join(" ", settings));
    }

    /** Ends the second application of this JVM, with the references that have {@code application=second}. */
    public void endSecondApplication() {
        ask("end-second");
    }

    /** What Dubbo's own repository has of the references of the first application: keys, identities, number of methods. */
    public List<String> models() {
        return StreamSupport.stream(ask("models").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private JsonNode ask(String command) {
        return SampleProtocol.ask(jvm, command, TIMEOUT);
    }

    /** A reference of the consumer; closing it destroys it. */
    public final class Ref implements AutoCloseable {

        private final String id;

        private Ref(String id) {
            this.id = id;
        }

        public CallStats burst(long calls) {
            return burst(calls, 4, CallMode.MIXED);
        }

        public CallStats burst(long calls, int threads, CallMode mode) {
            return stats("burst " + calls + " " + threads + " " + mode);
        }

        public void startTraffic(int callsPerSecond, int threads, CallMode mode) {
            ask("on " + id + " traffic start " + callsPerSecond + " " + threads + " " + mode);
        }

        public CallStats trafficStats() {
            return stats("traffic stats");
        }

        public CallStats stopTraffic() {
            return stats("traffic stop");
        }

        /** Of a {@code ProductService}: makes these kinds of call in turn, in the background. */
        public void startCalls(String kinds, int callsPerSecond, int threads) {
            call("start " + kinds + " " + callsPerSecond + " " + threads);
        }

        /** How they have ended so far. */
        public Outcomes outcomes() {
            return SampleProtocol.read(call("outcomes"), Outcomes.class);
        }

        public Outcomes stopCalls() {
            return SampleProtocol.read(call("stop"), Outcomes.class);
        }

        /** One call: its {@code answer}, or its {@code exception} with {@code code} and {@code message}. */
        public JsonNode call(String command) {
            return ask("on " + id + " " + command);
        }

        /** The answer of one call that succeeds. */
        public JsonNode answer(String command) {
            JsonNode outcome = call(command);
            if (outcome.has("exception")) {
                throw new AssertionError(command + ": " + outcome + "\n" + jvm.output());
            }
            return outcome.get("answer");
        }

        @Override
        public void close() {
            ask("destroy " + id);
        }

        private CallStats stats(String command) {
            return SampleProtocol.read(ask("on " + id + " " + command), CallStats.class);
        }
    }
}
