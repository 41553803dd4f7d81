package io.hotroute.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class LatencySeriesTest {

    private static final long NOW = 42;

    private static SeriesKey key(String method) {
        return new SeriesKey("shop.OrderService:1.0.0", method, "2.0.0");
    }

    @Test
    void aSeriesIsMadeOnce() {
        LatencySeries series = new LatencySeries(10, NOW);
        LatencyRecorder recorder = series.recorder(key("order"), NOW);

        assertThat(series.recorder(key("order"), NOW)).isSameAs(recorder);
        assertThat(series.recorder(key("cancel"), NOW)).isNotSameAs(recorder);
        assertThat(series.size()).isEqualTo(2);
        assertThat(series.overflows()).isZero();
    }

    @Test
    void beyondTheLimitAllIsOneOtherSeries() {
        LatencySeries series = new LatencySeries(2, NOW);
        LatencyRecorder first = series.recorder(key("1"), NOW);
        series.recorder(key("2"), NOW);
        LatencyRecorder other = series.recorder(key("3"), NOW);

        assertThat(series.recorder(key("4"), NOW)).isSameAs(other).isNotSameAs(first);
        assertThat(series.recorder(key("1"), NOW)).isSameAs(first);
        assertThat(series.overflows()).isEqualTo(2);
        assertThat(series.size()).isEqualTo(2);

        List<SeriesKey> keys = new ArrayList<>();
        series.forEach((key, recorder) -> keys.add(key));
        assertThat(keys).containsExactlyInAnyOrder(key("1"), key("2"), LatencySeries.OTHER);
    }

    @Test
    void aRemovedSeriesMakesRoom() {
        LatencySeries series = new LatencySeries(1, NOW);
        LatencyRecorder first = series.recorder(key("1"), NOW);
        series.removeIf(key -> key.method().equals("2"));
        assertThat(series.size()).isOne();
        series.removeIf(key -> key.method().equals("1"));

        assertThat(series.size()).isZero();
        assertThat(series.recorder(key("1"), NOW)).isNotSameAs(first);
        assertThat(series.overflows()).isZero();
    }

    @Test
    void allAreTicked() {
        LatencySeries series = new LatencySeries(1, NOW);
        for (String method : List.of("1", "2")) {
            series.recorder(key(method), NOW).begin(NOW);
        }
        series.tick(NOW + 1);

        List<Long> inFlight = new ArrayList<>();
        series.forEach((key, recorder) -> inFlight.add(recorder.inFlight()));
        assertThat(inFlight).containsExactly(1L, 1L);
    }

    @Test
    void threadsThatMeetAtTheLimitNeverExceedIt() throws Exception {
        int limit = 50;
        LatencySeries series = new LatencySeries(limit, NOW);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    for (int i = 0; i < 2 * limit; i++) {
                        series.recorder(key("m" + i), NOW);
                        assertThat(series.size()).isLessThanOrEqualTo(limit);
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(series.size()).isEqualTo(limit);
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> new LatencySeries(-1, NOW)).hasMessage("limit -1: must be 0 or more");
    }
}
