package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A steady flow of calls in the background, until it is stopped. Thread-safe. */
final class Traffic {

    /** A flow that fell behind, for instance while a provider did not answer, does not catch up in one go. */
    private static final long MAX_LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Caller caller;
    private final long intervalNanos;
    private final List<Thread> threads = new ArrayList<>();
    private final CallRecorder everything = new CallRecorder();
    private CallRecorder sinceLast = new CallRecorder();
    private volatile boolean stopped;

    private Traffic(OrderService service, CallMode mode, long intervalNanos) {
        this.caller = new Caller(service, mode, this::record);
        this.intervalNanos = intervalNanos;
    }

    static Traffic start(OrderService service, int callsPerSecond, int threads, CallMode mode) {
        long interval = TimeUnit.SECONDS.toNanos(1) * threads / callsPerSecond;
        Traffic traffic = new Traffic(service, mode, interval);
        for (int i = 0; i < threads; i++) {
            traffic.threads.add(Threads.start("traffic-" + i, traffic::flow));
        }
        return traffic;
    }

    CallRecorder stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        caller.awaitAnswers();
        return everything;
    }

    synchronized CallRecorder sinceLast() {
        CallRecorder recorder = sinceLast;
        sinceLast = new CallRecorder();
        return recorder;
    }

    private synchronized void record(Consumer<CallRecorder> outcome) {
        outcome.accept(everything);
        outcome.accept(sinceLast);
    }

    private void flow() {
        long next = System.nanoTime();
        while (!stopped) {
            caller.call();
            next = Math.max(next + intervalNanos, System.nanoTime() - MAX_LAG_NANOS);
            for (long wait = next - System.nanoTime(); wait > 0 && !stopped; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }
}
