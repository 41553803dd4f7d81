package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Target;
import io.hotroute.rule.Weight;
import io.hotroute.shadow.HandOff;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.shadow.Snapshots;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * What the {@link Mirror}s of one Dubbo share: above all the threads that send shadows and compare their answers, on which Dubbo
 * leaves thread locals, and which live only while there are shadows.
 *
 * <p>Thread-safe; {@link #offer} is on callers' threads and takes no lock.
 */
final class Mirrors {

    private static final int MOST_WAITING = 1_024;
    private static final int THREADS = 2;

    private final DubboBinding binding;
    private final InvocationReader reader;
    /** Null while no rule mirrors anything. */
    private final AtomicReference<HandOff> handOff = new AtomicReference<>();

    /** The one before, whose threads may not have ended yet. */
    private volatile HandOff closed;

    Mirrors(DubboBinding binding, InvocationReader reader) {
        this.binding = binding;
        this.reader = reader;
    }

    DubboBinding binding() {
        return binding;
    }

    InvocationReader reader() {
        return reader;
    }

    /**
     * @param live null if the rule mirrors nothing
     * @param before the reference's mirror until now, or null
     * @return the reference's mirror; null if the rule mirrors nothing
     */
    Mirror of(
            Reference reference,
            AbstractClusterInvoker<?> leaf,
            ServiceRoute route,
            ServiceShadow live,
            Mirror before) {
        if (live == null || route.shadow() == null) {
            return null;
        }
        boolean hasNoise = live.rule().noise().tenThousandths() > Weight.ZERO.tenThousandths();
        return new Mirror(
                this,
                live,
                before == null ? new Snapshots(System::nanoTime) : before.snapshots(),
                sibling(reference, route.candidate(), before == null ? null : before.candidate()),
                hasNoise ? sibling(reference, route.baseline(), before == null ? null : before.baseline()) : null,
                leaf);
    }

    private static Sibling sibling(Reference reference, Target target, Sibling before) {
        return before != null && before.target().equals(target) ? before : Sibling.forShadows(reference, target);
    }

    /** @return false if it can't be done now, as too much is waiting */
    boolean offer(Runnable work) {
        HandOff current = handOff.get();
        while (current == null) {
            HandOff made = new HandOff(MOST_WAITING, THREADS, "hotroute-shadow", Gate::fault);
            current = handOff.compareAndSet(null, made) ? made : handOff.get();
        }
        return current.offer(work);
    }

    /** For the ticker. @param needed whether any rule mirrors calls of this Dubbo */
    void tick(boolean needed) {
        HandOff current = handOff.get();
        if (current == null) {
            return;
        }
        if (needed) {
            current.wake();
        } else if (handOff.compareAndSet(current, null)) {
            current.close();
            closed = current;
        }
    }

    /** @return whether no thread is alive, and none is started before the next {@link #tick} */
    boolean isIdle() {
        HandOff current = handOff.get();
        HandOff before = closed;
        return (current == null || current.isIdle()) && (before == null || before.isIdle());
    }
}
