package io.hotroute.dubbo;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.common.utils.StringUtils;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.directory.AbstractDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.model.ApplicationModel;
import org.apache.dubbo.rpc.model.AsyncMethodInfo;
import org.apache.dubbo.rpc.model.ConsumerModel;

/** Dubbo 2.7: settings travel inside the registry's URL as an encoded parameter, extensions are global. */
final class Dubbo2Binding implements DubboBinding {

    /** Dubbo's {@code ASYNC_METHOD_INFO}. */
    private static final String CALLBACKS = "async-method-info";

    private static final AsyncMethodInfo NO_CALLBACKS = new AsyncMethodInfo();

    @Override
    public AbstractClusterInvoker<?> refer(AbstractClusterInvoker<?> leaf, String version)
            throws ReflectiveOperationException {
        URL consumer = leaf.getDirectory().getConsumerUrl();
        Map<String, String> settings = SiblingFactory.settings(ownSettings(leaf.getDirectory()), consumer, version);
        URL url = leaf.getDirectory().getUrl().addParameterAndEncoded("refer", StringUtils.toQueryString(settings));
        RegistryProtocol protocol = (RegistryProtocol)
                ExtensionLoader.getExtensionLoader(Protocol.class).getExtension("service-discovery-registry", false);
        return SiblingFactory.refer(leaf, protocol, url);
    }

    /** The consumer's URL of 2.7 has the parameters of a provider merged in: its token and its time-outs, for instance. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> ownSettings(Directory<?> directory) throws ReflectiveOperationException {
        Field settings = AbstractDirectory.class.getDeclaredField("queryMap");
        settings.setAccessible(true);
        return (Map<String, String>) settings.get(directory);
    }

    /**
     * 2.7 looks up the callbacks of a call ({@code onreturn} and its like) by the key of the provider that serves it, but
     * takes those that the invocation brings first. They are the reference's, whichever version serves.
     */
    @Override
    public Object enter(AbstractClusterInvoker<?> leaf, AbstractClusterInvoker<?> sibling, Invocation invocation) {
        AsyncMethodInfo callbacks = callbacks(leaf, invocation);
        if (callbacks != null) {
            invocation.put(CALLBACKS, callbacks);
        } else if (callbacks(sibling, invocation) != null) {
            // Those of the application's own reference for the other version.
            invocation.put(CALLBACKS, NO_CALLBACKS);
        }
        return null;
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
    public void exit(Object context) {
        // Nothing of a call's context names the reference in 2.7.
    }

    @Override
    public void toBaseline(AbstractClusterInvoker<?> leaf, Invocation invocation) {
        if (invocation.get(CALLBACKS) == NO_CALLBACKS) {
            invocation.put(CALLBACKS, null);
        }
    }
}
