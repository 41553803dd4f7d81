package io.hotroute.it.samples;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.rpc.service.GenericService;

/** {@link KindsService} by generic calls: {@code $invokeAsync} where the method returns a future, else {@code $invoke}. */
final class GenericOrders {

    private GenericOrders() {}

    static KindsService of(GenericService generic) {
        return (KindsService) Proxy.newProxyInstance(
                GenericOrders.class.getClassLoader(),
                new Class<?>[] {KindsService.class},
                (proxy, method, arguments) -> {
                    String[] types = new String[arguments.length];
                    for (int i = 0; i < types.length; i++) {
                        types[i] = method.getParameterTypes()[i].getName();
                    }
                    if (method.getName().equals("getOrderAsync")) {
                        CompletableFuture<Object> answer = generic.$invokeAsync("getOrder", types, arguments);
                        return answer.thenApply(GenericOrders::realized);
                    }
                    return realized(generic.$invoke(method.getName(), types, arguments));
                });
    }

    private static Object realized(Object answer) {
        Object version = answer instanceof Map ? ((Map<?, ?>) answer).get("version") : null;
        if (version == null) {
            return answer;
        }
        Map<?, ?> order = (Map<?, ?>) answer;
        return new Order((String) order.get("id"), (String) version, (Integer) order.get("providerPort"));
    }
}
