package io.hotroute.it.samples;

import java.util.Collections;
import java.util.function.Function;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;

/**
 * A cluster invoker without registry or network: Dubbo starts no thread for it, and so lets its class loader be collected,
 * which it does not do once it was connected.
 */
public final class BareInvoker implements Function<String, String> {

    private final FailoverClusterInvoker<KindsService> cluster =
            new FailoverClusterInvoker<>(new StaticDirectory<KindsService>(Collections.singletonList(new Local())));

    @Override
    public String apply(String command) {
        if (!command.equals("stop")) {
            RpcInvocation invocation = new RpcInvocation();
            invocation.setMethodName("unique");
            invocation.setParameterTypes(new Class<?>[0]);
            invocation.setArguments(new Object[0]);
            return Json.write(cluster.invoke(invocation).getValue());
        }
        return "{}";
    }

    private static final class Local implements Invoker<KindsService> {

        @Override
        public Class<KindsService> getInterface() {
            return KindsService.class;
        }

        @Override
        public Result invoke(Invocation invocation) {
            return AsyncRpcResult.newDefaultAsyncResult("answer", invocation);
        }

        @Override
        public URL getUrl() {
            return URL.valueOf("local://127.0.0.1/" + KindsService.class.getName() + "?version=1.0.0");
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
