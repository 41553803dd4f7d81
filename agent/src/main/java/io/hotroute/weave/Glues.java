package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.CallReader;
import io.hotroute.route.LiveRoutes;
import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import io.hotroute.upgrade.Upgrades;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The glue of every woven Dubbo. Glue is held by the woven class itself (a {@link ClassValue}), and only weakly from here:
 * an undeployed application can be collected, its glue with it. The exception is the first Dubbo that calls after a tick:
 * its glue is held until the next one, so not for longer than a tick after the application's last call.
 *
 * <p>Thread-safe. A look-up costs two volatile reads for the Dubbo that is held, a {@link ClassValue} read more for any
 * other. Glue is made by the control thread, never by a caller: until it is there, calls go the usual way.
 */
final class Glues {

    private static final int MOST_WAITING = 10_000;
    private static final long POLL_MILLIS = 20;
    private static final String GLUE_CLASS = "io.hotroute.dubbo.ClusterHook";

    private final LiveRoutes routes;
    private final Upgrades upgrades;
    private final Log log;
    private final Queue<WeakReference<Slot>> slots = new ConcurrentLinkedQueue<>();
    /** From then on a late caller, which came in before the gate was closed, gets no slot made. */
    private volatile boolean leaving;

    private final ClassValue<Slot> slotOf = new ClassValue<Slot>() {
        @Override
        protected Slot computeValue(Class<?> owner) {
            if (leaving) {
                return null;
            }
            Slot slot = new Slot(owner);
            slots.add(new WeakReference<>(slot));
            return slot;
        }
    };

    /** Saves most calls the {@link ClassValue}. Set only where it is null, so that two Dubbos do not take turns. */
    private volatile Slot recent;

    Glues(LiveRoutes routes, Upgrades upgrades, Log log) {
        this.routes = routes;
        this.upgrades = upgrades;
        this.log = log;
    }

    /** @return the glue beside this class, or null while there is none */
    Glue of(Class<?> owner) {
        Slot slot = recent;
        if (slot == null || slot.owner != owner) {
            slot = slotOf(owner, slot == null);
        }
        return slot == null ? null : slot.glue;
    }

    private Slot slotOf(Class<?> owner, boolean first) {
        Slot slot = slotOf.get(owner);
        if (first) {
            recent = slot;
        }
        return slot;
    }

    /** Has the glue for a class that is loaded already made at the next tick, before its first call. */
    void expect(Class<?> owner) {
        slotOf.get(owner);
    }

    /** Takes note of a new cluster invoker, at most {@value #MOST_WAITING} until there is glue. */
    void created(Class<?> owner, Object invoker) {
        Slot slot = slotOf.get(owner);
        if (slot == null) {
            return;
        }
        Glue glue = slot.glue;
        if (glue != null) {
            glue.created(invoker);
        } else if (slot.waitingCount.getAndIncrement() < MOST_WAITING) {
            slot.waiting.add(new WeakReference<>(invoker));
        }
    }

    /** Makes the glue that is asked for, and lets all glue do its housekeeping. */
    void tick() {
        recent = null;
        for (Slot slot : live()) {
            if (slot.glue == null && !slot.failed) {
                make(slot);
            }
            if (slot.glue != null) {
                handOver(slot);
                slot.glue.tick();
            }
        }
    }

    private static void handOver(Slot slot) {
        for (WeakReference<Object> each = slot.waiting.poll(); each != null; each = slot.waiting.poll()) {
            Object invoker = each.get();
            if (invoker != null) {
                slot.glue.created(invoker);
            }
        }
    }

    List<ReferenceStatus> references() {
        List<ReferenceStatus> references = new ArrayList<>();
        glues().forEach(glue -> references.addAll(glue.references()));
        return references;
    }

    List<String> explain(ServiceKey service, CallReader reader, Object sample) {
        List<String> lines = new ArrayList<>();
        glues().forEach(glue -> lines.addAll(glue.explain(service, reader, sample)));
        return lines;
    }

    void remember(ServiceKey service, int calls) {
        glues().forEach(glue -> glue.remember(service, calls));
    }

    List<String> recentCalls(ServiceKey service) {
        List<String> lines = new ArrayList<>();
        glues().forEach(glue -> lines.addAll(glue.recentCalls(service)));
        return lines;
    }

    List<CheckResult> check(ServiceKey service) {
        List<CheckResult> results = new ArrayList<>();
        glues().forEach(glue -> results.addAll(glue.check(service)));
        return results;
    }

    /** @return what of a rule does not fit the references that it is about, or null */
    String problem(Rule rule) {
        for (Glue glue : glues()) {
            String problem = glue.problem(rule);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /**
     * Lets all glue take down what it has in its Dubbo. No rule may be in force any more, and nobody else may tick.
     *
     * @return what was not done by the deadline, one line each
     */
    List<String> leave(long deadlineNanos) throws InterruptedException {
        leaving = true;
        while (!isIdle() && System.nanoTime() - deadlineNanos < 0) {
            glues().forEach(Glue::tick);
            Thread.sleep(POLL_MILLIS);
        }
        List<String> remaining = new ArrayList<>();
        glues().forEach(glue -> remaining.addAll(glue.remaining()));
        if (remaining.isEmpty() && !isIdle()) {
            remaining.add("a thread of the candidates' has not ended");
        }
        return remaining;
    }

    private boolean isIdle() {
        return glues().stream().allMatch(Glue::isIdle);
    }

    private List<Glue> glues() {
        List<Glue> glues = new ArrayList<>();
        for (Slot slot : live()) {
            if (slot.glue != null) {
                glues.add(slot.glue);
            }
        }
        return glues;
    }

    /** Takes the glue away from the classes that hold it. */
    void forget() {
        leaving = true;
        recent = null;
        for (Slot slot : live()) {
            slotOf.remove(slot.owner);
        }
        slots.clear();
    }

    private List<Slot> live() {
        List<Slot> live = new ArrayList<>();
        for (WeakReference<Slot> reference : slots) {
            Slot slot = reference.get();
            if (slot == null) {
                slots.remove(reference);
            } else if (slotOf.get(slot.owner) == slot) {
                live.add(slot);
            }
        }
        return live;
    }

    private void make(Slot slot) {
        try {
            ClassLoader loader = new GlueClassLoader(Glues.class.getClassLoader(), slot.owner.getClassLoader());
            slot.glue = (Glue) Class.forName(GLUE_CLASS, true, loader)
                    .getConstructor(LiveRoutes.class, Upgrades.class, Log.class)
                    .newInstance(routes, upgrades, log);
        } catch (Throwable failure) {
            slot.failed = true;
            Gate.fault(failure);
            log.error("calls of the Dubbo in " + slot.owner.getClassLoader() + " stay as they are", failure);
        }
    }

    /** Has its owner strongly: both are held by the owner's class loader only. */
    private static final class Slot {
        final Class<?> owner;
        volatile Glue glue;
        volatile boolean failed;
        final Queue<WeakReference<Object>> waiting = new ConcurrentLinkedQueue<>();
        final AtomicInteger waitingCount = new AtomicInteger();

        Slot(Class<?> owner) {
            this.owner = owner;
        }
    }
}
