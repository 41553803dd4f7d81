package io.hotroute.dubbo;

import java.util.List;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Cluster invokers with nothing behind them. */
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
}
