package io.hotroute.it.benchmarks;

import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.shadow.Snapshots;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the snapshots of a sampled call cost its caller. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class SnapshotBenchmark {

    /** Reads the clock as often as ever, but is never too slow, as this machine may be. */
    private final Snapshots snapshots = new Snapshots(() -> System.nanoTime() & 1);

    private final Object[] immutable = {"order-4711", 42, TimeUnit.DAYS};
    private final Object order = order();
    private final Object result = result();

    /** A text, a number and an enum constant. */
    @Benchmark
    public Snapshot[] immutableArguments() throws SnapshotException {
        return snapshots.take(immutable);
    }

    /** An object with 24 others in lists of its own: 100 values. */
    @Benchmark
    public Snapshot[] argumentOf100Values() throws SnapshotException {
        return snapshots.take(order);
    }

    /** Maps in a list, as generic calls answer: 100 values. */
    @Benchmark
    public Snapshot[] resultOf100Values() throws SnapshotException {
        return snapshots.take(result);
    }

    static Object order() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            items.add(new Item("item-" + i, i, BigDecimal.valueOf(i, 2)));
        }
        return new Order("order", 1L, items);
    }

    static Object result() {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Map<String, Object> item = new HashMap<>();
            item.put("class", "com.example.Item");
            item.put("name", "item-" + i);
            item.put("count", i);
            item.put("price", BigDecimal.valueOf(i, 2));
            items.add(item);
        }
        return items;
    }

    static final class Order {
        private String name;
        private long number;
        private List<Item> items;

        Order(String name, long number, List<Item> items) {
            this.name = name;
            this.number = number;
            this.items = items;
        }
    }

    static final class Item {
        private String name;
        private int count;
        private BigDecimal price;

        Item(String name, int count, BigDecimal price) {
            this.name = name;
            this.count = count;
            this.price = price;
        }
    }
}
