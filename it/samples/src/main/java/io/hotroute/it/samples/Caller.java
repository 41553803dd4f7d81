package io.hotroute.it.samples;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Makes single calls and records them; at most {@value #MAX_IN_FLIGHT} are unanswered at a time. Thread-safe. */
final class Caller {

    private static final int MAX_IN_FLIGHT = 64;

    private final OrderService service;
    private final CallMode mode;
    private final Consumer<Consumer<CallRecorder>> statistics;
    private final AtomicLong numbers = new AtomicLong();
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    /** @param statistics hands an outcome to whichever recorders are current when the call ends */
    Caller(OrderService service, CallMode mode, Consumer<Consumer<CallRecorder>> statistics) {
        this.service = service;
        this.mode = mode;
        this.statistics = statistics;
    }

    void call() {
        inFlight.acquireUninterruptibly();
        long start = System.nanoTime();
        try {
            mode.call(service, numbers.getAndIncrement()).whenComplete((order, failure) -> end(start, order, failure));
        } catch (RuntimeException e) {
            end(start, null, e);
        }
    }

    /** Waits until every call has been answered; Dubbo's time-outs bound the wait. */
    void awaitAnswers() {
        inFlight.acquireUninterruptibly(MAX_IN_FLIGHT);
        inFlight.release(MAX_IN_FLIGHT);
    }

    private void end(long start, Order order, Throwable failure) {
        long nanos = System.nanoTime() - start;
        if (failure == null) {
            statistics.accept(recorder -> recorder.success(order, nanos));
        } else {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            statistics.accept(recorder -> recorder.failure(cause, nanos));
        }
        inFlight.release();
    }
}
