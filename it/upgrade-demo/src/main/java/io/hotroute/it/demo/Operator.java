package io.hotroute.it.demo;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.Provider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Steers the agent as a careful operator does: over JMX, and waiting for the effect of each operation, for which the
 * providers themselves are asked. Not thread-safe.
 */
final class Operator {

    /** The name for the person who watches; the rule has the full one. */
    private static final String SHORT_NAME = "OrderService";

    private static final String SERVICE = "io.hotroute.it.samples.OrderService";
    private static final String RULE =
            """
            configVersion: v1
            key: %s
            baseline:
              version: %s
            candidate:
              version: %s
            route:
              weight: 0
            """
                    .formatted(SERVICE, Version.BASELINE, Version.CANDIDATE);

    /** For a busy machine; far more than any of this takes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** How long a provider must be without calls for the last one to count as the last. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long POLL_MILLIS = 10;

    private final Landscape landscape;
    private final AgentControl control;
    private final Console console;

    Operator(Landscape landscape, Console console) {
        this.landscape = landscape;
        this.control = landscape.control();
        this.console = console;
    }

    void applyRule() {
        console.action(
                "apply(rule: " + SHORT_NAME + " " + Version.BASELINE + " -> " + Version.CANDIDATE + ", weight 0)");
        long start = System.nanoTime();
        control.apply(RULE);
        await("the candidate " + Version.CANDIDATE + " to be AVAILABLE", start, this::isCandidateAvailable);
        console.effect("candidate " + Version.CANDIDATE + " AVAILABLE after " + since(start));
    }

    void setWeight(int percent) {
        long callsBefore = landscape.candidate().calls();
        console.action("setWeight(" + SHORT_NAME + ", " + percent + ")");
        long start = System.nanoTime();
        control.setWeight(SERVICE, percent);
        String inForce = "in force after " + since(start);
        if (percent == 100) {
            console.effect(lastCall(landscape.baseline(), Version.BASELINE, start));
        } else if (callsBefore == 0) {
            await(
                    "a call on " + Version.CANDIDATE,
                    start,
                    () -> landscape.candidate().calls() > 0);
            console.effect("first call reached " + Version.CANDIDATE + " after " + since(start));
        } else {
            console.effect(inForce);
        }
    }

    void rollback() {
        console.action("rollback(" + SHORT_NAME + ")");
        long start = System.nanoTime();
        control.rollback(SERVICE);
        console.effect(lastCall(landscape.candidate(), Version.CANDIDATE, start));
    }

    private boolean isCandidateAvailable() {
        List<String> states = control.candidateStates();
        return !states.isEmpty() && states.stream().allMatch("AVAILABLE"::equals);
    }

    /** Waits until a provider gets no calls any more; when the last one came is known to within a poll. */
    private String lastCall(Provider provider, String version, long start) {
        long[] calls = {provider.calls()};
        long[] last = {System.nanoTime()};
        await("calls on " + version + " to end", start, () -> {
            long now = provider.calls();
            if (now != calls[0]) {
                calls[0] = now;
                last[0] = System.nanoTime();
            }
            return System.nanoTime() - last[0] > QUIET_NANOS;
        });
        return "last call reached " + version + " within " + Style.time(Duration.ofNanos(last[0] - start));
    }

    private void await(String what, long start, BooleanSupplier happened) {
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new DemoFailure("waited " + since(start) + " in vain for " + what + "; the agent says: candidate "
                        + control.candidateStates() + ", " + control.lines("Audit"));
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private static String since(long start) {
        return Style.time(Duration.ofNanos(System.nanoTime() - start));
    }
}
