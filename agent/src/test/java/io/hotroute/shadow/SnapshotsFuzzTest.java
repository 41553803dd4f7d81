package io.hotroute.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that do harm when they are touched: none of their code runs while a snapshot is taken, and it ends. */
@Timeout(30)
class SnapshotsFuzzTest {

    private static final AtomicInteger RAN = new AtomicInteger();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Snapshots snapshots = new Snapshots(System::nanoTime);

    private static <T> T harm() {
        RAN.incrementAndGet();
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("harm");
    }

    static class Hostile implements Comparable<Hostile> {
        private final String name = "a";

        public String getName() {
            return harm();
        }

        @Override
        public int hashCode() {
            return SnapshotsFuzzTest.<Integer>harm();
        }

        @Override
        public boolean equals(Object other) {
            return SnapshotsFuzzTest.<Boolean>harm();
        }

        @Override
        public String toString() {
            return harm();
        }

        @Override
        public int compareTo(Hostile other) {
            return SnapshotsFuzzTest.<Integer>harm();
        }

        @Override
        protected Object clone() {
            return harm();
        }
    }

    static final class HostileList extends AbstractList<Object> {
        private final transient Object[] held = {1, 2};

        @Override
        public Object get(int index) {
            return harm();
        }

        @Override
        public int size() {
            return SnapshotsFuzzTest.<Integer>harm();
        }

        @Override
        public Iterator<Object> iterator() {
            return harm();
        }
    }

    static final class HostileMap extends AbstractMap<String, Object> {
        private final Map<String, Object> held = new HashMap<>(Map.of("a", 1));

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return harm();
        }

        @Override
        public int size() {
            return SnapshotsFuzzTest.<Integer>harm();
        }
    }

    @SuppressWarnings("serial")
    static final class HostileArrayList extends ArrayList<Object> {
        @Override
        public Object[] toArray() {
            return harm();
        }
    }

    @SuppressWarnings("serial")
    static final class HostileDate extends Date {
        @Override
        public Object clone() {
            return harm();
        }

        @Override
        public long getTime() {
            return SnapshotsFuzzTest.<Long>harm();
        }
    }

    @SuppressWarnings("serial")
    static final class HostileException extends RuntimeException {
        @Override
        public String getMessage() {
            return harm();
        }
    }

    @SuppressWarnings("serial")
    static final class Lru extends LinkedHashMap<String, Object> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > 10;
        }
    }

    @SuppressWarnings("serial")
    static final class Replaced implements Serializable {
        private transient int kept = 7;

        private Object writeReplace() {
            return harm();
        }
    }

    static final class Self {
        private final Object[] self = {this, null};
        private Object lock = new Object();
    }

    private static Skip refusal(Snapshots snapshots, Object value) {
        SnapshotException refused = catchThrowableOfType(SnapshotException.class, () -> snapshots.take(value));
        return refused == null ? null : refused.reason();
    }

    /** Whatever time it takes. */
    private static Skip refusal(Object value) {
        return refusal(new Snapshots(() -> 0), value);
    }

    @Test
    void codeOfTheApplicationDoesNotRun() {
        Map<Object, Object> keys = new java.util.IdentityHashMap<>();
        keys.put(new Hostile(), new Hostile());
        for (Object value : List.of(
                new Object[] {new Hostile(), new Hostile()},
                new Object[] {new HostileList(), new HostileMap()},
                keys)) {
            assertThat(refusal(value)).isNull();
        }
        for (Object value :
                List.of(new Object[] {new HostileArrayList()}, new Object[] {new HostileDate()}, new Object[] {
                    new HostileException()
                })) {
            assertThat(refusal(value)).isEqualTo(Skip.NOT_READABLE);
        }
        assertThat(refusal(new Replaced())).isNull();
        assertThat(RAN).hasValue(0);
    }

    @Test
    void customCollectionsAreMadeAgain() throws SnapshotException {
        Lru lru = new Lru();
        lru.put("a", 1);
        assertThat(snapshots(lru).rebuild()).isEqualTo(lru).isInstanceOf(Lru.class);
        Map<String, Object> braces = new HashMap<>() {
            private static final long serialVersionUID = 1;

            {
                put("a", 1);
            }
        };
        assertThat(snapshots(braces).rebuild()).isEqualTo(braces).isExactlyInstanceOf(HashMap.class);
        HostileList list = (HostileList) snapshots(new HostileList()).rebuild();
        assertThat(list.held).containsExactly(1, 2);
        assertThat(((Replaced) snapshots(new Replaced()).rebuild()).kept).isEqualTo(7);
    }

    private static Snapshot snapshots(Object value) throws SnapshotException {
        return new Snapshots(() -> 0).take(value)[0];
    }

    @Test
    void whatIsTooLargeIsRefused() {
        Snapshots patient = new Snapshots(() -> 0);
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayList<>(Collections.singletonList(deep));
        }
        for (Object value : List.of(
                deep,
                new ArrayList<>(Collections.nCopies(1_000_000, 1)),
                Collections.nCopies(Integer.MAX_VALUE, 1),
                "x".repeat(64 * 1_024 + 1),
                new int[16_385],
                new long[Integer.MAX_VALUE / 64],
                java.math.BigInteger.ONE.shiftLeft(1_000_000),
                new java.math.BigDecimal(java.math.BigInteger.ONE.shiftLeft(1_000_000), 5),
                new Object[][] {new Object[1_000], new Integer[1_001]},
                Collections.nCopies(2_000, "x"))) {
            SnapshotException refused = catchThrowableOfType(SnapshotException.class, () -> patient.take(value));
            assertThat(refused).as(value.getClass().getName()).isNotNull();
            assertThat(refused.reason()).isEqualTo(Skip.TOO_LARGE);
        }
    }

    /** All values of one call share the budget. */
    @Test
    void theBudgetIsForAllValuesTogether() throws SnapshotException {
        Snapshots patient = new Snapshots(() -> 0);
        List<Integer> half = Collections.nCopies(999, 1);
        patient.take(half, new ArrayList<>(half));
        assertThat(catchThrowableOfType(SnapshotException.class, () -> patient.take(half, new ArrayList<>(half), 1)))
                .isNotNull();
    }

    @Test
    void whatTakesTooLongIsRefused() {
        AtomicLong clock = new AtomicLong();
        Snapshots slow = new Snapshots(() -> clock.addAndGet(200_000));
        SnapshotException refused = catchThrowableOfType(
                SnapshotException.class, () -> slow.take(Collections.nCopies(600, Collections.nCopies(1, "x"))));
        assertThat(refused.reason()).isEqualTo(Skip.TOO_SLOW);
    }

    @Test
    void whatContainsItselfIsTaken() throws SnapshotException {
        Self self = new Self();
        Self again = (Self) snapshots(self).rebuild();
        assertThat(again.self[0]).isSameAs(again);
        assertThat(again.lock).isNotSameAs(self.lock);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        Map<?, ?> mapAgain = (Map<?, ?>) snapshots(map).rebuild();
        assertThat(mapAgain.get("self")).isSameAs(mapAgain);
    }

    @Test
    void generatedAndForeignThingsAreRefused() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> harm());
        for (Object value : List.of(
                new Object[] {proxy},
                new Object[] {(Runnable) () -> {}},
                new Object[] {new ByteArrayInputStream(new byte[1])},
                new Object[] {new Random()})) {
            assertThat(refusal(value)).isEqualTo(Skip.NOT_READABLE);
        }
        assertThat(RAN).hasValue(0);
    }

    /** Another thread changes what is read all the time. */
    @Test
    void whatChangesMeanwhileIsTakenOrRefused() throws InterruptedException {
        Map<Integer, Object> map = new HashMap<>();
        List<Object> list = new ArrayList<>();
        AtomicInteger taken = new AtomicInteger();
        Thread reader = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                Skip refused = refusal(snapshots, new Object[] {map, list});
                assertThat(refused).isIn(null, Skip.NOT_READABLE, Skip.TOO_SLOW, Skip.TOO_LARGE);
                taken.incrementAndGet();
            }
        });
        reader.start();
        for (int i = 0; reader.isAlive(); i++) {
            map.put(i % 97, list);
            map.remove(i * 31 % 97);
            list.add(i);
            if (list.size() > 50) {
                list.clear();
            }
        }
        reader.join();
        assertThat(taken).hasValue(20_000);
    }

    /** What the application's class loader needs to go, when the reference's snapshots have gone. */
    @Test
    void classesStayCollectable() throws Exception {
        WeakReference<ClassLoader> loader = new WeakReference<>(takeOfAnotherLoader());
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
    }

    private static ClassLoader takeOfAnotherLoader() throws Exception {
        String name = Self.class.getName();
        byte[] bytes;
        try (java.io.InputStream in = Self.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            bytes = in.readAllBytes();
        }
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                if (!wanted.equals(name)) {
                    throw new ClassNotFoundException(wanted);
                }
                return defineClass(wanted, bytes, 0, bytes.length);
            }
        };
        java.lang.reflect.Constructor<?> constructor = loader.loadClass(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        assertThat(snapshots(constructor.newInstance()).rebuild()).isNotNull();
        return loader;
    }
}
