package io.hotroute.dubbo;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Gate;
import io.hotroute.degrade.Probes;
import io.hotroute.degrade.RouteBack;
import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.AsyncRpcResult;

/**
 * Records the calls of one method and version. Shared by many calls at once; what belongs to one call is the time when it
 * began.
 *
 * <p><b>Cost.</b> Two readings of the clock and the recorder's own; for an asynchronous call that is not answered yet, one
 * completion node. No lock.
 */
final class Recording extends CallObserver {

    private final LatencyRecorder recorder;
    private final Probes probes;
    private final LatencyRecorder also;
    private final RouteBack routeBack;

    Recording(LatencyRecorder recorder) {
        this(recorder, null, null, null);
    }

    /** @param probes told how the calls ended, or null */
    Recording(LatencyRecorder recorder, Probes probes) {
        this(recorder, probes, null, null);
    }

    /** @param routeBack told when calls begin and end */
    Recording(LatencyRecorder recorder, RouteBack routeBack) {
        this(recorder, null, null, routeBack);
    }

    private Recording(LatencyRecorder recorder, Probes probes, LatencyRecorder also, RouteBack routeBack) {
        this.recorder = recorder;
        this.probes = probes;
        this.also = also;
        this.routeBack = routeBack;
    }

    /** @return one that records in another recorder too */
    Recording with(LatencyRecorder other) {
        return new Recording(recorder, probes, other, routeBack);
    }

    @Override
    public long begin() {
        long now = System.nanoTime();
        begin(now);
        return now;
    }

    void begin(long now) {
        recorder.begin(now);
        if (also != null) {
            also.begin(now);
        }
        if (routeBack != null) {
            routeBack.begin();
        }
    }

    @Override
    public void end(long begun, Object result, Throwable failure) {
        if (failure != null || !(result instanceof AsyncRpcResult)) {
            ended(begun, CallOutcomes.of(result, failure));
            return;
        }
        CompletableFuture<?> answer = ((AsyncRpcResult) result).getResponseFuture();
        if (!answer.isDone()) {
            answer.whenComplete((value, thrown) -> endedLater(begun, value, thrown));
        } else if (answer.isCompletedExceptionally()) {
            answer.whenComplete((value, thrown) -> ended(begun, CallOutcomes.of(value, thrown)));
        } else {
            ended(begun, CallOutcomes.of(answer.getNow(null), null));
        }
    }

    private void endedLater(long begun, Object value, Throwable thrown) {
        try {
            ended(begun, CallOutcomes.of(value, thrown));
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }

    void ended(long begun, CallOutcome outcome) {
        long now = System.nanoTime();
        recorder.end(begun, now, outcome);
        if (also != null) {
            also.end(begun, now, outcome);
        }
        if (probes != null) {
            probes.settled(now - begun, outcome);
        }
        if (routeBack != null) {
            routeBack.end();
        }
    }
}
