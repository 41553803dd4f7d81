package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cap holds in any second there is, not only in whole ones. */
class RateCapTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int[] CAPS = {1, 2, 3, 4, 5, 6, 9, 10, 20, 99, 1_000};

    /** @return the most in any second from a (inclusive) to a + 1 s (exclusive) */
    private static int mostInASecond(long[] times, long origin) {
        long[] sorted = Arrays.stream(times).map(time -> time - origin).sorted().toArray();
        int most = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[first] >= SECOND) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }

    @Test
    void noSecondHasMoreWhateverTheArrivals() {
        for (int cap : CAPS) {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                // Also where nanoTime overflows.
                long origin = seed % 2 == 0 ? Long.MAX_VALUE - SECOND : -5 * SECOND;
                RateCap rate = new RateCap(cap, origin);
                List<Long> taken = new ArrayList<>();
                long now = origin;
                for (int i = 0; i < 20_000; i++) {
                    now += gap(random, cap);
                    // Some callers read the clock, and are late.
                    long seen = random.nextInt(4) == 0 ? now - random.nextInt(1_000_000) : now;
                    if (rate.tryTake(seen)) {
                        taken.add(seen);
                    }
                }
                long[] times = taken.stream().mapToLong(Long::longValue).toArray();
                assertThat(mostInASecond(times, origin))
                        .as("cap %d, seed %d", cap, seed)
                        .isBetween(1, cap);
            }
        }
    }

    /** Clumps, a steady stream at any multiple of the cap, and pauses. */
    private static long gap(Random random, int cap) {
        switch (random.nextInt(50)) {
            case 0:
                return random.nextInt(3) * SECOND;
            case 1:
                return SECOND / cap;
            default:
                return (long) (-Math.log(1 - random.nextDouble()) * SECOND / (cap * (1 + random.nextInt(10))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 20, 10_000})
    void underASteadyLoadFourFifthsOfTheCapComeThrough(int cap) {
        RateCap rate = new RateCap(cap, 0);
        int taken = 0;
        long seconds = 10;
        for (long now = 0; now < seconds * SECOND; now += SECOND / (20L * cap)) {
            taken += rate.tryTake(now) ? 1 : 0;
        }

        assertThat(taken).isBetween((int) (seconds * cap * 0.78), (int) seconds * cap);
    }

    @Test
    void callsThatComeAtRandomBelowTheCapComeThrough() {
        RateCap rate = new RateCap(20, 0);
        Random random = new Random(1);
        int taken = 0;
        long now = 0;
        for (int i = 0; i < 10_000; i++) {
            now += (long) (-Math.log(1 - random.nextDouble()) * SECOND / 10);
            taken += rate.tryTake(now) ? 1 : 0;
        }

        assertThat(taken).isGreaterThan(9_500);
    }

    @Test
    void manyThreadsTogetherGetNoMore() throws InterruptedException {
        int cap = 50;
        RateCap rate = new RateCap(cap, System.nanoTime());
        long origin = System.nanoTime();
        int threads = 8;
        List<Long> taken = new ArrayList<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                List<Long> mine = new ArrayList<>();
                long now;
                while ((now = System.nanoTime()) - origin < 2 * SECOND) {
                    if (rate.tryTake(now)) {
                        mine.add(now);
                    }
                }
                synchronized (taken) {
                    taken.addAll(mine);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(mostInASecond(taken.stream().mapToLong(Long::longValue).toArray(), origin))
                .isBetween(cap / 2, cap);
    }
}
