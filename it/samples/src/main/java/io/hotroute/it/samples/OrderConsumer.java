package io.hotroute.it.samples;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.service.EchoService;
import org.apache.dubbo.rpc.service.GenericService;

/**
 * Consumer process: an ordinary application whose reference is pinned to one version. It prints {@code READY} as soon
 * as a provider answers and then obeys the {@linkplain ConsumerCommands commands} on its standard input.
 */
public final class OrderConsumer {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int TIMEOUT_MILLIS = 5_000;

    /** Short, since every transcript waits it out. */
    static final int SLOW_TIMEOUT_MILLIS = 300;

    /** Waited out by the first attempt only: long enough for a busy machine to answer the second. */
    private static final int FLAKY_TIMEOUT_MILLIS = 1_000;

    private OrderConsumer() {}

    public static void main(String[] args) throws Exception {
        ReferenceConfig<OrderService> config = reference();
        config.setInterface(OrderService.class);
        config.setMethods(Arrays.asList(
                method("slow", SLOW_TIMEOUT_MILLIS, 0), method("flaky", FLAKY_TIMEOUT_MILLIS, 2), oneWay("note")));
        DubboBootstrap.getInstance()
                .application(SampleConfig.application("order-consumer"))
                .registry(SampleConfig.registry())
                .reference(config)
                .start();
        OrderService service = config.get();
        awaitProvider((EchoService) service);
        System.out.println("READY");
        ReferenceConfig<GenericService> generic = genericReference();
        new ConsumerCommands(service, generic::get).run(System.in, System.out);
        System.exit(0);
    }

    private static ReferenceConfig<GenericService> genericReference() {
        ReferenceConfig<GenericService> config = reference();
        config.setInterface(OrderService.class.getName());
        config.setGeneric("true");
        return config;
    }

    private static <T> ReferenceConfig<T> reference() {
        ReferenceConfig<T> config = new ReferenceConfig<>();
        config.setVersion(SampleConfig.get("version", "1.0.0"));
        config.setGroup(SampleConfig.get("group", null));
        config.setUrl(SampleConfig.get("url", null));
        config.setProtocol("dubbo");
        config.setTimeout(TIMEOUT_MILLIS);
        config.setCheck(false);
        return config;
    }

    private static MethodConfig method(String name, int timeout, int retries) {
        MethodConfig method = new MethodConfig();
        method.setName(name);
        method.setTimeout(timeout);
        method.setRetries(retries);
        return method;
    }

    private static MethodConfig oneWay(String name) {
        MethodConfig method = new MethodConfig();
        method.setName(name);
        method.setReturn(false);
        return method;
    }

    /** The harness bounds this wait. */
    private static void awaitProvider(EchoService service) {
        for (; ; ) {
            try {
                service.$echo("ready?");
                return;
            } catch (RpcException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }
}
