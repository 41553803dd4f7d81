package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.function.Function;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;

/**
 * A cluster invoker without registry or network: Dubbo starts no thread for it that it does not end, and so lets its class
 * loader be collected, which it does not do once it was connected. Commands: {@code call <id>}, answered with the version that
 * served; {@code stop}.
 */
public final class BareInvoker implements Function<String, String> {

    private static final URL PROVIDER = URL.valueOf("local://127.0.0.1:1/" + KindsService.class.getName()
            + "?version=1.0.0&interface=" + KindsService.class.getName());

    private final FailoverClusterInvoker<KindsService> cluster = new FailoverClusterInvoker<>(new StaticDirectory<>(
            new ArrayList<>(Collections.singletonList(new LocalProtocol().refer(KindsService.class, PROVIDER)))));

    @Override
    public String apply(String command) {
        try {
            if (command.equals("stop")) {
                cluster.destroy();
                KindsConsumer.endFrameworks();
                return "{}";
            }
            RpcInvocation invocation = new RpcInvocation();
            invocation.setMethodName("unique");
            invocation.setParameterTypes(new Class<?>[] {Order.class});
            invocation.setArguments(new Object[] {new Order(command.split(" ")[1], "none", 0)});
            return Json.write(cluster.invoke(invocation).getValue());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
