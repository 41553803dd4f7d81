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
