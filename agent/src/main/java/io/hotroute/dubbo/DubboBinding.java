package io.hotroute.dubbo;

import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.RouterChain;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** What differs between the lines of Dubbo. Stateless and thread-safe. */
interface DubboBinding {

    /** @return the binding for the Dubbo beside this glue */
    static DubboBinding ofThisDubbo() {
        try {
            Class.forName("org.apache.dubbo.rpc.model.ScopeModel", false, DubboBinding.class.getClassLoader());
            return new Dubbo3Binding();
        } catch (ClassNotFoundException olderThanThree) {
            return new Dubbo2Binding();
        }
    }

    /** @return the reference's own settings, without what a provider of its version adds to them */
    Map<String, String> settings(Directory<?> directory) throws ReflectiveOperationException;

    /** @return the registry's URL as {@code RegistryProtocol} wants it, for a consumer with these settings */
    URL registryUrl(URL registry, URL consumer, Map<String, String> settings) throws ReflectiveOperationException;

    /** @return which of several applications with this Dubbo the directory belongs to, or null where there can be one only */
    Object application(Directory<?> directory) throws ReflectiveOperationException;

    /** @return the protocol that makes leaves on registries, without the wrappers around it */
    RegistryProtocol registryProtocol(URL url) throws ReflectiveOperationException;

    /** @return the protocol that makes invokers of single providers, whichever they speak */
    Protocol protocol(URL url) throws ReflectiveOperationException;

    /** @return the directory's routers, or null where directories are not asked for them */
    <T> RouterChain<T> routerChain(Directory<T> directory);

    /** @return an attachment of the call that is only in the thread's context yet, or null. On the call path */
    Object contextAttachment(String key);

    /** @return the invocation's own attachments, or null for none: to be read by the thread that makes the call. On the call path */
    Map<String, Object> attachments(Invocation invocation);

    /**
     * Makes the thread's context that of a sibling's call.
     *
     * @return what {@link #exit} is to put back
     */
    Object enter(AbstractClusterInvoker<?> sibling);

    /** Puts back what {@link #enter} changed. Never throws. */
    void exit(Object context);

    /** @return what of Dubbo's models a call refers to, for {@link #invocation} */
    Object models(Invocation call);

    /** @return a fresh invocation of the leaf's, which shares nothing mutable with the call that it is a copy of */
    RpcInvocation invocation(
            CallCopy copy, AbstractClusterInvoker<?> leaf, Object[] arguments, Map<String, Object> attachments);

    /** Has the caller get a future over the result's present one. */
    void renewFuture(AsyncRpcResult result);

    /** Empties the thread's context, and gives a call a time-out that goes before all settings. */
    void enterEmpty(RpcInvocation call, int timeoutMillis);

    /** Empties the thread's context again. Never throws. */
    void exitEmpty();

    /** @return whether there is a consumer filter of that name */
    boolean hasFilter(URL url, String name) throws ReflectiveOperationException;

    /**
     * Makes an invocation one of the sibling's in what Dubbo looks up by it, and leaves it one of the reference's in what the
     * application is told.
     */
    void toSibling(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> sibling, Invocation invocation);

    /** Puts back what {@link #toSibling} changed, as the invocation goes to the reference's own leaf after all. */
    void toBaseline(AbstractClusterInvoker<?> leaf, Invocation invocation);
}
