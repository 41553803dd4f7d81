package io.hotroute.dubbo;

import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Invokers with nothing behind them. */
final class Invokers {

    private Invokers() {}

    /** @return a provider that can be called, as the registry says so */
    static Invoker<Object> provider(String url) {
        return provider(Object.class, url, true);
    }

    static <T> Invoker<T> provider(Class<T> type, String url, boolean isAvailable) {
        URL parsed = URL.valueOf(url);
        return new Invoker<T>() {
            @Override
            public Class<T> getInterface() {
                return type;
            }

            @Override
            public Result invoke(Invocation invocation) {
                throw new UnsupportedOperationException();
            }

            @Override
            public URL getUrl() {
                return parsed;
            }

            @Override
            public boolean isAvailable() {
                return isAvailable;
            }

            @Override
            public void destroy() {}
        };
    }

    static AbstractClusterInvoker<Object> invoker() {
        return new AbstractClusterInvoker<>() {
            @Override
            protected Result doInvoke(Invocation invocation, List<Invoker<Object>> invokers, LoadBalance loadBalance) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String toString() {
                return "a stub";
            }
        };
    }

    /** A provider that is there, and is never called. */
    static Invoker<Runnable> provider(URL url) {
        return new Invoker<>() {
            @Override
            public Class<Runnable> getInterface() {
                return Runnable.class;
            }

            @Override
            public Result invoke(Invocation invocation) {
                throw new UnsupportedOperationException();
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
            public void destroy() {}
        };
    }
}
