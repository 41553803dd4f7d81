package io.hotroute.it.samples;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.cluster.Configurator;
import org.apache.dubbo.rpc.cluster.ConfiguratorFactory;

/**
 * Has a service that is exported with {@code said.methods=...} tell the registry of these methods only, as an older or smaller
 * interface of the same name would. Dubbo asks it by the name of the protocol. All methods can be called: a call that should not
 * have come is seen.
 */
public final class SaidMethods implements ConfiguratorFactory {

    @Override
    public Configurator getConfigurator(URL url) {
        return new Configurator() {
            @Override
            public URL getUrl() {
                return url;
            }

            @Override
            public URL configure(URL exported) {
                String said = exported.getParameter("said.methods");
                return said == null ? exported : exported.addParameter("methods", said);
            }
        };
    }
}
