package io.hotroute.it.samples;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;

/** A consumer filter of the application: routing must pass every attempt through it exactly once. */
@Activate(group = "consumer")
public final class CountingFilter implements Filter {

    private static final ConcurrentMap<String, AtomicLong> INVOCATIONS = new ConcurrentHashMap<>();

    /** Of a service in a group, or an empty text for none. */
    static long invocations(String group, Class<?> service) {
        return of(group, service.getName()).get();
    }

    private static AtomicLong of(String group, String service) {
        return INVOCATIONS.computeIfAbsent(group + "/" + service, key -> new AtomicLong());
    }

    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        // By name, for a generic reference has another interface class.
        URL url = invoker.getUrl();
        of(url.getParameter("group", ""), url.getServiceInterface()).incrementAndGet();
        return invoker.invoke(invocation);
    }
}
