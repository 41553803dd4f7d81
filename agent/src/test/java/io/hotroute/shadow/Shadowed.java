package io.hotroute.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link ServiceShadow} with a clock of its own and calls that are answered at once, for tests. */
final class Shadowed {

    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    static final ObservedResult TIME_OUT = ObservedResult.failure("time-out");

    final List<String> events = new ArrayList<>();
    final ServiceShadow shadow;
    long now = 5 * SECOND;

    private final Snapshots snapshots = new Snapshots(() -> 0);

    Shadowed(String fields, long seed) {
        shadow = new ServiceShadow("a.B:1", Rules.shadow(fields), seed, now, (service, text) -> events.add(text));
    }

    ObservedResult value(Object value) {
        try {
            return ObservedResult.value(snapshots.take(value)[0]);
        } catch (SnapshotException e) {
            throw new AssertionError(e);
        }
    }

    /** A second later: a call, and its shadow if it is admitted. @return whether it was */
    boolean call(String method, ObservedResult call, ObservedResult candidate, ObservedResult baseline, long nanos) {
        now += SECOND;
        Sample sample = shadow.admit(method, now);
        if (sample == null) {
            return false;
        }
        sample.sending(now, SECOND);
        sample.settle(call, sample.isNoise() ? baseline : candidate, nanos);
        return true;
    }

    boolean call(ObservedResult call, ObservedResult candidate, ObservedResult baseline) {
        return call("getOrder", call, candidate, baseline, MILLISECOND);
    }

    /** Lets time pass, a tick every 250 ms. */
    void pass(long nanos, String pressure) {
        for (long end = now + nanos; now - end < 0; ) {
            now += SECOND / 4;
            shadow.tick(now, pressure);
        }
    }

    void tick() {
        shadow.tick(now, null);
    }

    MethodReport report() {
        return report("getOrder");
    }

    MethodReport report(String method) {
        return shadow.report().methods().stream()
                .filter(report -> report.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
