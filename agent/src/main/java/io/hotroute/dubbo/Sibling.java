package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.route.Availability;
import io.hotroute.route.Decision;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.ServiceKey;
import io.hotroute.weave.Detour;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;

/**
 * The candidate beside a reference: a cluster invoker on the same registry, with the reference's own settings, for another
 * version of its service.
 *
 * <p>Thread-safe. The keeper writes, callers read (volatile). {@link #invoke} adds to a call no lock and no allocation of
 * its own.
 */
final class Sibling implements Detour {

    private static final int DEFAULT_RETRIES = 2;

    private final Reference reference;
    private final ServiceKey service;
    private volatile Target target;
    private volatile Availability availability = Availability.NOT_READY;
    private volatile String problem = "";

    Sibling(Reference reference, ServiceKey service) {
        this.reference = reference;
        this.service = service;
    }

    ServiceKey service() {
        return service;
    }

    Reference reference() {
        return reference;
    }

    Availability availability() {
        return availability;
    }

    String problem() {
        return problem;
    }

    /** @return where calls go, or null while it is not ready */
    Target target() {
        return target;
    }

    void ready(Target built) {
        problem = "";
        target = built;
    }

    /** Called by the keeper; reads Dubbo's state. */
    void refreshAvailability() {
        AbstractClusterInvoker<?> leaf = target.leaf;
        availability =
                !Reference.isDestroyed(leaf) && leaf.isAvailable() ? Availability.AVAILABLE : Availability.UNAVAILABLE;
    }

    void notReady(String why) {
        availability = Availability.NOT_READY;
        problem = why;
        target = null;
    }

    @Override
    public Object invoke(Object call) throws Throwable {
        Target current = target;
        if (current == null) {
            return Gate.PROCEED;
        }
        Invocation invocation = (Invocation) call;
        int present;
        Object context;
        try {
            present = ProviderAttachments.present(invocation);
            context = current.binding.enter(reference.get(), current.leaf, invocation);
        } catch (Throwable fault) {
            Gate.fault(fault);
            return Gate.PROCEED;
        }
        try {
            return current.leaf.invoke(invocation);
        } catch (RpcException failure) {
            if (!goesToBaseline(current, invocation, failure, present)) {
                throw failure;
            }
            return Gate.PROCEED;
        } finally {
            current.binding.exit(context);
        }
    }

    private boolean goesToBaseline(Target current, Invocation invocation, RpcException failure, int present) {
        try {
            if (!isLost(current.leaf, invocation, failure)) {
                return false;
            }
            current.binding.toBaseline(reference.get(), invocation);
            lost(invocation, present);
            return true;
        } catch (Throwable fault) {
            Gate.fault(fault);
            return false;
        }
    }

    /**
     * Whether the candidate has no provider any more, so that the call belongs to the baseline. Either nothing was sent (no
     * provider, forbidden), or a connection broke and the reference's own settings allow the call to be made again.
     */
    private boolean isLost(AbstractClusterInvoker<?> leaf, Invocation invocation, RpcException failure) {
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

    private void lost(Invocation invocation, int present) {
        availability = Availability.UNAVAILABLE;
        ProviderAttachments.removeAllBut(present, invocation);
        ServiceRoute route = reference.route();
        if (route != null) {
            route.counters().increment(Decision.BASELINE_CANDIDATE_LOST);
        }
    }

    /** A built candidate. Immutable. */
    static final class Target {
        final AbstractClusterInvoker<?> leaf;
        final DubboBinding binding;
        /** Whether the application made it: then it is not ours to destroy. */
        final boolean applicationOwned;

        Target(AbstractClusterInvoker<?> leaf, DubboBinding binding, boolean applicationOwned) {
            this.leaf = leaf;
            this.binding = binding;
            this.applicationOwned = applicationOwned;
        }
    }
}
