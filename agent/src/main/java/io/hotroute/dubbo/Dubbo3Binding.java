package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.InvokeMode;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.RouterChain;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.protocol.dubbo.FutureAdapter;

/**
 * Dubbo 3.0 to 3.3: settings travel as attributes of the registry's URL, extensions belong to a model, and the call's
 * context names the consumer's URL, by which a provider found through application-level discovery looks up its own
 * parameters.
 *
 * <p>The glue compiles against 2.7, so 3.x's members are reached by method handles; those on the call path are constants,
 * which the JIT compiler inlines.
 */
final class Dubbo3Binding implements DubboBinding {

    private static final MethodHandle GET_CONTEXT;
    private static final MethodHandle GET_CONSUMER_URL;
    private static final MethodHandle SET_CONSUMER_URL;
    private static final MethodHandle GET_SERVICE_KEY;
    /** Null if this Dubbo has no such field: then routed calls can have no callback arguments. */
    private static final MethodHandle SET_SERVICE_KEY;
    /** Null if this Dubbo has no such field: then a lock is taken for each routed call. */
    private static final MethodHandle GET_ATTACHMENTS;

    private static final MethodHandle GET_SERVICE_MODEL;
    private static final MethodHandle NEW_INVOCATION;
    private static final MethodHandle GET_CLIENT_ATTACHMENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Method getContext = RpcContext.class.getMethod("getServiceContext");
            Class<?> context = getContext.getReturnType();
            GET_CONTEXT = lookup.unreflect(getContext).asType(MethodType.methodType(Object.class));
            GET_CONSUMER_URL = lookup.unreflect(context.getMethod("getConsumerUrl"))
                    .asType(MethodType.methodType(URL.class, Object.class));
            SET_CONSUMER_URL = lookup.unreflect(context.getMethod("setConsumerUrl", URL.class))
                    .asType(MethodType.methodType(void.class, Object.class, URL.class));
            GET_SERVICE_KEY = lookup.unreflect(URL.class.getMethod("getProtocolServiceKey"));
            SET_SERVICE_KEY = setterOfServiceKey();
            GET_ATTACHMENTS = getterOfAttachments();
            Class<?> model = Class.forName(
                    "org.apache.dubbo.rpc.model.ServiceModel", false, Dubbo3Binding.class.getClassLoader());
            GET_SERVICE_MODEL = lookup.unreflect(Invocation.class.getMethod("getServiceModel"))
                    .asType(MethodType.methodType(Object.class, Invocation.class));
            NEW_INVOCATION = lookup.unreflectConstructor(RpcInvocation.class.getConstructor(
                    String.class,
                    model,
                    String.class,
                    String.class,
                    String.class,
                    Class[].class,
                    Object[].class,
                    Map.class,
                    Invoker.class,
                    Map.class,
                    InvokeMode.class));
            GET_CLIENT_ATTACHMENT = lookup.unreflect(RpcContext.class.getMethod("getClientAttachment"))
                    .asType(MethodType.methodType(RpcContext.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle setterOfServiceKey() throws IllegalAccessException {
        try {
            Field field = RpcInvocation.class.getDeclaredField("protocolServiceKey");
            field.setAccessible(true);
            return MethodHandles.lookup().unreflectSetter(field);
        } catch (NoSuchFieldException none) {
            return null;
        }
    }

    private static MethodHandle getterOfAttachments() throws IllegalAccessException {
        try {
            Field field = RpcInvocation.class.getDeclaredField("attachments");
            field.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectGetter(field)
                    .asType(MethodType.methodType(Map.class, RpcInvocation.class));
        } catch (NoSuchFieldException | WrongMethodTypeException none) {
            return null;
        }
    }

    @Override
    public void toSibling(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> sibling, Invocation invocation) {
        setServiceKey(invocation, sibling);
    }

    @Override
    public void toBaseline(AbstractClusterInvoker<?> leaf, Invocation invocation) {
        setServiceKey(invocation, leaf);
    }

    /** By this key a provider found through application-level discovery looks up which arguments are callbacks. */
    private static void setServiceKey(Invocation invocation, AbstractClusterInvoker<?> leaf) {
        if (SET_SERVICE_KEY == null || !(invocation instanceof RpcInvocation)) {
            return;
        }
        try {
            SET_SERVICE_KEY.invokeExact(
                    (RpcInvocation) invocation, (String) GET_SERVICE_KEY.invokeExact(leaf.getUrl()));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> settings(Directory<?> directory) {
        return directory.getConsumerUrl().getParameters();
    }

    @Override
    public URL registryUrl(URL registry, URL consumer, Map<String, String> settings)
            throws ReflectiveOperationException {
        Method putAttribute = URL.class.getMethod("putAttribute", String.class, Object.class);
        Object url = putAttribute.invoke(registry, "refer", settings);
        URL other = consumer.removeParameters("version", "group").addParameters(settings);
        return (URL) putAttribute.invoke(url, "CONSUMER_URL", other);
    }

    @Override
    public Object application(Directory<?> directory) throws ReflectiveOperationException {
        return URL.class.getMethod("getOrDefaultApplicationModel").invoke(directory.getUrl());
    }

    @Override
    public RegistryProtocol registryProtocol(URL url) throws ReflectiveOperationException {
        Object loader = protocolLoader(url);
        return (RegistryProtocol) loader.getClass()
                .getMethod("getExtension", String.class, boolean.class)
                .invoke(loader, "service-discovery-registry", false);
    }

    @Override
    public Protocol protocol(URL url) throws ReflectiveOperationException {
        Object loader = protocolLoader(url);
        return (Protocol) loader.getClass().getMethod("getAdaptiveExtension").invoke(loader);
    }

    private static Object protocolLoader(URL url) throws ReflectiveOperationException {
        Object framework = URL.class.getMethod("getOrDefaultFrameworkModel").invoke(url);
        return framework.getClass().getMethod("getExtensionLoader", Class.class).invoke(framework, Protocol.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> RouterChain<T> routerChain(Directory<T> directory) {
        try {
            return (RouterChain<T>) Directory.class.getMethod("getRouterChain").invoke(directory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The filters above the woven method have put the context's attachments into the invocation already. */
    @Override
    public Object contextAttachment(String key) {
        return null;
    }

    /**
     * Dubbo's own getter guards the field, but not what is in it, by a lock of the invocation; that alone costs more than to decide the
     * call. Whoever writes to the field before the call is the thread that makes it, or has handed the call over to it.
     */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> attachments(Invocation invocation) {
        if (GET_ATTACHMENTS == null || invocation.getClass() != RpcInvocation.class) {
            return invocation.getObjectAttachments();
        }
        try {
            return (Map<String, Object>) (Map<?, ?>) GET_ATTACHMENTS.invokeExact((RpcInvocation) invocation);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object models(Invocation call) {
        try {
            return (Object) GET_SERVICE_MODEL.invokeExact(call);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RpcInvocation invocation(
            CallCopy copy, AbstractClusterInvoker<?> leaf, Object[] arguments, Map<String, Object> attachments) {
        try {
            return (RpcInvocation) NEW_INVOCATION.invoke(
                    leaf.getUrl().getServiceKey(),
                    copy.models,
                    copy.method,
                    copy.service,
                    leaf.getUrl().getProtocolServiceKey(),
                    copy.parameterTypes,
                    arguments,
                    attachments,
                    null,
                    null,
                    null);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void renewFuture(AsyncRpcResult result) {
        try {
            Object context = (Object) GET_CONTEXT.invokeExact();
            ((RpcContext) context).setFuture(new FutureAdapter<>(result.getResponseFuture()));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the context in 3.0's dubbo protocol, by the call in its triple, by either later. */
    @Override
    public void enterEmpty(RpcInvocation call, int timeoutMillis) {
        exitEmpty();
        String timeout = Integer.toString(timeoutMillis);
        call.setAttachment(CallCopy.TIMEOUT, timeout);
        try {
            ((RpcContext) GET_CLIENT_ATTACHMENT.invokeExact()).setAttachment(CallCopy.TIMEOUT, timeout);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void exitEmpty() {
        try {
            RpcContext.removeContext();
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }

    @Override
    public boolean hasFilter(URL url, String name) throws ReflectiveOperationException {
        Object module = URL.class.getMethod("getOrDefaultModuleModel").invoke(url);
        Object loader =
                module.getClass().getMethod("getExtensionLoader", Class.class).invoke(module, Filter.class);
        return (Boolean)
                loader.getClass().getMethod("hasExtension", String.class).invoke(loader, name);
    }

    @Override
    public Object enter(AbstractClusterInvoker<?> sibling) {
        try {
            Object context = (Object) GET_CONTEXT.invokeExact();
            URL own = (URL) GET_CONSUMER_URL.invokeExact(context);
            SET_CONSUMER_URL.invokeExact(context, sibling.getUrl());
            return own;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void exit(Object own) {
        try {
            Object context = (Object) GET_CONTEXT.invokeExact();
            SET_CONSUMER_URL.invokeExact(context, (URL) own);
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }
}
