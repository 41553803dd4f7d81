package io.hotroute.rollout;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.latency.LatencySnapshot;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Makes up calls: log-normal latencies, as services have them, errors and business exceptions. */
final class Calls {

    static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    double median = 20;
    double sigma = 0.6;
    double factor = 1;
    double plusMillis;
    double errors;
    double exceptions;

    Calls times(double slower) {
        factor = slower;
        return this;
    }

    Calls plus(double millis) {
        plusMillis = millis;
        return this;
    }

    Calls sigma(double spread) {
        sigma = spread;
        return this;
    }

    Calls errors(double rate) {
        errors = rate;
        return this;
    }

    Calls exceptions(double rate) {
        exceptions = rate;
        return this;
    }

    void record(LatencyRecorder recorder, long now, Random random) {
        double dice = random.nextDouble();
        CallOutcome outcome = dice < errors
                ? CallOutcome.ERROR
                : dice < errors + exceptions ? CallOutcome.BUSINESS_EXCEPTION : CallOutcome.SUCCESS;
        double millis = median * Math.exp(sigma * random.nextGaussian()) * factor + plusMillis;
        recorder.begin(now);
        recorder.end(now, now + (long) (millis * MS), outcome);
    }

    LatencySnapshot snapshot(int n, Random random) {
        LatencyRecorder recorder = new LatencyRecorder(0);
        long mark = recorder.mark();
        for (int i = 0; i < n; i++) {
            record(recorder, 0, random);
        }
        recorder.tick(LatencyRecorder.SLICE_NANOS);
        return recorder.since(mark);
    }

    /** The same, with exactly so many errors. */
    static LatencySnapshot exactly(int n, int errors) {
        LatencyRecorder recorder = new LatencyRecorder(0);
        long mark = recorder.mark();
        for (int i = 0; i < n; i++) {
            recorder.begin(0);
            recorder.end(0, 20 * MS + i, i < errors ? CallOutcome.ERROR : CallOutcome.SUCCESS);
        }
        recorder.tick(LatencyRecorder.SLICE_NANOS);
        return recorder.since(mark);
    }
}
