package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import io.hotroute.route.Availability;
import io.hotroute.route.Candidate;
import io.hotroute.route.Decision;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Target;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.upgrade.Upgrade;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;

/**
 * A rule's target beside a reference: a cluster invoker with the reference's own settings, for another version or group on
 * the same registry, for some of the reference's providers, or for other addresses.
 *
 * <p>Thread-safe. The keeper writes, callers read (volatile). {@link #invoke} adds to a call no lock and no allocation of
 * its own, but for targets that are some of a directory's providers (see {@link SubsetDirectory}).
 */
final class Sibling extends Detour implements Candidate {

    static final String TAG = "dubbo.tag";

    private static final int DEFAULT_RETRIES = 2;

    private final Reference reference;
    private final Target target;
    private final boolean isCandidate;
    private final boolean isForShadows;
    private final CallsInFlight calls = new CallsInFlight();
    private volatile Built built;
    private volatile Availability availability = Availability.NOT_READY;
    private volatile ExportedMethods methods = ExportedMethods.ALL;
    private volatile Set<String> callbacks = Collections.emptySet();
    private volatile String problem = "";
    /** The addresses that it had when it was available last. */
    private volatile Set<String> known = Collections.emptySet();

    Sibling(Reference reference, Target target, boolean isCandidate) {
        this(reference, target, isCandidate, false);
    }

    private Sibling(Reference reference, Target target, boolean isCandidate, boolean isForShadows) {
        this.reference = reference;
        this.target = target;
        this.isCandidate = isCandidate;
        this.isForShadows = isForShadows;
    }

    /** @return one that no call of the application goes to; with settings of its own, see {@link SiblingFactory#buildForShadows} */
    static Sibling forShadows(Reference reference, Target target) {
        return new Sibling(reference, target, false, true);
    }

    boolean isForShadows() {
        return isForShadows;
    }

    /** @return the service that a reference for the target would name */
    ServiceKey service() {
        return target.serviceOf(reference.service());
    }

    Target target() {
        return target;
    }

    Reference reference() {
        return reference;
    }

    @Override
    public Availability availability(String method) {
        Availability current = availability;
        return current == Availability.AVAILABLE && !methods.contains(method) ? Availability.LACKS_METHOD : current;
    }

    String problem() {
        return problem;
    }

    /** @return of a sibling for shadows, the methods with an argument that the provider calls back */
    Set<String> callbacks() {
        return callbacks;
    }

    /** @return its availability and, if there is one, the problem */
    String state() {
        String why = problem;
        return why.isEmpty() ? availability.name() : availability + ": " + why;
    }

    /** @return its state, and the addresses of its providers */
    String described() {
        Built current = built;
        return state() + (current == null ? "" : ", providers " + Providers.addresses(current.providers()));
    }

    /** @return where calls go, or null while it is not ready */
    Built built() {
        return built;
    }

    void ready(Built newlyBuilt) {
        problem = "";
        built = newlyBuilt;
    }

    /** Called by the keeper; reads Dubbo's state. */
    void refreshAvailability() {
        Built current = built;
        AbstractClusterInvoker<?> leaf = current.leaf == null ? reference.get() : current.leaf;
        if (leaf == null) {
            return;
        }
        Object context = current.binding.enter(leaf);
        try {
            List<? extends Invoker<?>> providers = current.providers();
            methods = ExportedMethods.of(providers, methods);
            if (isForShadows) {
                callbacks = Unmirrored.callbacks(providers);
            }
            boolean available = current.isAvailable(providers, availability == Availability.AVAILABLE);
            if (available) {
                noteNew(providers);
            }
            availability = available ? Availability.AVAILABLE : Availability.UNAVAILABLE;
        } finally {
            current.binding.exit(context);
        }
    }

    /** The guard is told before the first call can go to them. */
    private void noteNew(List<? extends Invoker<?>> providers) {
        Set<String> addresses = Providers.addressesOf(providers);
        boolean onlyNew = !addresses.isEmpty() && Collections.disjoint(addresses, known);
        known = addresses.isEmpty() ? known : addresses;
        Upgrade upgrade = reference.view().upgrade;
        if (onlyNew && isCandidate && upgrade != null) {
            upgrade.guard().candidateAddressSeen(System.nanoTime());
        }
    }

    void notReady(String why) {
        availability = Availability.NOT_READY;
        problem = why;
        built = null;
    }

    /** @return calls under way; once the sibling is not ready, none of those that begin will reach what was built */
    long callsInFlight() {
        return calls.count();
    }

    @Override
    public Object invoke(Object call) throws Throwable {
        Object outcome = null;
        calls.begin();
        try {
            Built current = built;
            outcome = current == null ? Gate.PROCEED : invoke(current, (Invocation) call);
            return outcome;
        } finally {
            calls.end(outcome);
        }
    }

    /**
     * Has a shadow sent, on a thread of the agent's.
     *
     * @return false if there is nowhere to send it to
     * @throws SnapshotException what the shadow throws
     */
    boolean shadow(ShadowCall shadow) throws SnapshotException {
        Object outcome = null;
        calls.begin();
        try {
            Built current = built;
            if (current == null || availability != Availability.AVAILABLE) {
                return false;
            }
            outcome = shadow.send(current);
            return true;
        } finally {
            calls.end(outcome);
        }
    }

    private Object invoke(Built current, Invocation invocation) throws Throwable {
        int present = ProviderAttachments.ALL;
        Object ownTag = null;
        Object context;
        try {
            Map<String, Object> attachments = current.binding.attachments(invocation);
            present = ProviderAttachments.present(attachments);
            if (target.tag() != null) {
                ownTag = attachments == null ? null : attachments.get(TAG);
                invocation.setAttachment(TAG, target.tag());
            }
            if (current.leaf == null) {
                return Gate.PROCEED;
            }
            current.binding.toSibling(reference.get(), current.leaf, invocation);
            context = current.binding.enter(current.leaf);
        } catch (Throwable fault) {
            Gate.fault(fault);
            undo(current, invocation, present, ownTag);
            return Gate.PROCEED;
        }
        try {
            return current.leaf.invoke(invocation);
        } catch (RpcException failure) {
            if (!goesToBaseline(current, invocation, failure)) {
                throw failure;
            }
            undo(current, invocation, present, ownTag);
            return Gate.PROCEED;
        } finally {
            current.binding.exit(context);
        }
    }

    private boolean goesToBaseline(Built current, Invocation invocation, RpcException failure) {
        try {
            if (!isLost(current.leaf, invocation, failure)) {
                return false;
            }
            availability = Availability.UNAVAILABLE;
            ServiceRoute route = reference.route();
            if (isCandidate && route != null) {
                Decision lost = route.candidateLost();
                reference.amend(invocation, lost);
                if (lost.target() == Decision.Target.FAIL) {
                    return false;
                }
            }
            return true;
        } catch (Throwable fault) {
            Gate.fault(fault);
            return false;
        }
    }

    /** Makes an invocation again what it was before it was to go to the target. Never throws. */
    private void undo(Built current, Invocation invocation, int present, Object ownTag) {
        try {
            ProviderAttachments.removeAllBut(present, invocation);
            if (ownTag != null) {
                invocation.getObjectAttachments().put(TAG, ownTag);
            }
            current.binding.toBaseline(reference.get(), invocation);
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }

    /**
     * Whether the candidate has no provider any more, so that the call belongs to the baseline. Either nothing was sent (no
     * provider, forbidden), or a connection broke and the reference's own settings allow the call to be made again.
     */
    private static boolean isLost(AbstractClusterInvoker<?> leaf, Invocation invocation, RpcException failure) {
        switch (failure.getCode()) {
            case RpcException.NO_INVOKER_AVAILABLE_AFTER_FILTER:
            case RpcException.FORBIDDEN_EXCEPTION:
                return true;
            case RpcException.NETWORK_EXCEPTION:
                return leaf instanceof FailoverClusterInvoker
                        && leaf.getUrl().getMethodParameter(invocation.getMethodName(), "retries", DEFAULT_RETRIES) > 0
                        && !leaf.isAvailable();
            default:
                return Reference.isDestroyed(leaf);
        }
    }

    /** @return what it is, for people */
    String title() {
        return (isForShadows ? "target of shadows " : "candidate ") + this;
    }

    @Override
    public String toString() {
        return target.isSubset() ? service() + " " + target : service().toString();
    }
}
