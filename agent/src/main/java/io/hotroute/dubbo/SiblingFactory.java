package io.hotroute.dubbo;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.client.ServiceDiscoveryRegistryDirectory;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.Cluster;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * Makes a sibling leaf the way Dubbo's own {@code RegistryProtocol} makes a leaf: a directory of the same kind on the same
 * registry, subscribed for the other version, and over it a cluster invoker of the same class.
 *
 * <p>Not by a second {@code ReferenceConfig}: that would enter the application's configuration and service repository (2.7
 * even rewrites the model of a reference that the application has for that version), add consumer filters that ran already
 * above the leaf, and make a proxy that nobody calls.
 */
final class SiblingFactory {

    private SiblingFactory() {}

    /**
     * @param own the reference's own settings, without what a provider of its version adds to them
     * @return the consumer's settings for the other version
     */
    static Map<String, String> settings(Map<String, String> own, URL consumer, String version) {
        Map<String, String> settings = new HashMap<>(own);
        settings.put("version", version);
        settings.put("check", "false");
        if (!settings.containsKey("register.ip")) {
            settings.put("register.ip", consumer.getHost());
        }
        return settings;
    }

    /**
     * @param leaf the reference's own
     * @param url the registry's URL with the consumer's settings in it, as this line of Dubbo wants it
     */
    static <T> AbstractClusterInvoker<?> refer(AbstractClusterInvoker<T> leaf, RegistryProtocol protocol, URL url) {
        DynamicDirectory<T> directory = (DynamicDirectory<T>) leaf.getDirectory();
        Cluster cluster = new SameCluster(leaf.getClass());
        Invoker<T> sibling = directory instanceof ServiceDiscoveryRegistryDirectory
                ? protocol.getServiceDiscoveryInvoker(cluster, directory.getRegistry(), leaf.getInterface(), url)
                : protocol.getInvoker(cluster, directory.getRegistry(), leaf.getInterface(), url);
        return (AbstractClusterInvoker<?>) sibling;
    }

    /** @return whether two leaves are of the same interface, on the same registry, found by the same kind of discovery */
    static boolean isBeside(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> other) {
        return leaf.getInterface() == other.getInterface()
                && leaf.getDirectory().getClass() == other.getDirectory().getClass()
                && registryOf(leaf).equals(registryOf(other));
    }

    /** By URL: every reference has a wrapper of its own around the registry that it shares. */
    private static URL registryOf(AbstractClusterInvoker<?> leaf) {
        return ((DynamicDirectory<?>) leaf.getDirectory()).getRegistry().getUrl();
    }

    /** Joins a directory by the bare cluster invoker, without the filters and wrappers that stand above a leaf. */
    private static final class SameCluster implements Cluster {
        private final Class<?> type;

        SameCluster(Class<?> type) {
            this.type = type;
        }

        /** 2.7's method. */
        @Override
        public <T> Invoker<T> join(Directory<T> directory) throws RpcException {
            return join(directory, false);
        }

        /** 3.x's method. */
        @SuppressWarnings("unchecked")
        public <T> Invoker<T> join(Directory<T> directory, boolean buildFilterChain) throws RpcException {
            try {
                return (Invoker<T>) type.getConstructor(Directory.class).newInstance(directory);
            } catch (InvocationTargetException e) {
                throw new RpcException("cannot make a second " + type.getName(), e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new RpcException(
                        "cannot make a second " + type.getName() + ": it has no public constructor for a "
                                + "Directory",
                        e);
            }
        }
    }
}
