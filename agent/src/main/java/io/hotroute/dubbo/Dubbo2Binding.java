package io.hotroute.dubbo;

import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.common.utils.StringUtils;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.RouterChain;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Dubbo 2.7: settings travel inside the registry's URL as an encoded parameter, extensions are global. */
final class Dubbo2Binding implements DubboBinding {

    @Override
    public URL registryUrl(URL registry, URL consumer, Map<String, String> settings) {
        return registry.addParameterAndEncoded("refer", StringUtils.toQueryString(settings));
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
    public Object enter(AbstractClusterInvoker<?> sibling) {
        return null;
    }

    @Override
    public void exit(Object context) {
        // Nothing of a call's context names the reference in 2.7.
    }
}
