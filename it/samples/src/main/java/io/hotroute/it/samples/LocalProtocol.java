package io.hotroute.it.samples;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Exporter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.Result;

/** Providers that are always there, without a network, and answer their version. Stateless. */
public final class LocalProtocol implements Protocol {

    @Override
    public <T> Invoker<T> refer(Class<T> type, URL url) {
        return new Local<>(type, url);
    }

    @Override
    public <T> Exporter<T> export(Invoker<T> invoker) {
        throw new UnsupportedOperationException("for consumers only");
    }

    @Override
    public int getDefaultPort() {
        return 1;
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    private static final class Local<T> implements Invoker<T> {

        private final Class<T> type;
        private final URL url;

        Local(Class<T> type, URL url) {
            this.type = type;
            this.url = url;
        }

        @Override
        public Class<T> getInterface() {
            return type;
        }

        @Override
        public Result invoke(Invocation invocation) {
            return AsyncRpcResult.newDefaultAsyncResult(url.getParameter("version"), invocation);
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
        public void destroy() {
            // Nothing is held.
        }
    }
}
