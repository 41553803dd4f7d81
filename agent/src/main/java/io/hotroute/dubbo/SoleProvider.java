package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.route.CallReader;
import io.hotroute.route.RouteTable;
import io.hotroute.upgrade.Upgrades;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.protocol.AbstractInvoker;

/**
 * The only provider of a reference that names one URL, on Dubbo 2.7: there is no cluster above it whose calls could be
 * decided. It is given one of our own, which is a leaf like any other, but that the reference's own calls do not go through.
 * The provider is held weakly: it is the application's.
 *
 * <p>Thread-safe. {@link #invokerFor} is on the call path of such a reference only: no lock, and no allocation while calls go
 * the same way, once a first call has shown what is below the filters.
 */
final class SoleProvider extends WeakReference<Invoker<?>> {

    private static final AtomicReferenceFieldUpdater<SoleProvider, SoleCluster<?>> CLUSTER = updater();

    private final boolean isProvider;
    /** Held for as long as the provider is: the reference below has it weakly. */
    private volatile SoleCluster<?> cluster;

    private volatile Reference reference;
    private volatile SoleCall last;

    SoleProvider(Invoker<?> provider) {
        super(provider);
        URL url = provider.getUrl();
        // What calls a consumer's callback has an address as well; a service in the same JVM has no port.
        this.isProvider = url.getPort() > 0 && !url.getProtocol().equals("callback");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static AtomicReferenceFieldUpdater<SoleProvider, SoleCluster<?>> updater() {
        return (AtomicReferenceFieldUpdater)
                AtomicReferenceFieldUpdater.newUpdater(SoleProvider.class, SoleCluster.class, "cluster");
    }

    /**
     * @param provider the one that is held, which a call is about to be made on
     * @return what to make the call on
     */
    Invoker<?> invokerFor(
            Invoker<?> provider,
            Object invocation,
            CallReader reader,
            RouteTable routes,
            Upgrades upgrades,
            Mirrors mirrors,
            ReferenceTable<Reference> references) {
        Reference known = reference;
        if (known == null) {
            return isProvider ? new FirstCall<>(provider, this, references) : provider;
        }
        Object way = known.enter(reader, invocation, routes, upgrades, mirrors);
        if (way == null) {
            return provider;
        }
        SoleCall call = last;
        if (call == null || call.way() != way) {
            call = new SoleCall(this, way);
            last = call;
        }
        return call;
    }

    /** @param origin what is below the provider's filters: it alone says whether it was destroyed */
    private <T> void learn(Invoker<T> provider, Invoker<?> origin, ReferenceTable<Reference> references) {
        if (!(origin instanceof AbstractInvoker) || cluster != null) {
            return;
        }
        SoleCluster<T> made = new SoleCluster<>(new SoleDirectory<>(provider, (AbstractInvoker<?>) origin));
        if (CLUSTER.compareAndSet(this, null, made)) {
            reference = references.add(Reference.of(made));
        }
    }

    /** A call that goes its usual way, and shows what is there. */
    private static final class FirstCall<T> implements Invoker<T> {
        private final Invoker<T> provider;
        private final SoleProvider sole;
        private final ReferenceTable<Reference> references;

        FirstCall(Invoker<T> provider, SoleProvider sole, ReferenceTable<Reference> references) {
            this.provider = provider;
            this.sole = sole;
            this.references = references;
        }

        @Override
        public Result invoke(Invocation invocation) {
            try {
                return provider.invoke(invocation);
            } finally {
                learn(invocation);
            }
        }

        private void learn(Invocation invocation) {
            try {
                sole.learn(provider, invocation.getInvoker(), references);
            } catch (Throwable fault) {
                Gate.fault(fault);
            }
        }

        @Override
        public Class<T> getInterface() {
            return provider.getInterface();
        }

        @Override
        public URL getUrl() {
            return provider.getUrl();
        }

        @Override
        public boolean isAvailable() {
            return provider.isAvailable();
        }

        @Override
        public void destroy() {
            provider.destroy();
        }
    }
}
