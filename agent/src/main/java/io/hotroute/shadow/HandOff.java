package io.hotroute.shadow;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * A bounded lock-free queue (D. Vyukov's, as JCTools has it) and the few threads that work on it. Callers never wake a thread,
 * start one or wait: threads look for work themselves, every millisecond after they had some and ever less often, down to every
 * 50 ms. They live only while there is work: {@link #wake} starts them, and they end after {@value #IDLE_SECONDS} s without.
 * Thread-safe.
 *
 * <p><b>Cost of {@link #offer}.</b> A CAS and some volatile accesses. It allocates nothing.
 */
public final class HandOff {

    private static final int IDLE_SECONDS = 5;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
    private static final long FIRST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final MpmcAtomicArrayQueue<Runnable> queue;
    private final int threads;
    private final long idleNanos;
    private final String name;
    private final Consumer<Throwable> faults;
    private final AtomicInteger alive = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param capacity at least 2; rounded up to a power of two
     * @param threads the most threads, at least 1
     * @param name of the threads
     * @param faults gets what work throws, on the thread it was on; must not throw
     */
    public HandOff(int capacity, int threads, String name, Consumer<Throwable> faults) {
        this(capacity, threads, IDLE_NANOS, name, faults);
    }

    /** For tests: threads end after another time. */
    HandOff(int capacity, int threads, long idleNanos, String name, Consumer<Throwable> faults) {
        this.queue = new MpmcAtomicArrayQueue<>(capacity);
        this.threads = threads;
        this.idleNanos = idleNanos;
        this.name = Objects.requireNonNull(name, "name");
        this.faults = Objects.requireNonNull(faults, "faults");
    }

    /** @return false if it is full, or closed; of work that is offered while it is being closed, neither may be so */
    public boolean offer(Runnable work) {
        if (closed || !queue.offer(work)) {
            return false;
        }
        // Whoever closes it between the two may have looked before this was in: then nobody else would take it out.
        if (closed) {
            queue.clear();
            return false;
        }
        return true;
    }

    /** For the ticker, whose thread the new ones inherit from: starts threads if there is work. */
    public void wake() {
        int wanted = Math.min(threads, queue.size());
        while (!closed && alive.get() < wanted) {
            alive.getAndIncrement();
            if (closed || !start()) {
                alive.getAndDecrement();
                return;
            }
        }
    }

    private boolean start() {
        try {
            Thread thread = new Thread(this::work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            return true;
        } catch (Throwable noThread) {
            faults.accept(noThread);
            return false;
        }
    }

    /** @return whether nothing is queued and no thread is alive; once closed, it stays so */
    public boolean isIdle() {
        return alive.get() == 0 && queue.isEmpty();
    }

    /** Takes no more work, forgets what is queued; threads end with what they do, within 50 ms. */
    public void close() {
        closed = true;
        queue.clear();
    }

    private void work() {
        try {
            long idleSince = System.nanoTime();
            long park = FIRST_PARK_NANOS;
            while (!closed && System.nanoTime() - idleSince < idleNanos) {
                Runnable next = queue.poll();
                if (next == null) {
                    LockSupport.parkNanos(this, park);
                    park = Math.min(2 * park, LONGEST_PARK_NANOS);
                } else {
                    run(next);
                    idleSince = System.nanoTime();
                    park = FIRST_PARK_NANOS;
                }
                // Else it would never park again.
                Thread.interrupted();
            }
        } finally {
            alive.getAndDecrement();
        }
    }

    private void run(Runnable next) {
        try {
            next.run();
        } catch (Throwable fault) {
            faults.accept(fault);
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }
}
