package io.hotroute.dubbo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.ListenerRegistryWrapper;
import org.apache.dubbo.registry.NotifyListener;
import org.apache.dubbo.registry.Registry;
import org.apache.dubbo.registry.client.ServiceDiscoveryRegistry;
import org.apache.dubbo.registry.client.event.listener.ServiceInstancesChangedListener;
import org.apache.dubbo.registry.integration.DynamicDirectory;

/**
 * The registry of a sibling whose reference finds its providers by application: what subscribes here follows the reference to
 * the applications that it knows.
 *
 * <p>Dubbo subscribes in two steps. It asks which applications export the interface, and listens for changes of that; then it
 * listens to the instances of these applications, by one listener for all references to them. The first step takes the
 * interface's mapping lock and a monitor, in one order to subscribe, and in the other when a mapping is refreshed or its last
 * subscription ends: threads that do these at the same time can stand still for good. An application that makes and ends its
 * only reference to an interface on one thread is safe from that, and stays so: the first step is the reference's alone, and
 * the sibling joins the listener that the reference has from the second.
 *
 * <p>Not thread-safe: the keeper and its builder take turns. It blocks on registries and providers: never for a caller's thread.
 */
final class FollowingRegistry implements Registry {

    private static final Class<?> INSTANCES = ServiceInstancesChangedListener.class;
    private static final Method INSTANCES_OF = method(DynamicDirectory.class, "getServiceListener");
    private static final Method JOIN = method(INSTANCES, "addListenerAndNotify", URL.class, NotifyListener.class);
    /** 3.0's. */
    private static final Method JOIN_BY_KEY =
            method(INSTANCES, "addListenerAndNotify", String.class, NotifyListener.class);

    private static final Method LEAVE = method(INSTANCES, "removeListener", String.class, NotifyListener.class);
    private static final Method HAS_LISTENERS = method(INSTANCES, "hasListeners");
    private static final Method DESTROY = method(INSTANCES, "destroy");
    private static final Method ALL_INSTANCES = method(ServiceDiscoveryRegistry.class, "getServiceListeners");
    private static final Method LOCK = method(ServiceDiscoveryRegistry.class, "getAppSubscription", String.class);
    private static final Method REMOVE_LOCK =
            method(ServiceDiscoveryRegistry.class, "removeAppSubscriptionLock", String.class);

    private final DynamicDirectory<?> reference;
    private final Registry registry;
    private final ServiceDiscoveryRegistry discovery;
    private URL url;
    private NotifyListener follower;
    /** The reference's listener that the follower has joined, or null. */
    private ServiceInstancesChangedListener followed;

    private FollowingRegistry(DynamicDirectory<?> reference, ServiceDiscoveryRegistry discovery) {
        this.reference = reference;
        this.registry = reference.getRegistry();
        this.discovery = discovery;
    }

    /**
     * @param reference the reference's own directory
     * @return where a sibling is to subscribe. That is the reference's registry itself for interface-level discovery, and up to
     *     3.0.8: there a reference's listener can't be asked for, and there is no mapping lock
     */
    static Registry beside(DynamicDirectory<?> reference) {
        Registry registry = reference.getRegistry();
        if (registry instanceof ListenerRegistryWrapper) {
            registry = ((ListenerRegistryWrapper) registry).getRegistry();
        }
        return registry instanceof ServiceDiscoveryRegistry && INSTANCES_OF != null && LOCK != null
                ? new FollowingRegistry(reference, (ServiceDiscoveryRegistry) registry)
                : reference.getRegistry();
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException anotherDubbo) {
            return null;
        }
    }

    @Override
    public void subscribe(URL url, NotifyListener listener) {
        this.url = url;
        follower = listener;
        follow();
    }

    @Override
    public void unsubscribe(URL url, NotifyListener listener) {
        leave();
        follower = null;
    }

    /** @return whether the reference listens elsewhere by now: an application began to export the interface, or was the first */
    boolean isBehind() {
        return isBehind(ofTheReference());
    }

    private boolean isBehind(Object current) {
        return follower != null && current != null && current != followed;
    }

    private ServiceInstancesChangedListener ofTheReference() {
        return (ServiceInstancesChangedListener) call(INSTANCES_OF, reference);
    }

    /** Joins the reference where it is. The follower keeps the providers that it has until it is told of others. */
    void follow() {
        ServiceInstancesChangedListener current = ofTheReference();
        if (!isBehind(current)) {
            return;
        }
        leave();
        followed = current;
        follower.addServiceListener(followed);
        try {
            if (JOIN == null) {
                call(JOIN_BY_KEY, followed, key(), follower);
            } else {
                call(JOIN, followed, url, follower);
            }
        } catch (RuntimeException | Error failure) {
            leave();
            throw failure;
        }
    }

    private String key() {
        return JOIN == null ? url.getProtocolServiceKey() : url.getServiceKey();
    }

    /** Ends a listener that nobody is left at, as Dubbo does it: under the lock of its applications. */
    private void leave() {
        ServiceInstancesChangedListener left = followed;
        followed = null;
        if (left == null) {
            return;
        }
        Map<?, ?> all = (Map<?, ?>) call(ALL_INSTANCES, discovery);
        String applications = keyOf(left, all);
        if (applications == null) {
            // Dubbo has ended it.
            call(LEAVE, left, key(), follower);
            return;
        }
        Lock lock = (Lock) call(LOCK, discovery, applications);
        lock.lock();
        try {
            call(LEAVE, left, key(), follower);
            if (!(Boolean) call(HAS_LISTENERS, left)) {
                call(DESTROY, left);
                all.remove(applications, left);
                call(REMOVE_LOCK, discovery, applications);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String keyOf(Object instances, Map<?, ?> all) {
        for (Map.Entry<?, ?> each : all.entrySet()) {
            if (each.getValue() == instances) {
                return (String) each.getKey();
            }
        }
        return null;
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw e.getCause() instanceof RuntimeException
                    ? (RuntimeException) e.getCause()
                    : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void register(URL consumer) {
        registry.register(consumer);
    }

    @Override
    public void unregister(URL consumer) {
        registry.unregister(consumer);
    }

    @Override
    public List<URL> lookup(URL consumer) {
        return registry.lookup(consumer);
    }

    @Override
    public URL getUrl() {
        return registry.getUrl();
    }

    @Override
    public boolean isAvailable() {
        return registry.isAvailable();
    }

    @Override
    public void destroy() {
        // The application's.
    }

    /** What 3.x adds to the interface. */
    public boolean isServiceDiscovery() {
        return true;
    }
}
