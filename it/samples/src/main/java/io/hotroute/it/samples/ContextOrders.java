package io.hotroute.it.samples;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.dubbo.rpc.RpcContext;

/** {@link KindsService} by {@code RpcContext.asyncCall}: every call is asynchronous, whatever its method returns. */
final class ContextOrders {

    private ContextOrders() {}

    static KindsService of(KindsService service) {
        return (KindsService) Proxy.newProxyInstance(
                ContextOrders.class.getClassLoader(),
                new Class<?>[] {KindsService.class},
                (proxy, method, arguments) -> {
                    if (method.getReturnType() == CompletableFuture.class) {
                        return asyncCall(service, (String) arguments[0]);
                    }
                    if (!method.getName().equals("getOrder")) {
                        try {
                            return method.invoke(service, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    try {
                        return asyncCall(service, (String) arguments[0]).get();
                    } catch (ExecutionException e) {
                        throw e.getCause();
                    }
                });
    }

    private static CompletableFuture<Order> asyncCall(KindsService service, String id) {
        return RpcContext.getContext().asyncCall(() -> service.getOrder(id));
    }
}
