package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.rule.CompareTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts as a difference, where it is, and what is said of it. */
class ComparisonTest {

    record Item(Object id, Object price) {}

    record Other(Object id, Object price) {}

    enum Color {
        RED,
        GREEN
    }

    private static List<String> compare(String settings, Object a, Object b) {
        Snapshots snapshots = new Snapshots(() -> 0);
        try {
            return new Comparison(CompareTexts.of(settings))
                    .differences(snapshots.take(a)[0], snapshots.take(b)[0]).stream()
                            .map(Difference::toString)
                            .toList();
        } catch (SnapshotException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> compare(Object a, Object b) {
        return compare("{showValues: ['**']}", a, b);
    }

    @Test
    void numbersByValue() {
        assertThat(compare(3, 3L)).isEmpty();
        assertThat(compare(new BigDecimal("1.10"), new BigDecimal("1.1"))).isEmpty();
        assertThat(compare(1.5f, 1.5)).isEmpty();
        assertThat(compare(0.1, new BigDecimal("0.1"))).isEmpty();
        assertThat(compare(Double.NaN, Double.NaN)).isEmpty();
        assertThat(compare(0.0, -0.0)).isEmpty();
        assertThat(compare(BigInteger.TEN.pow(30), new BigDecimal("1E30"))).isEmpty();
        assertThat(compare(3, 4)).containsExactly(": 3 -> 4");
        assertThat(compare(Double.NaN, 1.0)).containsExactly(": NaN -> 1.0");
        assertThat(compare(3, "3")).hasSize(1);
        assertThat(compare(Long.MAX_VALUE, Long.MAX_VALUE - 1)).hasSize(1);
    }

    @Test
    @Timeout(10)
    void numbersWithinTolerance() {
        String settings = "{tolerance: {absolute: 0.01, relative: 0.001}}";
        assertThat(compare(settings, 1.0, 1.01)).isEmpty();
        assertThat(compare(settings, 1_000, 1_001)).isEmpty();
        assertThat(compare(settings, 1.0, 1.02)).hasSize(1);
        assertThat(compare(settings, 1_000, 1_002)).hasSize(1);
        assertThat(compare(settings, new BigDecimal("1E1000000000"), 1)).hasSize(1);
    }

    @Test
    void timesByInstant() {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(compare(Date.from(time), time)).isEmpty();
        assertThat(compare(time, time.atOffset(ZoneOffset.ofHours(3)))).isEmpty();
        assertThat(compare(time, time.plusMillis(1))).hasSize(1);
        assertThat(compare("{timestamps: 2s}", time, time.plusSeconds(2))).isEmpty();
        assertThat(compare("{timestamps: 2s}", time, time.plusSeconds(2).plusNanos(1)))
                .hasSize(1);
        assertThat(compare(LocalDate.MIN, LocalDate.MAX)).hasSize(1);
        assertThat(compare(new java.sql.Timestamp(1), new Date(1))).isEmpty();
    }

    @Test
    void classesOfCollectionsDoNotCountThoseOfObjectsDo() {
        assertThat(compare(new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1))))
                .isEmpty();
        assertThat(compare(new HashMap<>(Map.of("a", 1)), new TreeMap<>(Map.of("a", 1))))
                .isEmpty();
        assertThat(compare(new Integer[] {1}, new int[] {1})).isEmpty();
        assertThat(compare(new Item(1, 2), new Other(1, 2)))
                .containsExactly(": ComparisonTest$Item -> ComparisonTest$Other");
        assertThat(compare(Color.RED, Color.GREEN)).containsExactly(": RED -> GREEN");
        assertThat(compare(List.of(1), Map.of())).hasSize(1);
        assertThat(compare(Optional.of(1), Optional.empty())).containsExactly(": 1 -> absent");
    }

    @Test
    void aMapOfAGenericCallIsAnObject() {
        Map<String, Object> generic = Map.of("class", Item.class.getName(), "id", 1, "price", 2);
        assertThat(compare(generic, new Item(1, 2))).isEmpty();
        assertThat(compare(new Item(1, 3), generic)).containsExactly("price: 3 -> 2");
    }

    @Test
    void placesAreGeneralisedAndReportedOnce() {
        List<Item> a = List.of(new Item(1, 1), new Item(2, 2), new Item(3, 3));
        List<Item> b = List.of(new Item(1, 9), new Item(2, 9), new Item(3, 3));
        assertThat(compare(Map.of("items", a, "x", 1), Map.of("items", b, "x", 2)))
                .containsExactlyInAnyOrder("items[*].price: 1 -> 9", "x: 1 -> 2");
        assertThat(compare(Map.of("a", 1, "b c", 1, 7, 1), Map.of("b", 1, "b c", 2, 7, 2)))
                .containsExactlyInAnyOrder("a: 1 -> absent", "b: absent -> 1", "[*]: 1 -> 2");
        assertThat(compare(List.of(1), List.of(1, 2))).containsExactly(": List(1) -> List(2)");
    }

    @Test
    void valuesAreHiddenUnlessShown() {
        String settings = "{showValues: [shown]}";
        Map<String, String> a = Map.of("shown", "secret", "hidden", "secret");
        Map<String, String> b = Map.of("shown", "x".repeat(200), "hidden", "secrets");
        assertThat(compare(settings, a, b))
                .containsExactlyInAnyOrder(
                        "hidden: String(6) -> String(7)", "shown: secret -> " + "x".repeat(100) + "...");
        assertThat(compare("{}", 3, null)).containsExactly(": Integer -> null");
        assertThat(compare("{}", Color.RED, Color.GREEN))
                .containsExactly(": ComparisonTest$Color -> ComparisonTest$Color");
    }

    @Test
    void ignoredPlacesDoNotCount() {
        Item a = new Item(1, List.of(new Item(5, 1)));
        Item b = new Item(2, List.of(new Item(6, 1)));
        assertThat(compare("{ignore: ['**.id']}", a, b)).isEmpty();
        assertThat(compare("{ignore: [id]}", a, b)).hasSize(1);
        assertThat(compare("{ignore: ['price[*]']}", a, new Item(1, List.of()))).hasSize(1);
    }

    @Test
    void unorderedAsMultisets() {
        assertThat(compare(Set.of("a", "b"), new HashSet<>(List.of("b", "a")))).isEmpty();
        assertThat(compare(Set.of("a"), Set.of("b"))).containsExactly("[*]: a -> b");
        assertThat(compare(List.of(1, 2), List.of(2, 1))).hasSize(1);
        String settings = "{unordered: ['**'], showValues: ['**'], tolerance: {absolute: 1}}";
        assertThat(compare(settings, List.of(1, 2, 2), List.of(2, 1, 2))).isEmpty();
        assertThat(compare("{unordered: ['']}", List.of(1, 2, 2), List.of(1, 1, 2)))
                .containsExactly("[*]: Integer -> Integer");
        assertThat(compare("{unordered: ['']}", List.of(1, 2), List.of(1))).containsExactly("[*]: Integer -> absent");
    }

    /** The first that is near enough must not take what only another is near enough to. */
    @Test
    void unorderedWithinTolerance() {
        String settings = "{unordered: ['**'], tolerance: {absolute: 1}}";
        List<Item> a = List.of(new Item(1.0, 2), new Item(2.0, 1));
        List<Item> b = List.of(new Item(1.0, 1), new Item(2.0, 3));
        assertThat(compare(settings, a, b)).isEmpty();
        assertThat(compare(settings, b, a)).isEmpty();
        assertThat(compare(settings, List.of(new Item(1, 1)), List.of(new Item(1, 3))))
                .hasSize(1);
        // A whole number and one near it are of two classes.
        settings = "{unordered: ['**'], tolerance: {absolute: 0.1}}";
        assertThat(compare(settings, List.of(1.0, 5.0), List.of(5.01, 1.01))).isEmpty();
        assertThat(compare("{tolerance: {absolute: 0.1}}", Set.of(1.0, 5.0), Set.of(5.01, 1.01)))
                .isEmpty();
        assertThat(compare(settings, List.of(1.0, 5.0), List.of(5.01, 1.2))).hasSize(1);
    }

    @Test
    void unorderedByKey() {
        String settings = "{unordered: [{path: '', key: id}], showValues: ['**']}";
        List<Item> a = List.of(new Item("x", 1), new Item("y", 2));
        assertThat(compare(settings, a, List.of(new Item("y", 2), new Item("x", 1))))
                .isEmpty();
        assertThat(compare(settings, a, List.of(new Item("y", 3), new Item("x", 1))))
                .containsExactly("[*].price: 2 -> 3");
        assertThat(compare(settings, a, List.of(new Item("x", 1))))
                .containsExactly("[*]: ComparisonTest$Item -> absent");
        assertThat(compare(settings, a, List.of(new Item("z", 2), new Item("x", 1))))
                .hasSize(1);
    }

    @Test
    void idsOneToOne() {
        String settings = "{ids: ['**.id']}";
        List<Item> a = List.of(new Item("a", 1), new Item("b", 1), new Item("a", 1));
        assertThat(compare(settings, a, List.of(new Item("x", 1), new Item("y", 1), new Item("x", 1))))
                .isEmpty();
        assertThat(compare(settings, a, List.of(new Item("x", 1), new Item("y", 1), new Item("y", 1))))
                .hasSize(1);
        assertThat(compare(settings, a, List.of(new Item("x", 1), new Item("x", 1), new Item("x", 1))))
                .containsExactly("[*].id: String(1) -> String(1), not one to one");
        assertThat(compare(settings, new Item(1, 1), new Item(null, 1))).hasSize(1);
        assertThat(compare(settings, new Item(1, 1), new Item("1", 1))).hasSize(1);
        String unordered = "{ids: ['**.id'], unordered: ['']}";
        assertThat(compare(
                        unordered,
                        List.of(new Item("a", 1), new Item("b", 2)),
                        List.of(new Item("y", 2), new Item("x", 1))))
                .isEmpty();
    }

    @Test
    @Timeout(10)
    void cyclesEnd() {
        assertThat(compare(cycle(3), cycle(3))).isEmpty();
        assertThat(compare(cycle(40), cycle(41))).hasSizeLessThanOrEqualTo(1);
        Map<String, Object> other = cycle(3);
        map(other.get("next")).put("value", 2);
        assertThat(compare(cycle(3), other)).contains("next.value: 1 -> 2");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> cycle(int length) {
        Map<String, Object> first = new HashMap<>();
        Map<String, Object> last = first;
        for (int i = 1; i < length; i++) {
            Map<String, Object> next = new HashMap<>();
            last.put("next", next);
            last.put("value", 1);
            last = next;
        }
        last.put("next", first);
        last.put("value", 1);
        return first;
    }

    /** Each list has the next one twice, so that there are 2^n ways. */
    @Test
    @Timeout(20)
    void manyWaysToOnePlaceTakeNoTime() {
        for (String settings : List.of("{}", "{unordered: ['**']}", "{unordered: ['**'], tolerance: {absolute: 1}}")) {
            List<Object> a = new ArrayList<>(List.of(1));
            List<Object> b = new ArrayList<>(List.of(1));
            for (int i = 0; i < 60; i++) {
                a = new ArrayList<>(Arrays.asList(a, a));
                b = new ArrayList<>(Arrays.asList(b, b));
            }
            assertThat(compare(settings, a, b)).as(settings).isEmpty();
        }
        List<Object> numbers = new ArrayList<>(
                IntStream.range(0, 1_900).mapToObj(i -> (Object) (i * 0.5)).toList());
        List<Object> shuffled = new ArrayList<>(numbers);
        java.util.Collections.reverse(shuffled);
        assertThat(compare("{unordered: ['**'], tolerance: {absolute: 1000}}", numbers, shuffled))
                .isEmpty();
    }

    @Test
    void exceptions() {
        Comparison comparison = new Comparison(CompareTexts.of("{}"));
        assertThat(comparison.differences(
                        "a.E",
                        "order 17 of 0x7f3a at 2026-01-01T10:00:00Z",
                        "a.E",
                        "order 4,711 of 0x99 at 2025-01-01T10:00:00.123Z"))
                .isEmpty();
        assertThat(comparison.differences("a.E", "Lock@1b2c3d", "a.E", "Lock@ff00aa"))
                .isEmpty();
        assertThat(comparison.differences(
                        "a.E",
                        "no 123e4567-e89b-12d3-a456-426614174000",
                        "a.E",
                        "no 00000000-e89b-12d3-a456-426614174abc"))
                .isEmpty();
        assertThat(comparison.differences("a.E", null, "a.F", "x"))
                .extracting(Difference::toString)
                .containsExactly("!class: a.E -> a.F", "!message: null -> String(1)");
        assertThat(new Comparison(CompareTexts.of("{ignore: ['!message']}")).differences("a.E", "a", "a.E", "b"))
                .isEmpty();
    }
}
