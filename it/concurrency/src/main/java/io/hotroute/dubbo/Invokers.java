package io.hotroute.dubbo;

import java.util.Collections;
import java.util.List;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/** Cluster invokers over one provider at a fixed address, which is never called. */
final class Invokers {

    static final String SERVICE = "com.acme.OrderService";

    private static final URL PROVIDER = URL.valueOf("dubbo://10.0.0.1:20880/" + SERVICE + "?interface=" + SERVICE);

    private Invokers() {}

    static AbstractClusterInvoker<Object> invoker() {
        return new Leaf();
    }

    private static final class Leaf extends AbstractClusterInvoker<Object> {

        Leaf() {
            super(new StaticDirectory<>(PROVIDER, Collections.singletonList(new Provider())));
        }

        @Override
        protected Result doInvoke(Invocation invocation, List<Invoker<Object>> invokers, LoadBalance loadBalance) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Provider implements Invoker<Object> {

        @Override
        public Class<Object> getInterface() {
            return Object.class;
        }

        @Override
        public Result invoke(Invocation invocation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public URL getUrl() {
            return PROVIDER;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public void destroy() {}
    }
}
