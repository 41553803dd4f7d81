package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.apache.dubbo.rpc.AsyncRpcResult;

/**
 * How many calls of one sibling have begun and not ended, so that it is not destroyed under any of them.
 *
 * <p><b>Cost.</b> Two striped increments per call; for an asynchronous call that is not answered yet, one completion node.
 * No lock.
 *
 * <p><b>Guarantees.</b> A call counts from before it reads the sibling's target until its answer, failure or time-out: who
 * takes the target away and sees {@link #count()} at zero afterwards may destroy the target. What goes on after the answer,
 * such as a stream, does not count.
 */
final class CallsInFlight {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final BiConsumer<Object, Throwable> end = (answer, failure) -> ended.increment();

    void begin() {
        begun.increment();
    }

    /** @param outcome what the call returned, or anything else if it threw. Never throws */
    void end(Object outcome) {
        try {
            if (outcome instanceof AsyncRpcResult) {
                CompletableFuture<?> answer = ((AsyncRpcResult) outcome).getResponseFuture();
                if (!answer.isDone()) {
                    answer.whenComplete(end);
                    return;
                }
            }
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
        ended.increment();
    }

    /** @return never too few: the ends are read first, and each has its begin before it */
    long count() {
        long ends = ended.sum();
        return begun.sum() - ends;
    }
}
