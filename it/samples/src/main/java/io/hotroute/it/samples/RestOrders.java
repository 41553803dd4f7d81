package io.hotroute.it.samples;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.dubbo.rpc.RpcContext;

/** {@link KindsService} by a {@link RestService}, as far as that has it; rest has no methods that return a future. */
final class RestOrders {

    private RestOrders() {}

    static KindsService of(RestService service) {
        return (KindsService) Proxy.newProxyInstance(
                RestOrders.class.getClassLoader(), new Class<?>[] {KindsService.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getOrderAsync")) {
                        return RpcContext.getContext().asyncCall(() -> service.getOrder((String) arguments[0]));
                    }
                    try {
                        return RestService.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .invoke(service, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
