package io.hotroute.it.samples;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A fixed number of calls, as fast as the threads can make them. */
final class Burst {

    private Burst() {}

    static CallRecorder run(OrderService service, long calls, int threads, CallMode mode) throws InterruptedException {
        CallRecorder recorder = new CallRecorder();
        Caller caller = new Caller(service, mode, outcome -> outcome.accept(recorder));
        AtomicLong left = new AtomicLong(calls);
        CountDownLatch ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Threads.start("burst-" + i, () -> {
                while (left.getAndDecrement() > 0) {
                    caller.call();
                }
                ended.countDown();
            });
        }
        ended.await();
        caller.awaitAnswers();
        return recorder;
    }
}
