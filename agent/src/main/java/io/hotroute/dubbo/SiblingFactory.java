package io.hotroute.dubbo;

import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.client.ServiceDiscoveryRegistryDirectory;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.Cluster;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailfastClusterInvoker;

/**
 * Makes a sibling leaf the way Dubbo itself makes a leaf: a directory of the same kind on the same registry, subscribed for
 * the other service key (or fixed providers, for a direct reference), and over it a cluster invoker of the same class.
 *
 * <p>Not by a second {@code ReferenceConfig}: that would enter the application's configuration and service repository (2.7
 * even rewrites the model of a reference that the application has for that version), add consumer filters that ran already
 * above the leaf, and make a proxy that nobody calls.
 *
 * <p>Stateless. It blocks on registries and providers: never for a caller's thread.
 */
final class SiblingFactory {

    private static final String ANY_VERSION = "*";

    private final DubboBinding binding;

    SiblingFactory(DubboBinding binding) {
        this.binding = binding;
    }

    /**
     * @param leaf the reference's own invoker
     * @param own the reference's service key
     * @param applications the application's own reference for the target, or null
     * @throws Exception if this Dubbo can't
     */
    Built build(AbstractClusterInvoker<?> leaf, ServiceKey own, Target target, AbstractClusterInvoker<?> applications)
            throws Exception {
        AbstractClusterInvoker<?> ours = null;
        if (applications == null && needsOwnDirectory(own, target)) {
            ours = refer(leaf, referred(own, target), target.addresses());
        }
        AbstractClusterInvoker<?> base = ours == null ? applications : ours;
        Directory<?> directory = base == null ? leaf.getDirectory() : base.getDirectory();
        String version = ANY_VERSION.equals(own.version()) ? target.version() : null;
        if (version == null && target.parameters().isEmpty()) {
            return new Built(binding, base, directory, target.tag(), ours, applications);
        }
        Directory<?> subset = subset(directory, version, target);
        return new Built(binding, sameCluster(leaf, subset), subset, target.tag(), ours, applications);
    }

    /** @return whether the application's own reference for the target would do as well */
    static boolean isPlain(ServiceKey own, Target target) {
        return needsOwnDirectory(own, target) && !target.isSubset() && !ANY_VERSION.equals(own.version());
    }

    private static boolean needsOwnDirectory(ServiceKey own, Target target) {
        return !target.addresses().isEmpty() || !referred(own, target).equals(own);
    }

    /** A reference for any version lists the target's version already. */
    private static ServiceKey referred(ServiceKey own, Target target) {
        ServiceKey service = target.serviceOf(own);
        return ANY_VERSION.equals(own.version()) ? service.withVersion(ANY_VERSION) : service;
    }

    /**
     * Makes what shadows are sent through. Its directory is its own even for the reference's own providers: below it, on every
     * line, are filters of the application, which the calls that are mirrored have been through already.
     *
     * @param leaf the reference's own invoker
     * @param own the reference's service key
     * @throws Exception if this Dubbo can't
     */
    Built buildForShadows(AbstractClusterInvoker<?> leaf, ServiceKey own, Target target) throws Exception {
        ServiceKey service = referred(own, target);
        AbstractClusterInvoker<?> ours;
        if (leaf.getDirectory() instanceof DynamicDirectory
                && target.addresses().isEmpty()) {
            ours = referByRegistry(leaf, service, true);
        } else {
            ours = referDirectly(leaf, service, addresses(leaf, target), true);
        }
        String version = ANY_VERSION.equals(own.version()) ? target.version() : null;
        return overSubset(ours, version, target);
    }

    private static List<String> addresses(AbstractClusterInvoker<?> leaf, Target target) {
        return target.addresses().isEmpty()
                ? new ArrayList<>(Providers.addressesOf(Providers.of(leaf.getDirectory())))
                : target.addresses();
    }

    private <T> Built overSubset(AbstractClusterInvoker<T> ours, String version, Target target) {
        Directory<T> subset = subset(ours.getDirectory(), version, target);
        return new Built(binding, new FailfastClusterInvoker<>(subset), subset, target.tag(), ours, null);
    }

    private <T> Directory<T> subset(Directory<T> whole, String version, Target target) {
        return new SubsetDirectory<>(whole, binding.routerChain(whole), version, target);
    }

    private <T> AbstractClusterInvoker<?> refer(
            AbstractClusterInvoker<T> leaf, ServiceKey service, List<String> addresses) throws Exception {
        return addresses.isEmpty()
                ? referByRegistry(leaf, service, false)
                : referDirectly(leaf, service, addresses, false);
    }

    private <T> AbstractClusterInvoker<?> referByRegistry(
            AbstractClusterInvoker<T> leaf, ServiceKey service, boolean forShadows) throws Exception {
        DynamicDirectory<T> directory = (DynamicDirectory<T>) leaf.getDirectory();
        RegistryProtocol protocol = binding.registryProtocol(directory.getUrl());
        URL consumer = directory.getConsumerUrl();
        Map<String, String> settings = settings(binding.settings(directory), consumer, service);
        URL registry = directory.getUrl();
        if (forShadows) {
            ShadowSettings.apply(settings, binding.hasFilter(consumer, ShadowSettings.SIGN));
            registry = registry.addParameter("register", "false");
        }
        URL url = binding.registryUrl(registry, consumer, settings);
        Cluster cluster = new BareCluster(forShadows ? FailfastClusterInvoker.class : leaf.getClass());
        Invoker<T> sibling = directory instanceof ServiceDiscoveryRegistryDirectory
                ? protocol.getServiceDiscoveryInvoker(
                        cluster, FollowingRegistry.beside(directory), leaf.getInterface(), url)
                : protocol.getInvoker(cluster, directory.getRegistry(), leaf.getInterface(), url);
        AbstractClusterInvoker<?> built = (AbstractClusterInvoker<?>) sibling;
        // Dubbo can override a reference's settings from outside: better no candidate than the wrong version.
        URL made = built.getDirectory().getConsumerUrl();
        if (!service.equals(
                ServiceKey.of(made.getParameter("group"), service.interfaceName(), made.getParameter("version")))) {
            built.destroy();
            throw new IllegalStateException("Dubbo made it for " + made.getServiceKey());
        }
        return built;
    }

    /**
     * @param own the reference's own settings
     * @return the consumer's settings for the other service key
     */
    static Map<String, String> settings(Map<String, String> own, URL consumer, ServiceKey service) {
        Map<String, String> settings = new HashMap<>(own);
        put(settings, "version", service.version());
        put(settings, "group", service.group());
        settings.put("check", "false");
        if (!settings.containsKey("register.ip")) {
            settings.put("register.ip", consumer.getHost());
        }
        return settings;
    }

    /** No value must not be a null: Dubbo's URLs would carry it as text. */
    private static void put(Map<String, String> settings, String key, String value) {
        if (value == null) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
    }

    private <T> AbstractClusterInvoker<?> referDirectly(
            AbstractClusterInvoker<T> leaf, ServiceKey service, List<String> addresses, boolean forShadows)
            throws Exception {
        BareCluster cluster = new BareCluster(leaf.getClass());
        List<URL> urls = new ArrayList<>();
        List<Invoker<T>> own = Providers.of(leaf.getDirectory());
        if (own.isEmpty()) {
            throw new IllegalStateException("the reference has no provider to take settings from yet");
        }
        for (String address : addresses) {
            URL url = providerUrl(own.get(0).getUrl(), service).setAddress(address);
            urls.add(forShadows ? forShadows(url) : url);
        }
        Protocol protocol = binding.protocol(urls.get(0));
        List<Invoker<T>> providers = new ArrayList<>();
        try {
            for (URL url : urls) {
                providers.add(protocol.refer(leaf.getInterface(), url));
            }
            return (AbstractClusterInvoker<?>) cluster.join(
                    new StaticDirectory<>(providerUrl(leaf.getDirectory().getUrl(), service), providers));
        } catch (Throwable failure) {
            // Or each retry would leave connections behind.
            for (Invoker<T> provider : providers) {
                provider.destroy();
            }
            throw failure;
        }
    }

    private URL forShadows(URL provider) throws ReflectiveOperationException {
        Map<String, String> settings = new HashMap<>(provider.getParameters());
        ShadowSettings.apply(settings, binding.hasFilter(provider, ShadowSettings.SIGN));
        String[] removed = provider.getParameters().keySet().stream()
                .filter(key -> !settings.containsKey(key))
                .toArray(String[]::new);
        return provider.removeParameters(removed).addParameters(settings);
    }

    private static URL providerUrl(URL url, ServiceKey service) {
        URL other = url.addParameter("check", "false");
        other = service.version() == null
                ? other.removeParameter("version")
                : other.addParameter("version", service.version());
        return service.group() == null ? other.removeParameter("group") : other.addParameter("group", service.group());
    }

    /**
     * @return whether two leaves are of the same interface and application, on the same registry, found by the same kind of
     *     discovery
     */
    boolean isBeside(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> other)
            throws ReflectiveOperationException {
        return leaf.getInterface() == other.getInterface()
                && leaf.getDirectory() instanceof DynamicDirectory
                && leaf.getDirectory().getClass() == other.getDirectory().getClass()
                && registryOf(leaf).equals(registryOf(other))
                && binding.application(leaf.getDirectory()) == binding.application(other.getDirectory());
    }

    /** By URL: every reference has a wrapper of its own around the registry that it shares. */
    private static URL registryOf(AbstractClusterInvoker<?> leaf) {
        return ((DynamicDirectory<?>) leaf.getDirectory()).getRegistry().getUrl();
    }

    private static AbstractClusterInvoker<?> sameCluster(AbstractClusterInvoker<?> leaf, Directory<?> directory)
            throws RpcException {
        return (AbstractClusterInvoker<?>) new BareCluster(leaf.getClass()).join(directory);
    }

    /** Joins a directory by the bare cluster invoker, without the filters and wrappers that stand above a leaf. */
    private static final class BareCluster implements Cluster {
        private final Constructor<?> constructor;

        /**
         * @param type of the invokers
         * @throws RpcException if it has no public constructor for a directory: here, before anything is subscribed or connected
         */
        BareCluster(Class<?> type) throws RpcException {
            try {
                constructor = type.getConstructor(Directory.class);
                // The class may be one of the application's that is not public.
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new RpcException(
                        "cannot make a second " + type.getName()
                                + ": it has no public constructor for a Directory; give it one",
                        null);
            }
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
                return (Invoker<T>) constructor.newInstance(directory);
            } catch (InvocationTargetException e) {
                throw new RpcException(
                        "cannot make a second "
                                + constructor.getDeclaringClass().getName(),
                        e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new RpcException(
                        "cannot make a second "
                                + constructor.getDeclaringClass().getName(),
                        e);
            }
        }
    }
}
