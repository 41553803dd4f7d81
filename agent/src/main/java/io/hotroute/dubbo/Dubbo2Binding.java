package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.common.utils.StringUtils;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Constants;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.RouterChain;
import org.apache.dubbo.rpc.cluster.directory.AbstractDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.model.ApplicationModel;
import org.apache.dubbo.rpc.model.AsyncMethodInfo;
import org.apache.dubbo.rpc.model.ConsumerModel;
import org.apache.dubbo.rpc.protocol.dubbo.FutureAdapter;

/** Dubbo 2.7: settings travel inside the registry's URL as an encoded parameter, extensions are global. */
final class Dubbo2Binding implements DubboBinding {

    /** Dubbo's {@code ASYNC_METHOD_INFO}. */
    private static final String CALLBACKS = "async-method-info";

    private static final AsyncMethodInfo NO_CALLBACKS = new AsyncMethodInfo();

    /** The consumer's URL of 2.7 has the parameters of a provider merged in: its token and its time-outs, for instance. */
    @Override
    @SuppressWarnings("unchecked")
    public Map<String, String> settings(Directory<?> directory) throws ReflectiveOperationException {
        Field settings = AbstractDirectory.class.getDeclaredField("queryMap");
        settings.setAccessible(true);
        return (Map<String, String>) settings.get(directory);
    }

    @Override
    public URL registryUrl(URL registry, URL consumer, Map<String, String> settings) {
        return registry.addParameterAndEncoded("refer", StringUtils.toQueryString(settings));
    }

    @Override
    public Object application(Directory<?> directory) {
        return null;
    }

    @Override
    public RegistryProtocol registryProtocol(URL url) {
        return (RegistryProtocol)
                ExtensionLoader.getExtensionLoader(Protocol.class).getExtension("service-discovery-registry", false);
    }

    @Override
    public Protocol protocol(URL url) {
        return ExtensionLoader.getExtensionLoader(Protocol.class).getAdaptiveExtension();
    }

    @Override
    public <T> RouterChain<T> routerChain(Directory<T> directory) {
        return null;
    }

    /** The woven method's body is what puts the context's attachments into the invocation, over those that are there. */
    @Override
    public Object contextAttachment(String key) {
        return RpcContext.getContext().getObjectAttachment(key);
    }

    @Override
    public Map<String, Object> attachments(Invocation invocation) {
        return invocation.getObjectAttachments();
    }

    @Override
    public Object enter(AbstractClusterInvoker<?> sibling) {
        return null;
    }

    @Override
    public void exit(Object context) {
        // Nothing of a call's context names the reference in 2.7.
    }

    /**
     * 2.7 looks up the callbacks of a call ({@code onreturn} and its like) by the key of the provider that serves it, but
     * takes those that the invocation brings first. They are the reference's, whichever version serves.
     */
    @Override
    public void toSibling(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> sibling, Invocation invocation) {
        AsyncMethodInfo callbacks = callbacks(leaf, invocation);
        if (callbacks != null) {
            invocation.put(CALLBACKS, callbacks);
        } else if (callbacks(sibling, invocation) != null) {
            // Those of the application's own reference for the other version.
            invocation.put(CALLBACKS, NO_CALLBACKS);
        }
    }

    @Override
    public Object models(Invocation call) {
        return new Object[] {call.get(Constants.CONSUMER_MODEL), call.get(Constants.METHOD_MODEL)};
    }

    @Override
    public RpcInvocation invocation(
            CallCopy copy, AbstractClusterInvoker<?> leaf, Object[] arguments, Map<String, Object> attachments) {
        Map<Object, Object> attributes = new HashMap<>();
        Object[] models = (Object[]) copy.models;
        attributes.put(Constants.CONSUMER_MODEL, models[0]);
        attributes.put(Constants.METHOD_MODEL, models[1]);
        RpcInvocation invocation = new RpcInvocation(
                copy.method,
                copy.service,
                leaf.getUrl().getProtocolServiceKey(),
                copy.parameterTypes,
                arguments,
                attachments,
                null,
                attributes);
        invocation.setTargetServiceUniqueName(leaf.getUrl().getServiceKey());
        return invocation;
    }

    @Override
    public void renewFuture(AsyncRpcResult result) {
        RpcContext.getContext().setFuture(new FutureAdapter<>(result.getResponseFuture()));
    }

    @Override
    public void enterEmpty(RpcInvocation call, int timeoutMillis) {
        exitEmpty();
        RpcContext.getContext().setAttachment(CallCopy.TIMEOUT, Integer.toString(timeoutMillis));
    }

    @Override
    public void exitEmpty() {
        try {
            RpcContext.removeContext();
            RpcContext.removeServerContext();
        } catch (Throwable fault) {
            Gate.fault(fault);
        }
    }

    @Override
    public boolean hasFilter(URL url, String name) {
        return ExtensionLoader.getExtensionLoader(Filter.class).hasExtension(name);
    }

    private static AsyncMethodInfo callbacks(AbstractClusterInvoker<?> leaf, Invocation invocation) {
        ConsumerModel model = ApplicationModel.getConsumerModel(leaf.getUrl().getServiceKey());
        if (model == null) {
            return null;
        }
        String method = invocation.getMethodName();
        boolean generic = method.equals("$invoke");
        return model.getAsyncInfo(generic ? (String) invocation.getArguments()[0] : method);
    }

    @Override
    public void toBaseline(AbstractClusterInvoker<?> leaf, Invocation invocation) {
        if (invocation.get(CALLBACKS) == NO_CALLBACKS) {
            invocation.put(CALLBACKS, null);
        }
    }
}
