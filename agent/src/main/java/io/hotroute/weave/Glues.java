package io.hotroute.weave;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The glue of every woven Dubbo. Glue is held by the woven class itself (a {@link ClassValue}), and only weakly from here:
 * an undeployed application can be collected, its glue with it. The exception is the first Dubbo that calls after a tick:
 * its glue is held until the next one, so not for longer than a tick after the application's last call.
 *
 * <p>Thread-safe. A look-up costs two volatile reads for the Dubbo that is held, a {@link ClassValue} read more for any
 * other. Glue is made by the control thread, never by a caller: until it is there, calls go the usual way.
 */
final class Glues {

    private static final String GLUE_CLASS = "io.hotroute.dubbo.ClusterHook";

    private final LiveRoutes routes;
    private final Log log;
    private final Queue<WeakReference<Slot>> slots = new ConcurrentLinkedQueue<>();
    private final ClassValue<Slot> slotOf = new ClassValue<Slot>() {
        @Override
        protected Slot computeValue(Class<?> owner) {
            Slot slot = new Slot(owner);
            slots.add(new WeakReference<>(slot));
            return slot;
        }
    };

    /** Saves most calls the {@link ClassValue}. Set only where it is null, so that two Dubbos do not take turns. */
    private volatile Slot recent;

    Glues(LiveRoutes routes, Log log) {
        this.routes = routes;
        this.log = log;
    }

    /** @return the glue beside this class, or null while there is none */
    Glue of(Class<?> owner) {
        Slot slot = recent;
        if (slot == null || slot.owner != owner) {
            slot = slotOf(owner, slot == null);
        }
        return slot.glue;
    }

    private Slot slotOf(Class<?> owner, boolean first) {
        Slot slot = slotOf.get(owner);
        if (first) {
            recent = slot;
        }
        return slot;
    }

    /** Makes the glue that callers asked for, and lets all glue do its housekeeping. */
    void tick() {
        recent = null;
        for (Slot slot : live()) {
            if (slot.glue == null && !slot.failed) {
                make(slot);
            }
            if (slot.glue != null) {
                slot.glue.tick();
            }
        }
    }

    List<ReferenceStatus> references() {
        List<ReferenceStatus> references = new ArrayList<>();
        for (Slot slot : live()) {
            if (slot.glue != null) {
                references.addAll(slot.glue.references());
            }
        }
        return references;
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
                    .getConstructor(LiveRoutes.class, Log.class)
                    .newInstance(routes, log);
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

        Slot(Class<?> owner) {
            this.owner = owner;
        }
    }
}
