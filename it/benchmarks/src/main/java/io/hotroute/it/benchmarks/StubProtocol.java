package io.hotroute.it.benchmarks;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Exporter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.Result;

/** Providers that are always there. An extension of Dubbo's, found by its name. Stateless. */
public final class StubProtocol implements Protocol {

    static final String NAME = "stub";

    @Override
    public <T> Invoker<T> refer(Class<T> type, URL url) {
        return new Invoker<T>() {
            @Override
            public Class<T> getInterface() {
                return type;
            }

            @Override
            public Result invoke(Invocation invocation) {
                return AsyncRpcResult.newDefaultAsyncResult(null, null, invocation);
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
                // Has nothing open.
            }
        };
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
        // Has nothing open.
    }
}
