package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.shadow.ObservedResult;
import io.hotroute.shadow.Sample;
import io.hotroute.shadow.Skip;
import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.InvokeMode;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * A call made once more, by the shadows' threads: sent without waiting, and compared when the answer is there. Its own
 * invocation, context, time-out and cluster invoker; nothing of it reaches the call that it mirrors. Lives for one call.
 */
final class ShadowCall implements Runnable {

    private final Mirror mirror;
    private final Sample sample;
    private final Sibling target;
    private final CallCopy copy;
    private final Snapshot value;
    private final Throwable exception;

    /**
     * @param value what the call was answered with; null if with an exception
     * @param exception what the call was answered with; null if with a value
     */
    ShadowCall(Mirror mirror, Sample sample, Sibling target, CallCopy copy, Snapshot value, Throwable exception) {
        this.mirror = mirror;
        this.sample = sample;
        this.target = target;
        this.copy = copy;
        this.value = value;
        this.exception = exception;
    }

    @Override
    public void run() {
        try {
            if (!Gate.isOpen()) {
                sample.skip(Skip.STOPPED);
            } else if (!target.shadow(this)) {
                sample.skip(Skip.UNAVAILABLE);
            }
        } catch (SnapshotException unreadable) {
            sample.skip(unreadable.reason());
        } catch (Throwable fault) {
            fault(fault);
        }
    }

    private void fault(Throwable fault) {
        Gate.fault(fault);
        sample.skip(Skip.FAULT);
    }

    /**
     * Called by the target while it is there.
     *
     * @return what the call returned, perhaps still awaited; or anything else if it was not made, or failed
     */
    Object send(Built built) throws SnapshotException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(built.leaf.getInterface().getClassLoader());
        try {
            RpcInvocation invocation = invocation(built);
            int timeout = copy.timeoutMillis(mirror.live().rule().timeoutNanos());
            long begun = System.nanoTime();
            return sample.sending(begun, TimeUnit.MILLISECONDS.toNanos(timeout))
                    ? send(built, invocation, timeout, begun)
                    : null;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private RpcInvocation invocation(Built built) throws SnapshotException {
        RpcInvocation invocation = built.binding.invocation(
                copy,
                built.leaf,
                copy.arguments(),
                copy.attachments(target.target().tag()));
        invocation.setInvokeMode(InvokeMode.valueOf("ASYNC"));
        if (sample.isNoise() && copy.address != null) {
            invocation.put(SubsetDirectory.AVOIDED, copy.address);
        }
        return invocation;
    }

    private Object send(Built built, RpcInvocation invocation, int timeout, long begun) {
        AbstractClusterInvoker<?> leaf = built.leaf;
        Object result;
        built.binding.enterEmpty(invocation, timeout);
        Object context = built.binding.enter(leaf);
        try {
            result = leaf.invoke(invocation);
        } catch (Throwable failure) {
            answered(null, failure, begun);
            return failure;
        } finally {
            built.binding.exit(context);
            built.binding.exitEmpty();
        }
        if (result instanceof AsyncRpcResult) {
            CompletableFuture<?> answer = ((AsyncRpcResult) result).getResponseFuture();
            answer.whenComplete((given, thrown) -> answered(given, thrown, begun));
        } else {
            answered(result, null, begun);
        }
        return result;
    }

    /** On any thread, one of Dubbo's as a rule: only hands over. */
    private void answered(Object answer, Throwable thrown, long begun) {
        try {
            long nanos = System.nanoTime() - begun;
            sample.answered(nanos, CallOutcomes.of(answer, thrown));
            if (!mirror.mirrors().offer(() -> compare(answer, thrown, nanos))) {
                sample.skip(Skip.QUEUE_FULL);
            }
        } catch (Throwable fault) {
            fault(fault);
        }
    }

    private void compare(Object answer, Throwable thrown, long nanos) {
        try {
            ObservedResult ofCall = value == null ? Answers.of(exception) : ObservedResult.value(value);
            sample.settle(ofCall, Answers.of(answer, thrown, mirror.snapshots()), nanos);
        } catch (SnapshotException unreadable) {
            sample.skip(unreadable.reason());
        } catch (Throwable fault) {
            fault(fault);
        }
    }
}
