package io.hotroute.dubbo;

import io.hotroute.rule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.RouterChain;

/**
 * The providers of another directory that a target means: those with its parameters, and, where the reference is for any
 * version, its version; and, for a call that avoids an address, not the one at that. They are what the other directory lists, its own routers included; it is not ours and never
 * destroyed from here.
 *
 * <p>Thread-safe. {@link #list} allocates the list that it returns.
 */
final class SubsetDirectory<T> implements Directory<T> {

    /** An invocation's attribute: the address that it avoids, as far as there is another. */
    static final String AVOIDED = "hotroute-avoided";

    private final Directory<T> whole;
    private final RouterChain<T> routerChain;
    private final String version;
    private final String[] keys;
    private final String[] values;
    private volatile boolean destroyed;

    /**
     * @param version the version that providers must have, or null for any
     * @param routerChain the whole directory's, or null where the line of Dubbo does not ask a directory for it
     */
    SubsetDirectory(Directory<T> whole, RouterChain<T> routerChain, String version, Target target) {
        this.whole = whole;
        this.routerChain = routerChain;
        this.version = version;
        Map<String, String> parameters = target.parameters();
        this.keys = parameters.keySet().toArray(new String[0]);
        this.values = parameters.values().toArray(new String[0]);
    }

    @Override
    public List<Invoker<T>> list(Invocation invocation) throws RpcException {
        List<Invoker<T>> subset = subset(whole.list(invocation));
        Object avoided = invocation.get(AVOIDED);
        return avoided == null ? subset : without(subset, avoided);
    }

    @Override
    public List<Invoker<T>> getAllInvokers() {
        return subset(Providers.of(whole));
    }

    private List<Invoker<T>> subset(List<Invoker<T>> invokers) {
        List<Invoker<T>> subset = new ArrayList<>();
        for (int i = 0; invokers != null && i < invokers.size(); i++) {
            if (isMeant(invokers.get(i).getUrl())) {
                subset.add(invokers.get(i));
            }
        }
        return subset;
    }

    private static <T> List<Invoker<T>> without(List<Invoker<T>> invokers, Object address) {
        List<Invoker<T>> others = new ArrayList<>();
        for (Invoker<T> invoker : invokers) {
            if (!address.equals(invoker.getUrl().getAddress()) && invoker.isAvailable()) {
                others.add(invoker);
            }
        }
        return others.isEmpty() ? invokers : others;
    }

    private boolean isMeant(URL provider) {
        if (version != null && !version.equals(provider.getParameter("version"))) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (!values[i].equals(provider.getParameter(keys[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isAvailable() {
        return !isDestroyed() && Providers.anyAvailable(getAllInvokers());
    }

    @Override
    public Class<T> getInterface() {
        return whole.getInterface();
    }

    @Override
    public URL getUrl() {
        return whole.getUrl();
    }

    @Override
    public URL getConsumerUrl() {
        return whole.getConsumerUrl();
    }

    @Override
    public boolean isDestroyed() {
        return destroyed || whole.isDestroyed();
    }

    @Override
    public void destroy() {
        destroyed = true;
    }

    @Override
    public void discordAddresses() {
        // The whole directory's business.
    }

    // What 3.x adds to the interface. Which providers to reconnect to is the whole directory's business as well.

    public RouterChain<T> getRouterChain() {
        return routerChain;
    }

    public void addInvalidateInvoker(Invoker<T> invoker) {}

    public void addDisabledInvoker(Invoker<T> invoker) {}

    public void recoverDisabledInvoker(Invoker<T> invoker) {}
}
