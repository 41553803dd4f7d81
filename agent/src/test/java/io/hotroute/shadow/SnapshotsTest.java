package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.hotroute.rule.Compare;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be read, and that what is made of it again is the same. */
class SnapshotsTest {

    private final Snapshots snapshots = new Snapshots(() -> 0);

    enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "not its name";
            }
        }
    }

    record Price(String currency, BigDecimal amount) {}

    static class Base {
        private int id = 3;
        private transient Object notSent = new Object();
    }

    static final class Order extends Base {
        private final String name = "a";
        private final List<Price> prices = new ArrayList<>(List.of(new Price("EUR", BigDecimal.ONE)));
        private Order next;
        private final int[] counts = {1, 2};
    }

    static Stream<Object> values() {
        Map<String, Object> map = new HashMap<>();
        map.put("a", 1);
        map.put(null, null);
        Map<Level, Integer> enums = new EnumMap<>(Level.class);
        enums.put(Level.HIGH, 1);
        SortedMap<String, Integer> sorted = new TreeMap<>(Comparator.reverseOrder());
        sorted.put("a", 1);
        sorted.put("b", 2);
        return Stream.of(
                "text",
                1,
                2L,
                'c',
                1.5f,
                new BigDecimal("1.10"),
                UUID.randomUUID(),
                Level.HIGH,
                Locale.ROOT,
                URI.create("a:b"),
                Instant.now(),
                LocalDate.now(),
                TimeUnit.DAYS,
                new Date(5),
                new java.sql.Timestamp(7),
                new java.sql.Date(7),
                new GregorianCalendar(2020, 1, 1),
                Optional.of("a"),
                Optional.empty(),
                OptionalInt.of(3),
                new int[] {1, 2},
                new byte[3],
                new String[] {"a", null},
                new int[][] {{1}, {}},
                new ArrayList<>(Arrays.asList(1, null, "a")),
                List.of(1, 2),
                Arrays.asList("a", "b"),
                Collections.unmodifiableList(new LinkedList<>(List.of(1))),
                new ArrayList<>(List.of(1, 2, 3)).subList(1, 2),
                Set.of(1),
                new HashSet<>(Arrays.asList(1, null)),
                new TreeSet<>(Set.of("a", "b")),
                EnumSet.of(Level.LOW),
                EnumSet.noneOf(Level.class),
                map,
                enums,
                sorted,
                Map.of("a", List.of(1)),
                map.keySet(),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new Properties(),
                new Price("EUR", BigDecimal.TEN),
                Map.entry("a", 1));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsAndMakesAgain(Object value) throws SnapshotException {
        Snapshot snapshot = snapshots.take(value)[0];
        Object again = snapshot.rebuild();
        assertThat(again).usingRecursiveComparison().isEqualTo(value);
        if (!(value instanceof Calendar)) {
            assertThat(again).isEqualTo(value);
        }
        assertThat(differences(snapshot, snapshots.take(again)[0])).isEmpty();
    }

    private static List<Difference> differences(Snapshot a, Snapshot b) {
        return new Comparison(Compare.EXACTLY).differences(a, b);
    }

    @Test
    void makesObjectsAgainFieldByField() throws SnapshotException {
        Order order = new Order();
        order.next = order;
        Snapshot snapshot = snapshots.take(order)[0];
        order.prices.clear();
        order.counts[0] = 99;
        Order again = (Order) snapshot.rebuild();
        assertThat(again).isNotSameAs(order);
        assertThat(again.next).isSameAs(again);
        assertThat(again.prices).containsExactly(new Price("EUR", BigDecimal.ONE));
        assertThat(again.counts).containsExactly(1, 2);
        assertThat(((Base) again).id).isEqualTo(3);
        assertThat(((Base) again).notSent).isNull();
        assertThat(differences(snapshot, snapshots.take(again)[0])).isEmpty();
        assertThat(differences(snapshot, snapshots.take(order)[0]))
                .extracting(Difference::path)
                .containsExactlyInAnyOrder("prices", "counts[*]");
    }

    @Test
    void keepsSharedReferencesAndHolders() throws SnapshotException {
        List<Object> shared = new ArrayList<>();
        AtomicReference<Object> reference = new AtomicReference<>(shared);
        shared.add(reference);
        Object[] both = {shared, shared, new AtomicInteger(4), new StringBuilder("a")};
        Object[] again = (Object[]) snapshots.take((Object) both)[0].rebuild();
        assertThat(again[0]).isSameAs(again[1]).isNotSameAs(shared);
        assertThat(((AtomicReference<?>) ((List<?>) again[0]).get(0)).get()).isSameAs(again[0]);
        assertThat(again[2]).hasToString("4").isNotSameAs(both[2]);
        assertThat(again[3]).hasToString("a").isNotSameAs(both[3]);
    }

    @SuppressWarnings("serial")
    static final class OrderException extends RuntimeException {
        private final int code;

        OrderException(String message, Throwable cause, int code) {
            super(message, cause);
            this.code = code;
        }
    }

    @Test
    void exceptionsHaveMessageCauseAndFields() throws SnapshotException {
        Snapshot snapshot = snapshots.take(new OrderException("a", new IllegalStateException("b"), 3))[0];
        OrderException again = (OrderException) snapshot.rebuild();
        assertThat(again).hasMessage("a").hasRootCauseMessage("b");
        assertThat(again.code).isEqualTo(3);
        assertThat(differences(snapshot, snapshots.take(new OrderException("a", null, 4))[0]))
                .extracting(Difference::path)
                .containsExactly("cause", "code");
    }

    @Test
    void whatIsNoValueIsRefused() {
        for (Object value : List.<Object>of(
                Thread.currentThread(),
                (Runnable) () -> {},
                Stream.of(1),
                getClass().getClassLoader(),
                List.of(1).iterator())) {
            assertThatThrownBy(() -> snapshots.take(value))
                    .isInstanceOfSatisfying(
                            SnapshotException.class, e -> assertThat(e.reason()).isEqualTo(Skip.NOT_READABLE))
                    .hasMessageContaining(value.getClass().getName());
        }
    }

    @Test
    void onlyWhatCannotChangeIsShared() throws SnapshotException {
        Base changes = new Base();
        Price price = new Price("EUR", BigDecimal.ONE);
        List<Object> fixed = List.of(price);
        Snapshot[] taken = snapshots.take(changes, price, fixed, List.of(changes));
        changes.id = 4;
        assertThat(((Base) taken[0].rebuild()).id).isEqualTo(3);
        assertThat(taken[1].rebuild()).isSameAs(price);
        assertThat(taken[2].rebuild()).isSameAs(fixed);
        assertThat(((Base) ((List<?>) taken[3].rebuild()).get(0)).id).isEqualTo(3);
    }

    private static Struct struct(double number, String text) {
        return Struct.newBuilder()
                .putFields("a", Value.newBuilder().setNumberValue(number).build())
                .putFields(
                        "b",
                        Value.newBuilder()
                                .setListValue(ListValue.newBuilder()
                                        .addValues(Value.newBuilder().setStringValue(text)))
                                .build())
                .build();
    }

    @Test
    void protobufMessagesAreSharedAndComparedByTheirFields() throws SnapshotException {
        Struct message = struct(1, "x");
        Snapshot snapshot = snapshots.take(message)[0];
        assertThat(snapshot.rebuild()).isSameAs(message);
        assertThat(differences(snapshot, snapshots.take(struct(1, "x"))[0])).isEmpty();
        assertThat(differences(snapshot, snapshots.take(struct(2, "y"))[0]))
                .extracting(Difference::path)
                .containsExactlyInAnyOrder("fields.a.number_value", "fields.b.list_value.values[*].string_value");
        assertThat(differences(snapshot, snapshots.take(Struct.getDefaultInstance())[0]))
                .extracting(Difference::path)
                .containsExactly("fields");
    }

    /** They are kept as they are, but what is sent counts. */
    @Test
    void protobufMessagesHaveTheBudgetOfAllValues() throws SnapshotException {
        BytesValue small = BytesValue.of(ByteString.copyFrom(new byte[60_000]));
        assertThat(snapshots.take(small)[0].rebuild()).isSameAs(small);
        BytesValue large = BytesValue.of(ByteString.copyFrom(new byte[70_000]));
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> snapshots.take(large))
                .extracting(SnapshotException::reason)
                .isEqualTo(Skip.TOO_LARGE);
        BytesValue other = BytesValue.of(ByteString.copyFrom(new byte[10_000]));
        assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> snapshots.take(small, other));
    }

    @Test
    void protobufBytesAndEnums() throws SnapshotException {
        BytesValue bytes = BytesValue.of(ByteString.copyFromUtf8("a"));
        assertThat(differences(
                        snapshots.take(bytes)[0], snapshots.take(BytesValue.of(ByteString.copyFromUtf8("b")))[0]))
                .extracting(Difference::toString)
                .containsExactly("value: byte[](1) -> byte[](1)");
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder();
        assertThat(differences(
                        snapshots
                                .take(field.setType(FieldDescriptorProto.Type.TYPE_BOOL)
                                        .build())[0],
                        snapshots
                                .take(field.setType(FieldDescriptorProto.Type.TYPE_BYTES)
                                        .build())[0]))
                .extracting(Difference::path)
                .containsExactly("type");
        assertThatThrownBy(() -> snapshots.take(field)).isInstanceOf(SnapshotException.class);
    }
}
