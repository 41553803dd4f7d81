package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random calls, ticks, thresholds and restarts, in turn by threads that end each other's calls. */
class RecorderPropertyTest {

    private static final long MS = 1_000_000;
    private static final int STEPS = 3_000;
    private static final CallOutcome[] OUTCOMES = CallOutcome.values();

    /** Of neighbouring numbers, so that they have different stripes once there are four. */
    private final List<ExecutorService> threads = List.of(
            Executors.newSingleThreadExecutor(),
            Executors.newSingleThreadExecutor(),
            Executors.newSingleThreadExecutor());

    private final List<Long> inFlight = new ArrayList<>();
    private LatencyRecorder recorder;
    private RecorderModel model;
    private Random random;
    private long now;
    private long judged;
    private long exceeded;

    @AfterEach
    void stopThreads() {
        threads.forEach(ExecutorService::shutdown);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void totalsAreThoseOfTheModel(long seed) throws Exception {
        random = new Random(seed);
        recorder = new LatencyRecorder(now);
        model = new RecorderModel(now);
        for (int step = 0; step < STEPS; step++) {
            now += (long) (random.nextDouble() * random.nextDouble() * 200 * MS);
            if (step % (STEPS / 3) == STEPS / 4) {
                recorder.doubleStripes();
            }
            switch (random.nextInt(20)) {
                case 0:
                    setThreshold();
                    break;
                case 1:
                    restartAges();
                    break;
                case 2:
                case 3:
                    tick("seed " + seed + ", step " + step);
                    break;
                default:
                    beginOrEnd();
            }
        }
        assertThat(model.slow).isPositive().isLessThan(model.completed);
    }

    private void setThreshold() {
        long threshold = (long) (MS * Math.exp(random.nextDouble() * 12));
        recorder.slowAbove(threshold);
        model.slowAbove(threshold);
    }

    private void restartAges() {
        if (random.nextInt(10) == 0) {
            recorder.restartAges(now);
            model.restartAges(now);
        }
    }

    private void beginOrEnd() throws Exception {
        long at = now;
        if (inFlight.isEmpty() || random.nextBoolean()) {
            onAnyThread(() -> recorder.begin(at));
            model.begin(at);
            inFlight.add(at);
            return;
        }
        // Mostly a young one, now and then one from long ago.
        int behind = (int) (Math.pow(random.nextDouble(), 4) * inFlight.size());
        long start = inFlight.remove(inFlight.size() - 1 - behind);
        CallOutcome outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
        onAnyThread(() -> recorder.end(start, at, outcome));
        model.end(start, at, outcome);
    }

    private void onAnyThread(Runnable action) throws Exception {
        Callable<Object> call = Executors.callable(action);
        threads.get(random.nextInt(threads.size())).submit(call).get();
    }

    private void tick(String as) {
        recorder.tick(now);
        model.tick(now);
        assertThat(recorder.completed()).as(as).isEqualTo(model.completed);
        assertThat(recorder.slow()).as(as).isEqualTo(model.slow);
        assertThat(recorder.errors()).as(as).isEqualTo(model.errors);
        assertThat(recorder.businessExceptions()).as(as).isEqualTo(model.businessExceptions);
        assertThat(recorder.exceedances()).as(as).isEqualTo(model.exceedances);
        assertThat(recorder.agedInFlight()).as(as).isEqualTo(model.agedInFlight());
        assertThat(recorder.inFlight()).as(as).isEqualTo(model.inFlight());
        assertThat(recorder.consecutiveErrors()).as(as).isEqualTo(model.consecutiveErrors);

        long nowJudged = recorder.completed() + recorder.agedInFlight();
        long nowExceeded = recorder.exceedances() + recorder.agedInFlight();
        assertThat(nowExceeded - exceeded).as(as).isBetween(0L, nowJudged - judged);
        judged = nowJudged;
        exceeded = nowExceeded;
    }
}
