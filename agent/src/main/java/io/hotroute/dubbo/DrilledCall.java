package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import io.hotroute.degrade.Side;
import io.hotroute.drill.Drill;
import io.hotroute.drill.Fault;
import io.hotroute.latency.CallOutcome;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.RpcInvocation;

/**
 * One call that a drill hits: delayed, failed or timed out as the drill wants it, and recorded so, on the caller's thread. A call
 * for a future is never delayed, as its caller does not expect to wait.
 */
final class DrilledCall extends Detour {

    private final Drill drill;
    private final Detour way;
    private final Recording recording;
    private final long timeoutNanos;

    /** @param way null for the usual way, which is then not recorded beyond the delay */
    DrilledCall(Drill drill, Detour way, Recording recording, long timeoutNanos) {
        this.drill = drill;
        this.way = way;
        this.recording = recording;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public Object invoke(Object invocation) throws Throwable {
        long begun = Gate.begin(recording);
        Throwable failure = null;
        Object result = null;
        try {
            inject((Invocation) invocation, begun);
            result = way == null ? Gate.PROCEED : way.invoke(invocation);
            return result;
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            end(begun, result, failure);
        }
    }

    private void inject(Invocation invocation, long now) {
        String target = drill.plan().target() == Side.CANDIDATE ? "candidate" : "baseline";
        if (drill.plan().fault() == Fault.ERROR) {
            throw new RpcException(
                    RpcException.NETWORK_EXCEPTION, "Hotroute: a drill fails this call of the " + target);
        }
        if (!isAsync(invocation) && drill.delay(timeoutNanos, now)) {
            throw new RpcException(
                    RpcException.TIMEOUT_EXCEPTION, "Hotroute: a drill has this call of the " + target + " time out");
        }
    }

    private static boolean isAsync(Invocation invocation) {
        return invocation instanceof RpcInvocation
                && CompletableFuture.class.isAssignableFrom(returnType((RpcInvocation) invocation));
    }

    private static Class<?> returnType(RpcInvocation invocation) {
        Class<?> type = invocation.getReturnType();
        return type == null ? Object.class : type;
    }

    private void end(long begun, Object result, Throwable failure) {
        if (way == null && failure == null && begun != Gate.UNOBSERVED) {
            recording.ended(begun, CallOutcome.SUCCESS);
        } else {
            Gate.end(recording, begun, result, failure);
        }
    }
}
