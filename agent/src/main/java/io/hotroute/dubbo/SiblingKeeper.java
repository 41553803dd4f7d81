package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * Builds siblings, keeps their availability up to date and destroys them when no rule needs them, off the callers' threads.
 *
 * <p>Dubbo leaves thread locals on every thread that enters it, and they lead to the application's class loader. So its
 * threads live only while there is a sibling to keep: a keeper that ticks, and one builder at a time, which may block on a
 * registry or a provider. An application that destroys its references lets both end.
 */
final class SiblingKeeper {

    private static final long TICK_MILLIS = 250;
    /** A caller that read the previous rules may still be on its way to a sibling that they named. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_NEWCOMERS = 10_000;

    private final DubboBinding binding;
    private final ReferenceTable references;
    private final LiveRoutes routes;
    private final Log log;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private final AtomicBoolean building = new AtomicBoolean();
    private final Queue<WeakReference<AbstractClusterInvoker<?>>> newcomers = new ConcurrentLinkedQueue<>();
    private volatile Thread builder;
    private final AtomicInteger newcomerCount = new AtomicInteger();
    /** Only the keeper's thread touches these two. */
    private final Map<Sibling, Attempts> kept = new HashMap<>();

    private final Map<Sibling, Long> retired = new HashMap<>();

    SiblingKeeper(DubboBinding binding, ReferenceTable references, LiveRoutes routes, Log log) {
        this.binding = binding;
        this.references = references;
        this.routes = routes;
        this.log = log;
    }

    /** Takes note of a cluster invoker that is being made; looked at by the keeper's thread. */
    void created(AbstractClusterInvoker<?> invoker) {
        // Our own siblings are known to their builder. When it is full, the first call will make an invoker known.
        if (Thread.currentThread() != builder && newcomerCount.get() < MOST_NEWCOMERS) {
            newcomerCount.incrementAndGet();
            newcomers.add(new WeakReference<>(invoker));
        }
    }

    /** Starts the keeper's thread if there is work and none runs. Called by the control thread. */
    void wake() {
        if (hasWork() && keeping.compareAndSet(false, true)) {
            start("hotroute-siblings", this::keep);
        }
    }

    private boolean hasWork() {
        if (!newcomers.isEmpty()) {
            return true;
        }
        RouteTable table = routes.table();
        for (Reference reference : references.all()) {
            if (reference.sibling() != null || reference.isRoutable() && reference.refresh(table).sibling != null) {
                return true;
            }
        }
        return false;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void keep() {
        try {
            while (keepOnce()) {
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) {
            Gate.fault(fault);
            log.error("keeping the candidates failed, and is tried again", fault);
        } finally {
            keeping.set(false);
        }
    }

    /** @return whether there is anything left to keep */
    private boolean keepOnce() {
        long now = System.nanoTime();
        RouteTable table = routes.table();
        addNewcomers();
        Map<Sibling, Attempts> wanted = new HashMap<>();
        for (Reference reference : references.all()) {
            AbstractClusterInvoker<?> leaf = reference.get();
            if (leaf == null || Reference.isDestroyed(leaf)) {
                references.remove(reference);
            } else if (reference.refresh(table).sibling != null) {
                Sibling sibling = reference.sibling();
                Attempts attempts = kept.get(sibling);
                wanted.put(sibling, attempts == null ? new Attempts(now) : attempts);
            }
        }
        for (Sibling sibling : kept.keySet()) {
            if (!wanted.containsKey(sibling)) {
                retired.put(sibling, now);
            }
        }
        kept.clear();
        kept.putAll(wanted);
        keepAvailability(table);
        destroyRetired(now);
        build(now);
        return !kept.isEmpty() || !retired.isEmpty() || building.get();
    }

    private void addNewcomers() {
        for (WeakReference<AbstractClusterInvoker<?>> each = newcomers.poll(); each != null; each = newcomers.poll()) {
            newcomerCount.decrementAndGet();
            AbstractClusterInvoker<?> invoker = each.get();
            if (invoker != null && references.find(invoker) == null) {
                add(invoker);
            }
        }
    }

    private void add(AbstractClusterInvoker<?> invoker) {
        try {
            references.add(Reference.of(invoker));
        } catch (RuntimeException notReadyYet) {
            log.debug("a new cluster invoker will be known by its first call: " + notReadyYet);
        }
    }

    private void keepAvailability(RouteTable table) {
        for (Sibling sibling : kept.keySet()) {
            Sibling.Target target = sibling.target();
            if (target == null) {
                continue;
            }
            if (Reference.isDestroyed(target.leaf)) {
                sibling.notReady("was destroyed");
            } else if (target.applicationOwned && isRouted(target.leaf, table)) {
                // Its calls would be decided once more.
                sibling.notReady("has a rule of its own");
            } else {
                sibling.refreshAvailability();
            }
        }
    }

    private boolean isRouted(AbstractClusterInvoker<?> leaf, RouteTable table) {
        Reference reference = references.find(leaf);
        return reference == null || table.find(reference.service()) != null;
    }

    private void destroyRetired(long now) {
        for (Iterator<Map.Entry<Sibling, Long>> all = retired.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Sibling, Long> entry = all.next();
            // While one is being built it might be this one.
            if (now - entry.getValue() > GRACE_NANOS && !building.get()) {
                all.remove();
                destroy(entry.getKey());
            }
        }
    }

    private void destroy(Sibling sibling) {
        Sibling.Target target = sibling.target();
        sibling.notReady("no rule needs it");
        if (target == null || target.applicationOwned) {
            return;
        }
        try {
            target.leaf.destroy();
            log.debug("candidate " + sibling.service() + " destroyed");
        } catch (Throwable failure) {
            log.error("candidate " + sibling.service() + " was not destroyed cleanly", failure);
        }
        Reference own = references.find(target.leaf);
        if (own != null) {
            references.remove(own);
        }
    }

    private void build(long now) {
        Map<Sibling, Attempts> due = new HashMap<>();
        for (Map.Entry<Sibling, Attempts> entry : kept.entrySet()) {
            if (entry.getKey().target() == null && entry.getValue().isDue(now)) {
                due.put(entry.getKey(), entry.getValue());
            }
        }
        if (!due.isEmpty() && building.compareAndSet(false, true)) {
            List<Sibling> siblings = new ArrayList<>(due.keySet());
            due.values().forEach(attempts -> attempts.started(now));
            start("hotroute-sibling-builder", () -> buildAll(siblings));
        }
    }

    private void buildAll(List<Sibling> siblings) {
        builder = Thread.currentThread();
        try {
            siblings.forEach(this::build);
        } finally {
            builder = null;
            building.set(false);
        }
    }

    private void build(Sibling sibling) {
        AbstractClusterInvoker<?> leaf = sibling.reference().get();
        if (leaf == null || Reference.isDestroyed(leaf)) {
            return;
        }
        try {
            Thread.currentThread().setContextClassLoader(leaf.getInterface().getClassLoader());
            AbstractClusterInvoker<?> own = applicationsOwn(leaf, sibling);
            sibling.ready(new Sibling.Target(own == null ? refer(leaf, sibling) : own, binding, own != null));
            sibling.refreshAvailability();
            log.info("candidate " + sibling.service() + " " + sibling.availability() + " beside "
                    + sibling.reference().service() + (own == null ? "" : ", the application's own reference"));
        } catch (Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            sibling.notReady(String.valueOf(cause));
            log.error("candidate " + sibling.service() + " could not be built, and is tried again", cause);
        }
    }

    private AbstractClusterInvoker<?> refer(AbstractClusterInvoker<?> leaf, Sibling sibling) throws Exception {
        AbstractClusterInvoker<?> built = binding.refer(leaf, sibling.service().version());
        // Dubbo can override a reference's settings from outside: better no candidate than the wrong version.
        String version = built.getDirectory().getConsumerUrl().getParameter("version");
        if (!sibling.service().version().equals(version)) {
            built.destroy();
            throw new IllegalStateException("Dubbo made it for version " + version);
        }
        references.add(Reference.notRoutable(built));
        return built;
    }

    /** @return the application's own reference for the candidate on the same registry, unless a rule is about it too */
    private AbstractClusterInvoker<?> applicationsOwn(AbstractClusterInvoker<?> leaf, Sibling sibling) {
        RouteTable table = routes.table();
        for (Reference reference : references.all()) {
            AbstractClusterInvoker<?> other = reference.get();
            if (sibling.service().equals(reference.service())
                    && other != null
                    && !Reference.isDestroyed(other)
                    && table.find(reference.service()) == null
                    && SiblingFactory.isBeside(leaf, other)) {
                return other;
            }
        }
        return null;
    }

    /** How often a sibling was tried to be built; written by the keeper only. */
    private static final class Attempts {
        private int made;
        private long dueAt;

        Attempts(long now) {
            dueAt = now;
        }

        boolean isDue(long now) {
            return now - dueAt >= 0;
        }

        void started(long now) {
            dueAt = now + (FIRST_RETRY_NANOS << Math.min(made, MOST_DOUBLINGS));
            made++;
        }
    }
}
