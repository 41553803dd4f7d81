package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReferenceTableTest {

    private final List<Reference> told = new ArrayList<>();
    private final ReferenceTable<Reference> table = new ReferenceTable<>(told::add);

    private static List<AbstractClusterInvoker<?>> invokers(int count) {
        List<AbstractClusterInvoker<?>> invokers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            invokers.add(Invokers.invoker());
        }
        return invokers;
    }

    @Test
    void whatWasAddedIsFoundByIdentity() {
        List<AbstractClusterInvoker<?>> two = invokers(2);
        Reference reference = Reference.notRoutable(two.get(0));

        assertThat(table.find(two.get(0))).isNull();
        assertThat(table.add(reference)).isSameAs(reference);
        assertThat(table.find(two.get(0))).isSameAs(reference);
        assertThat(table.find(two.get(1))).isNull();
        assertThat(table.all()).containsExactly(reference);
    }

    @Test
    void theFirstReferenceForAnInvokerStays() {
        AbstractClusterInvoker<?> invoker = Invokers.invoker();
        Reference first = table.add(Reference.notRoutable(invoker));

        assertThat(table.add(Reference.notRoutable(invoker))).isSameAs(first);
        assertThat(table.all()).containsExactly(first);
        assertThat(told).containsExactly(first);
    }

    @Test
    void whatWasRemovedIsNotFoundAndTheRestStays() {
        List<AbstractClusterInvoker<?>> invokers = invokers(100);
        invokers.forEach(invoker -> table.add(Reference.notRoutable(invoker)));
        for (int i = 0; i < 100; i += 2) {
            table.remove(table.find(invokers.get(i)));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(table.find(invokers.get(i)) != null).as("invoker %d", i).isEqualTo(i % 2 == 1);
        }
        assertThat(table.all()).hasSize(50);
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        AbstractClusterInvoker<?> invoker = Invokers.invoker();
        Reference present = table.add(Reference.notRoutable(invoker));
        table.remove(Reference.notRoutable(invoker));

        assertThat(table.find(invoker)).isSameAs(present);
    }

    @Test
    void theTableGrowsAndFindsEverything() {
        List<AbstractClusterInvoker<?>> invokers = invokers(2_000);
        List<Reference> references = new ArrayList<>();
        for (AbstractClusterInvoker<?> invoker : invokers) {
            references.add(table.add(Reference.notRoutable(invoker)));
        }
        for (int i = 0; i < invokers.size(); i++) {
            assertThat(table.find(invokers.get(i))).as("invoker %d", i).isSameAs(references.get(i));
        }
        assertThat(table.find(new Object())).isNull();
        assertThat(table.all()).containsExactlyInAnyOrderElementsOf(references);
    }

    /** The collector clears a weak reference just as {@code clear()} does. */
    @Test
    void invariant6_collectedInvokersAreDroppedAtTheNextChangeAndDoNotHideOthers() {
        List<AbstractClusterInvoker<?>> invokers = invokers(7);
        invokers.forEach(invoker -> table.add(Reference.notRoutable(invoker)));
        for (int i = 0; i < 6; i++) {
            table.find(invokers.get(i)).clear();
        }
        assertThat(table.find(invokers.get(0))).isNull();
        assertThat(table.find(invokers.get(6))).isNotNull();
        assertThat(table.all()).hasSize(7);

        AbstractClusterInvoker<?> next = Invokers.invoker();
        table.add(Reference.notRoutable(next));
        assertThat(table.all()).hasSize(2);
        assertThat(table.find(invokers.get(6))).isNotNull();
        assertThat(table.find(next)).isNotNull();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void threadsThatAddTheSameInvokersGetOneReferenceEach() throws Exception {
        int threads = 4;
        List<AbstractClusterInvoker<?>> invokers = invokers(500);
        CyclicBarrier together = new CyclicBarrier(threads);
        Callable<List<Reference>> adder = () -> {
            together.await();
            List<Reference> got = new ArrayList<>();
            for (AbstractClusterInvoker<?> invoker : invokers) {
                Reference reference = table.add(Reference.notRoutable(invoker));
                assertThat(table.find(invoker)).isSameAs(reference);
                got.add(reference);
            }
            return got;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<List<Reference>> results = new ArrayList<>();
            for (Future<List<Reference>> future : pool.invokeAll(Collections.nCopies(threads, adder))) {
                results.add(future.get());
            }
            for (int i = 0; i < invokers.size(); i++) {
                for (List<Reference> result : results) {
                    assertThat(result.get(i)).as("invoker %d", i).isSameAs(table.find(invokers.get(i)));
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(table.all()).hasSize(500);
    }

    @Test
    void anInvokerWithoutARegistrysDirectoryIsNeverRouted() {
        assertThat(Reference.of(Invokers.invoker()).isRoutable()).isFalse();
    }
}
