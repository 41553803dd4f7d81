package io.hotroute.dubbo;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Gate;
import io.hotroute.latency.CallOutcome;
import io.hotroute.shadow.Sample;
import io.hotroute.shadow.Skip;
import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;

/**
 * One call that is to be mirrored, until it has ended: takes the snapshot of its answer before the caller has it, and hands all
 * over to the shadows' threads; as an observer, of a call that goes the usual way. Lives for that call.
 *
 * <p>The answer of an asynchronous call is looked at in a stage between Dubbo's future and the caller's, which is made anew over
 * it, as Dubbo 3 does after each filter. Without that, who of the two comes first is not said: the oldest dependant of a future
 * that depends on another one itself, and the newest of any other.
 */
final class MirroredCall extends CallObserver {

    private final Mirror mirror;
    private final Sample sample;
    private final Sibling target;
    private final MirroredMethod method;
    private final Invocation call;
    private final Snapshot[] arguments;
    private final int own;
    /** What watches such calls otherwise, or null. */
    private final CallObserver usual;

    /**
     * @param target where the shadow goes to
     * @param arguments as they are now, before the call
     * @param own see {@link CallCopy#own}
     * @param usual what watches such calls otherwise, or null
     */
    MirroredCall(
            Mirror mirror,
            Sample sample,
            Sibling target,
            MirroredMethod method,
            Invocation call,
            Snapshot[] arguments,
            int own,
            CallObserver usual) {
        this.mirror = mirror;
        this.sample = sample;
        this.target = target;
        this.method = method;
        this.call = call;
        this.arguments = arguments;
        this.own = own;
        this.usual = usual;
    }

    @Override
    public long begin() {
        return usual == null ? 0 : usual.begin();
    }

    @Override
    public void end(long begun, Object result, Throwable failure) {
        try {
            if (usual != null) {
                usual.end(begun, result, failure);
            }
        } finally {
            ended(result, failure);
        }
    }

    /**
     * The call is back from the leaf, its answer perhaps still awaited. Never throws.
     *
     * @param result what the leaf returned; {@link Gate#PROCEED} if the call goes elsewhere after all
     */
    void ended(Object result, Throwable failure) {
        try {
            if (!Gate.isOpen()) {
                sample.skip(Skip.STOPPED);
                return;
            }
            if (failure != null || !(result instanceof AsyncRpcResult)) {
                answered(copy(), result, failure);
                return;
            }
            AsyncRpcResult awaited = (AsyncRpcResult) result;
            CompletableFuture<?> answer = awaited.getResponseFuture();
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                answered(copy(), answer.getNow(null), null);
            } else {
                CallCopy copy = copy();
                awaited.setResponseFuture(awaited.getResponseFuture().whenComplete(later(copy)));
                mirror.mirrors().binding().renewFuture(awaited);
            }
        } catch (SnapshotException unreadable) {
            sample.skip(unreadable.reason());
        } catch (Throwable fault) {
            fault(fault);
        }
    }

    private CallCopy copy() throws SnapshotException {
        return new CallCopy(
                call,
                mirror.mirrors().binding(),
                mirror.snapshots(),
                arguments,
                own,
                method.timeoutMillis,
                sample.isNoise());
    }

    private <T> BiConsumer<T, Throwable> later(CallCopy copy) {
        return (answer, thrown) -> {
            try {
                answered(copy, answer, thrown);
            } catch (SnapshotException unreadable) {
                sample.skip(unreadable.reason());
            } catch (Throwable fault) {
                fault(fault);
            }
        };
    }

    private void fault(Throwable fault) {
        Gate.fault(fault);
        sample.skip(Skip.FAULT);
    }

    private void answered(CallCopy copy, Object answer, Throwable thrown) throws SnapshotException {
        CallOutcome outcome = CallOutcomes.of(answer, thrown);
        if (outcome == CallOutcome.ERROR) {
            sample.skip(Skip.BASELINE_FAILED);
            return;
        }
        Snapshot value = outcome == CallOutcome.SUCCESS ? Answers.value(answer, mirror.snapshots()) : null;
        Throwable exception = outcome == CallOutcome.SUCCESS ? null : Answers.exception(answer, thrown);
        if (!mirror.mirrors().offer(new ShadowCall(mirror, sample, target, copy, value, exception))) {
            sample.skip(Skip.QUEUE_FULL);
        }
    }
}
