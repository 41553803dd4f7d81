package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads and a ticker at once: nothing is lost, nothing counts twice, nothing that was told is taken back. */
@Timeout(60)
class RecorderThreadsTest {

    private static final int THREADS = 4;
    private static final int CALLS = 200_000;
    private static final long SEED = 20261124;

    private final LatencyRecorder recorder = new LatencyRecorder(System.nanoTime());
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    /** Calls that another thread ends, as an asynchronous answer does. */
    private final BlockingQueue<Long> handedOver = new ArrayBlockingQueue<>(1_000);

    @Test
    void everyCallIsJudgedOnce() throws Exception {
        List<Future<long[]>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(SEED + i);
            threads.add(pool.submit(() -> call(random)));
        }
        pool.shutdown();
        Random random = new Random(SEED - 1);
        long judged = 0;
        long exceeded = 0;
        boolean ended = false;
        while (!ended) {
            ended = pool.isTerminated();
            // The clock runs ahead by up to a second, so that cohorts age while their calls begin and end.
            recorder.slowAbove(1 + random.nextInt(1_000_000));
            recorder.tick(System.nanoTime() + random.nextInt(1_000_000_000));
            long nowJudged = recorder.completed() + recorder.agedInFlight();
            long nowExceeded = recorder.exceedances() + recorder.agedInFlight();
            assertThat(nowExceeded - exceeded).isBetween(0L, nowJudged - judged);
            judged = nowJudged;
            exceeded = nowExceeded;
        }
        for (Long start = handedOver.poll(); start != null; start = handedOver.poll()) {
            recorder.end(start, System.nanoTime(), CallOutcome.SUCCESS);
        }
        recorder.tick(System.nanoTime() + LatencyRecorder.SLICE_NANOS);

        long errors = 0;
        for (Future<long[]> thread : threads) {
            errors += thread.get()[0];
        }
        long calls = (long) THREADS * CALLS;
        assertThat(recorder.completed()).isEqualTo(calls);
        assertThat(recorder.errors()).isEqualTo(errors);
        assertThat(recorder.inFlight()).isZero();
        assertThat(recorder.agedInFlight()).isZero();
        assertThat(recorder.exceedances()).isBetween(errors, calls);
    }

    private long[] call(Random random) {
        long errors = 0;
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            recorder.begin(start);
            if (random.nextInt(10) == 0 && handedOver.offer(start)) {
                continue;
            }
            Long other = random.nextInt(10) == 0 ? handedOver.poll() : null;
            if (other != null) {
                recorder.end(other, System.nanoTime(), CallOutcome.SUCCESS);
            }
            boolean fails = random.nextInt(20) == 0;
            errors += fails ? 1 : 0;
            recorder.end(start, System.nanoTime(), fails ? CallOutcome.ERROR : CallOutcome.SUCCESS);
        }
        return new long[] {errors};
    }
}
