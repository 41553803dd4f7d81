package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.rule.ServiceKey;
import io.hotroute.upgrade.Upgrade;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.CheckResult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    /** Dubbo gives every call a time-out: one that takes longer than this was lost count of. */
    private static final long LONGEST_CALL_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final long CHECK_SECONDS = 10;
    private static final int MOST_NEWCOMERS = 10_000;

    private final DubboBinding binding;
    private final SiblingFactory factory;
    private final ReferenceTable<Reference> references;
    private final LiveRoutes routes;
    private final Upgrades upgrades;
    private final Mirrors mirrors;
    private final Log log;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private final AtomicBoolean building = new AtomicBoolean();
    private final Queue<WeakReference<AbstractClusterInvoker<?>>> newcomers = new ConcurrentLinkedQueue<>();
    private volatile Thread builder;
    private final AtomicInteger newcomerCount = new AtomicInteger();
    /** Only the keeper's thread touches these two. */
    private final Map<Sibling, Attempts> kept = new HashMap<>();

    private final Map<Sibling, Retired> retired = new HashMap<>();
    /** What the keeper's thread was left with: known to the other threads. */
    private volatile List<Sibling> left = Collections.emptyList();

    private volatile String lastFailure = "";

    SiblingKeeper(
            DubboBinding binding,
            ReferenceTable<Reference> references,
            LiveRoutes routes,
            Upgrades upgrades,
            Mirrors mirrors,
            Log log) {
        this.binding = binding;
        this.factory = new SiblingFactory(binding);
        this.references = references;
        this.routes = routes;
        this.upgrades = upgrades;
        this.mirrors = mirrors;
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
            start("hotroute-siblings", keeping, this::keep);
        }
    }

    /** @return whether there is no sibling and no thread: nothing goes on in this Dubbo until the next {@link #wake} */
    boolean isIdle() {
        return !keeping.get() && !building.get() && left.isEmpty();
    }

    /** @return what is there still, now that no rule is in force, and what could not be taken down: one line each */
    List<String> remaining() {
        List<String> remaining = new ArrayList<>();
        if (building.get()) {
            remaining.add("a candidate is being connected to; it is disconnected as soon as that ends");
        }
        for (Sibling sibling : left) {
            remaining.add(sibling.title() + " is connected, with " + sibling.callsInFlight()
                    + " calls under way; it is disconnected when they have ended");
        }
        if (!lastFailure.isEmpty()) {
            remaining.add(lastFailure);
        }
        return remaining;
    }

    private boolean hasWork() {
        if (!newcomers.isEmpty() || !left.isEmpty()) {
            return true;
        }
        RouteTable table = routes.table();
        for (Reference reference : references.all()) {
            reference.refresh(table, upgrades, mirrors);
            if (!reference.siblings().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** @param running is true already, and stays so only if the thread starts */
    private static void start(String name, AtomicBoolean running, Runnable work) {
        try {
            start(name, work);
        } catch (Throwable noThread) {
            running.set(false);
            throw noThread;
        }
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
                continue;
            }
            reference.refresh(table, upgrades, mirrors);
            for (Sibling sibling : reference.siblings()) {
                Attempts attempts = kept.get(sibling);
                wanted.put(sibling, attempts == null ? new Attempts(now) : attempts);
            }
        }
        for (Sibling sibling : kept.keySet()) {
            if (!wanted.containsKey(sibling)) {
                retired.put(sibling, new Retired(now));
            }
        }
        kept.clear();
        kept.putAll(wanted);
        keepAvailability(table);
        tellGuards();
        destroyRetired(now);
        build(now);
        left = siblings();
        return !left.isEmpty() || building.get();
    }

    private List<Sibling> siblings() {
        List<Sibling> siblings = new ArrayList<>(kept.keySet());
        siblings.addAll(retired.keySet());
        return siblings;
    }

    /** Checks a candidate on a thread that ends with the check, for the same reason that the keeper's threads end. */
    List<CheckResult> check(Reference reference, Sibling sibling) {
        AbstractClusterInvoker<?> leaf = reference.get();
        Built built = sibling.built();
        if (leaf == null || built == null) {
            return Collections.singletonList(new CheckResult(
                    reference.place(),
                    "candidate",
                    CheckResult.Verdict.FAIL,
                    sibling.problem().isEmpty() ? "not ready yet" : sibling.problem(),
                    "wait a second and check again; if it stays, the agent's log says more"));
        }
        FutureTask<List<CheckResult>> task = new FutureTask<>(() -> {
            Object context = binding.enter(built.leaf == null ? leaf : built.leaf);
            try {
                return new CandidateCheck(
                                reference.place(),
                                leaf,
                                sibling.toString(),
                                built.providers(),
                                !sibling.target().addresses().isEmpty())
                        .run();
            } finally {
                binding.exit(context);
            }
        });
        start("hotroute-check", task);
        try {
            return task.get(CHECK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unchecked(reference, e);
        } catch (ExecutionException e) {
            return unchecked(reference, e.getCause());
        } catch (TimeoutException e) {
            return unchecked(reference, e);
        }
    }

    private static List<CheckResult> unchecked(Reference reference, Throwable why) {
        return Collections.singletonList(new CheckResult(
                reference.place(),
                "candidate",
                CheckResult.Verdict.FAIL,
                "Dubbo could not be asked: " + why,
                "look at the agent's log"));
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
            Built built = sibling.built();
            if (built == null) {
                continue;
            }
            if (built.isDestroyed()) {
                sibling.notReady("was destroyed");
            } else if (built.applications() != null && isRouted(built.applications(), table)) {
                // Its calls would be decided once more.
                sibling.notReady("has a rule of its own");
            } else {
                sibling.refreshAvailability();
            }
        }
    }

    /** Of several references of a service, the one with the fewest baseline providers counts. */
    private void tellGuards() {
        Map<Upgrade, Integer> baselines = new HashMap<>();
        for (Reference reference : references.all()) {
            AbstractClusterInvoker<?> leaf = reference.get();
            View view = reference.view();
            if (leaf != null && view.upgrade != null) {
                baselines.merge(view.upgrade, baselineProviders(leaf, view.baseline), Math::min);
            }
        }
        baselines.forEach((upgrade, available) -> upgrade.guard().baselineProviders(available));
    }

    private static int baselineProviders(AbstractClusterInvoker<?> leaf, Sibling baseline) {
        if (baseline == null) {
            return Providers.available(Providers.of(leaf.getDirectory()));
        }
        Built built = baseline.built();
        return built == null ? 0 : Providers.available(built.providers());
    }

    private boolean isRouted(AbstractClusterInvoker<?> leaf, RouteTable table) {
        Reference reference = references.find(leaf);
        return reference == null || table.find(reference.service()) != null;
    }

    /** Calls of a retired sibling go to the baseline at once, and it is destroyed when those under way have ended. */
    private void destroyRetired(long now) {
        if (building.get()) {
            // It might be one of these.
            return;
        }
        for (Iterator<Map.Entry<Sibling, Retired>> all = retired.entrySet().iterator(); all.hasNext(); ) {
            Sibling sibling = all.next().getKey();
            Retired state = retired.get(sibling);
            if (sibling.built() != null) {
                state.built = sibling.built();
            }
            sibling.notReady("no rule needs it");
            if (sibling.callsInFlight() == 0 || now - state.since > LONGEST_CALL_NANOS) {
                all.remove();
                destroy(sibling, state.built);
            }
        }
    }

    private void destroy(Sibling sibling, Built built) {
        if (built == null) {
            return;
        }
        try {
            built.destroy();
            log.debug(sibling.title() + " destroyed");
        } catch (Throwable failure) {
            lastFailure = sibling.title() + " was not disconnected cleanly: " + failure;
            log.error(sibling.title() + " was not disconnected cleanly", failure);
        }
    }

    private void build(long now) {
        if (building.get()) {
            // What is built then is the builder's.
            return;
        }
        Map<Sibling, Attempts> due = new HashMap<>();
        for (Map.Entry<Sibling, Attempts> entry : kept.entrySet()) {
            Built built = entry.getKey().built();
            if (entry.getValue().isDue(now) && (built == null || built.isBehind())) {
                due.put(entry.getKey(), entry.getValue());
            }
        }
        if (!due.isEmpty()) {
            building.set(true);
            List<Sibling> siblings = new ArrayList<>(due.keySet());
            due.values().forEach(attempts -> attempts.started(now));
            start("hotroute-sibling-builder", building, () -> buildAll(siblings));
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
        if (leaf == null
                || leaf.isDestroyed()
                || !sibling.reference().siblings().contains(sibling)) {
            return;
        }
        try {
            Thread.currentThread().setContextClassLoader(leaf.getInterface().getClassLoader());
            if (sibling.built() != null) {
                follow(sibling);
                return;
            }
            ServiceKey service = sibling.reference().service();
            AbstractClusterInvoker<?> own = sibling.isForShadows() ? null : applicationsOwn(leaf, sibling);
            Built built = sibling.isForShadows()
                    ? factory.buildForShadows(leaf, service, sibling.target())
                    : factory.build(leaf, service, sibling.target(), own);
            if (built.leaf != null && built.leaf != own) {
                references.add(Reference.notRoutable(built.leaf));
            }
            sibling.ready(built);
            sibling.refreshAvailability();
            log.info(sibling.title() + " " + sibling.state() + " beside " + service
                    + (own == null ? "" : ", the application's own reference"));
        } catch (Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            sibling.notReady(String.valueOf(cause));
            log.error(sibling.title() + " could not be built, and is tried again", cause);
        }
    }

    /** What it has stays in use if that fails. */
    private void follow(Sibling sibling) {
        try {
            sibling.built().follow();
            log.info(sibling.title() + " has followed its reference to other applications");
        } catch (Throwable failure) {
            log.error(
                    sibling.title() + " could not follow its reference to other applications, and tries again",
                    failure);
        }
    }

    /** @return the application's own reference for the candidate on the same registry, unless a rule is about it too */
    private AbstractClusterInvoker<?> applicationsOwn(AbstractClusterInvoker<?> leaf, Sibling sibling)
            throws ReflectiveOperationException {
        RouteTable table = routes.table();
        if (!SiblingFactory.isPlain(sibling.reference().service(), sibling.target())) {
            return null;
        }
        for (Reference reference : references.all()) {
            AbstractClusterInvoker<?> other = reference.get();
            if (sibling.service().equals(reference.service())
                    && other != null
                    && !Reference.isDestroyed(other)
                    && table.find(reference.service()) == null
                    && factory.isBeside(leaf, other)) {
                return other;
            }
        }
        return null;
    }

    /** A sibling that no rule needs. Touched by the keeper only. */
    private static final class Retired {
        final long since;
        Built built;

        Retired(long since) {
            this.since = since;
        }
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
