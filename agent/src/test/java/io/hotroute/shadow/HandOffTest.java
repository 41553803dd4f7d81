package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOffTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private HandOff handOff = new HandOff(8, 2, SECOND / 5, "test-shadow", faults::add);

    @AfterEach
    void close() {
        handOff.close();
        await().until(handOff::isIdle);
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("test-shadow"))
                .count();
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callersStartNoThread() {
        AtomicInteger done = new AtomicInteger();
        assertThat(handOff.isIdle()).isTrue();
        for (int i = 0; i < 8; i++) {
            assertThat(handOff.offer(done::incrementAndGet)).isTrue();
        }
        assertThat(handOff.offer(done::incrementAndGet)).as("full").isFalse();
        assertThat(handOff.isIdle()).isFalse();
        assertThat(threads()).isZero();

        handOff.wake();
        await().until(() -> done.get() == 8);
    }

    @Test
    void wakeStartsNoThreadWithoutWork() {
        handOff.wake();

        assertThat(threads()).isZero();
        assertThat(handOff.isIdle()).isTrue();
    }

    @Test
    void noMoreThreadsThanAllowedAndTheyEndWhenIdle() {
        CountDownLatch go = new CountDownLatch(1);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 8; i++) {
            handOff.offer(() -> {
                seen.add(Thread.currentThread());
                pass(go);
            });
        }
        for (int i = 0; i < 5; i++) {
            handOff.wake();
        }
        await().until(() -> seen.size() == 2);
        assertThat(threads()).isEqualTo(2);
        assertThat(seen).allMatch(Thread::isDaemon).allMatch(thread -> thread.getContextClassLoader() == null);
        go.countDown();

        await().until(handOff::isIdle);
        await().until(() -> threads() == 0);
        assertThat(seen).hasSize(2);
        // And they come back.
        AtomicInteger again = new AtomicInteger();
        handOff.offer(again::incrementAndGet);
        handOff.wake();
        await().until(() -> again.get() == 1);
    }

    @Test
    void workThatThrowsOrLeavesThingsBehindHarmsNoOtherWork() {
        ClassLoader loader = new ClassLoader(null) {};
        Queue<Object> seen = new ConcurrentLinkedQueue<>();
        Error error = new StackOverflowError();
        IllegalStateException failure = new IllegalStateException();
        handOff = new HandOff(8, 1, SECOND / 5, "test-shadow", faults::add);
        handOff.offer(() -> {
            throw error;
        });
        handOff.offer(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            Thread.currentThread().interrupt();
            throw failure;
        });
        handOff.offer(() -> {
            seen.add(Thread.currentThread().isInterrupted());
            seen.add(String.valueOf(Thread.currentThread().getContextClassLoader()));
        });
        handOff.wake();

        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly(false, "null");
        assertThat(faults).containsExactly(error, failure);
    }

    @Test
    void closedItTakesNothingForgetsWhatIsQueuedAndEndsWithWhatItDoes() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        handOff = new HandOff(8, 1, 60 * SECOND, "test-shadow", faults::add);
        handOff.offer(() -> {
            begun.countDown();
            pass(go);
            done.incrementAndGet();
        });
        handOff.wake();
        pass(begun);
        handOff.offer(() -> done.addAndGet(100));
        handOff.close();

        assertThat(handOff.offer(() -> done.addAndGet(1_000))).isFalse();
        assertThat(handOff.isIdle()).as("one is under way").isFalse();
        handOff.wake();
        go.countDown();
        await().until(handOff::isIdle);
        assertThat(done).hasValue(1);
    }

    @Test
    void threadsThatFoundNothingAreClosedToo() {
        AtomicInteger done = new AtomicInteger();
        handOff = new HandOff(8, 2, 60 * SECOND, "test-shadow", faults::add);
        handOff.offer(done::incrementAndGet);
        handOff.wake();
        await().until(() -> done.get() == 1);
        assertThat(handOff.isIdle()).isFalse();
        handOff.close();

        await().atMost(5, TimeUnit.SECONDS).until(handOff::isIdle);
    }

    @Test
    void whateverIsTakenIsDoneOnce() throws InterruptedException {
        handOff = new HandOff(64, 2, SECOND / 5, "test-shadow", faults::add);
        int producers = 4;
        int each = 20_000;
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new java.util.ArrayList<>();
        for (int p = 0; p < producers; p++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    if (handOff.offer(done::incrementAndGet)) {
                        taken.incrementAndGet();
                    } else {
                        handOff.wake();
                        Thread.yield();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        handOff.wake();
        await().until(handOff::isIdle);

        assertThat(done).hasValue(taken.get());
        assertThat(taken.get()).isGreaterThan(64);
    }
}
