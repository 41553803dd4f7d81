package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.Compare;
import io.hotroute.rule.CompareTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonDifferenceCalculator;
import org.junit.jupiter.api.Test;

/** What holds for any graph: tried with thousands of random ones. */
class ComparisonPropertyTest {

    private static final Compare UNORDERED = CompareTexts.of("{unordered: ['**']}");
    private static final List<Compare> SETTINGS = List.of(
            Compare.EXACTLY,
            UNORDERED,
            CompareTexts.of("{unordered: ['**'], tolerance: {absolute: 1}, timestamps: 1s}"),
            CompareTexts.of("{unordered: [{path: '**.list', key: name}], ids: ['**.name']}"));

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Snapshots snapshots = new Snapshots(() -> 0);

    ComparisonPropertyTest() {
        System.out.println("ComparisonPropertyTest: seed " + seed);
    }

    private Snapshot take(Object value) throws SnapshotException {
        return snapshots.take(value)[0];
    }

    private static List<String> paths(Compare settings, Snapshot a, Snapshot b) {
        return new Comparison(settings)
                .differences(a, b).stream().map(Difference::path).toList();
    }

    @Test
    void equalGraphsNeverDifferAndAreMadeAgainWithoutSharing() throws SnapshotException {
        for (int i = 0; i < 1_000; i++) {
            long graph = random.nextLong();
            Object value = new RandomGraph(graph, -1).make();
            Object equal = new RandomGraph(graph, -1).make();
            Snapshot snapshot = take(value);
            Object again = snapshot.rebuild();
            RandomGraph.scramble(value);
            for (Compare settings : SETTINGS) {
                assertThat(paths(settings, snapshot, take(equal)))
                        .as("graph %d", graph)
                        .isEmpty();
                assertThat(paths(settings, take(again), take(equal)))
                        .as("graph %d", graph)
                        .isEmpty();
            }
            RandomGraph.scramble(again);
            assertThat(paths(Compare.EXACTLY, snapshot, take(equal)))
                    .as("graph %d", graph)
                    .isEmpty();
            assertThat(paths(Compare.EXACTLY, take(snapshot.rebuild()), take(equal)))
                    .as("graph %d", graph)
                    .isEmpty();
        }
    }

    @Test
    void oneChangeIsFoundAtItsPlace() throws SnapshotException {
        for (int i = 0; i < 1_500; i++) {
            long graph = random.nextLong();
            RandomGraph original = new RandomGraph(graph, -1);
            Snapshot a = take(original.make());
            RandomGraph mutant = new RandomGraph(graph, random.nextInt(Math.max(1, original.leaves())));
            Snapshot b = take(mutant.make());
            if (mutant.mutated() == null) {
                continue; // An empty set.
            }
            assertThat(paths(Compare.EXACTLY, a, b)).as("graph %d", graph).containsExactly(mutant.mutated());
            assertThat(paths(Compare.EXACTLY, b, a)).as("graph %d", graph).containsExactly(mutant.mutated());
            assertThat(paths(UNORDERED, a, b)).as("graph %d, unordered", graph).isNotEmpty();
        }
    }

    @Test
    void bothWaysDifferOrNeither() throws SnapshotException {
        int differing = 0;
        for (int i = 0; i < 1_500; i++) {
            long graph = random.nextLong();
            List<Object> list = new ArrayList<>();
            List<Object> other = new ArrayList<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                list.add(new RandomGraph(graph + n, -1).make());
                other.add(new RandomGraph(graph + n, random.nextInt(20) - 10).make());
            }
            Collections.shuffle(other, random);
            Snapshot a = take(list);
            Snapshot b = take(other);
            for (Compare settings : SETTINGS) {
                List<String> there = paths(settings, a, b);
                List<String> back = paths(settings, b, a);
                differing += there.isEmpty() ? 0 : 1;
                assertThat(back.isEmpty())
                        .as("graph %d, %s: %s, %s", graph, settings, there, back)
                        .isEqualTo(there.isEmpty());
            }
            assertThat(new TreeSet<>(paths(Compare.EXACTLY, a, b)))
                    .as("graph %d", graph)
                    .isEqualTo(new TreeSet<>(paths(Compare.EXACTLY, b, a)));
        }
        assertThat(differing).isBetween(500, 5_500);
    }

    @Test
    void agreesWithAssertJ() throws SnapshotException {
        int differing = 0;
        for (int i = 0; i < 1_000; i++) {
            long graph = random.nextLong();
            Object a = new RandomGraph(graph, -1).make();
            Object b = new RandomGraph(graph, random.nextInt(40) - 20).make();
            boolean isEqual = paths(Compare.EXACTLY, take(a), take(b)).isEmpty();
            differing += isEqual ? 0 : 1;
            assertThat(isEqual).as("graph %d", graph).isEqualTo(isEqualByAssertJ(a, b));
        }
        assertThat(differing).isBetween(100, 900);
    }

    @Test
    void withoutOrderAgreesWithSortedTexts() throws SnapshotException {
        int differing = 0;
        for (int i = 0; i < 1_000; i++) {
            List<Object> a = new ArrayList<>();
            List<Object> b = new ArrayList<>();
            for (int n = random.nextInt(5); n >= 0; n--) {
                a.add(Map.of("x", random.nextInt(2), "y", List.of(random.nextInt(2), random.nextInt(2))));
                b.add(random.nextInt(3) > 0 ? a.get(a.size() - 1) : Map.of("x", random.nextInt(2), "y", List.of(0, 1)));
            }
            Collections.shuffle(b, random);
            boolean isEqual = paths(UNORDERED, take(a), take(b)).isEmpty();
            differing += isEqual ? 0 : 1;
            assertThat(isEqual)
                    .as("seed %d: %s, %s", seed, a, b)
                    .isEqualTo(sorted(a).equals(sorted(b)));
        }
        assertThat(differing).isBetween(100, 900);
    }

    /** AssertJ's own comparison without order takes some different lists of maps for equal. */
    private static String sorted(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(ComparisonPropertyTest::sorted)
                    .sorted()
                    .toList()
                    .toString();
        }
        return value instanceof Map<?, ?> map
                ? "x" + sorted(map.get("x")) + "y" + sorted(map.get("y"))
                : value.toString();
    }

    private static boolean isEqualByAssertJ(Object a, Object b) {
        RecursiveComparisonConfiguration configuration = new RecursiveComparisonConfiguration();
        return new RecursiveComparisonDifferenceCalculator()
                .determineDifferences(a, b, configuration)
                .isEmpty();
    }
}
