package io.hotroute.dubbo;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.protocol.AbstractInvoker;

/**
 * The directory of a {@link SoleProvider}, which it holds weakly. Thread-safe.
 *
 * @param <T> the service's interface
 */
final class SoleDirectory<T> implements Directory<T> {

    private final WeakReference<Invoker<T>> provider;
    private final WeakReference<AbstractInvoker<?>> origin;
    private final Class<T> type;
    private final URL url;

    /** @param origin what is below the provider's filters */
    SoleDirectory(Invoker<T> provider, AbstractInvoker<?> origin) {
        this.provider = new WeakReference<>(provider);
        this.origin = new WeakReference<>(origin);
        this.type = provider.getInterface();
        this.url = provider.getUrl();
    }

    @Override
    public List<Invoker<T>> list(Invocation invocation) {
        return getAllInvokers();
    }

    @Override
    public List<Invoker<T>> getAllInvokers() {
        Invoker<T> sole = provider.get();
        return sole == null ? Collections.emptyList() : Collections.singletonList(sole);
    }

    @Override
    public Class<T> getInterface() {
        return type;
    }

    @Override
    public URL getUrl() {
        return url;
    }

    @Override
    public URL getConsumerUrl() {
        return url;
    }

    @Override
    public boolean isAvailable() {
        Invoker<T> sole = provider.get();
        return sole != null && sole.isAvailable();
    }

    @Override
    public boolean isDestroyed() {
        AbstractInvoker<?> still = origin.get();
        return provider.get() == null || still == null || still.isDestroyed();
    }

    @Override
    public void destroy() {
        // The provider is the application's.
    }

    @Override
    public void discordAddresses() {
        // There is no registry behind it.
    }
}
