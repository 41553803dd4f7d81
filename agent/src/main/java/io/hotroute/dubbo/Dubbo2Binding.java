package io.hotroute.dubbo;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.common.utils.StringUtils;
import org.apache.dubbo.registry.integration.RegistryProtocol;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Dubbo 2.7: settings travel inside the registry's URL as an encoded parameter, extensions are global. */
final class Dubbo2Binding implements DubboBinding {

    @Override
    public AbstractClusterInvoker<?> refer(AbstractClusterInvoker<?> leaf, String version) {
        URL consumer = leaf.getDirectory().getConsumerUrl();
        URL url = leaf.getDirectory()
                .getUrl()
                .addParameterAndEncoded("refer", StringUtils.toQueryString(SiblingFactory.settings(consumer, version)));
        RegistryProtocol protocol = (RegistryProtocol)
                ExtensionLoader.getExtensionLoader(Protocol.class).getExtension("service-discovery-registry", false);
        return SiblingFactory.refer(leaf, protocol, url);
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
