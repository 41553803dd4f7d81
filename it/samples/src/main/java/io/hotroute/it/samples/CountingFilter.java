package io.hotroute.it.samples;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/** A consumer filter of the application: routing must pass every attempt through it exactly once. */
@Activate(group = "consumer")
public final class CountingFilter implements Filter {

    private static final AtomicLong INVOCATIONS = new AtomicLong();

    static long invocations() {
        return INVOCATIONS.get();
    }

    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        // By name, for a generic reference has another interface class; Dubbo's own services are not counted.
        if (OrderService.class.getName().equals(invoker.getUrl().getServiceInterface())) {
            INVOCATIONS.incrementAndGet();
        }
        return invoker.invoke(invocation);
    }
}
