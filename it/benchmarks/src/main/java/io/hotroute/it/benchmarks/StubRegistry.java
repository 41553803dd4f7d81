package io.hotroute.it.benchmarks;

import java.util.Collections;
import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.registry.NotifyListener;
import org.apache.dubbo.registry.Registry;

/** Has one provider of {@link StubProtocol} for whatever is asked for. Stateless. */
final class StubRegistry implements Registry {

    private final URL url;

    StubRegistry(URL url) {
        this.url = url;
    }

    @Override
    public void subscribe(URL wanted, NotifyListener listener) {
        listener.notify(lookup(wanted));
    }

    @Override
    public List<URL> lookup(URL wanted) {
        String service = wanted.getServiceInterface();
        return Collections.singletonList(URL.valueOf(StubProtocol.NAME + "://127.0.0.1:1/" + service + "?interface="
                + service + "&version=" + wanted.getParameter("version") + "&application=stub"));
    }

    @Override
    public URL getUrl() {
        return url;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public void register(URL registered) {
        // Nobody looks it up.
    }

    @Override
    public void unregister(URL registered) {
        // Was not kept.
    }

    @Override
    public void unsubscribe(URL wanted, NotifyListener listener) {
        // Nothing ever changes here.
    }

    @Override
    public void destroy() {
        // Has nothing open.
    }
}
