package io.hotroute.it.samples;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;

/** In a provider: counts the attempts of calls that are to break, and breaks them. */
@Activate(group = "provider")
public final class BreakingFilter implements Filter {

    private static final ConcurrentMap<String, AtomicInteger> ATTEMPTS = new ConcurrentHashMap<>();

    /** How often the given version was called with this key in this process. */
    static int attempts(String version, String key) {
        AtomicInteger seen = ATTEMPTS.get(version + " " + key);
        return seen == null ? 0 : seen.get();
    }

    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        String method = invocation.getMethodName();
        if (method.startsWith("broken")) {
            String key =
                    invoker.getUrl().getParameter("version") + " " + invocation.getArguments()[0];
            ATTEMPTS.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            if (method.equals("broken") || invoker.getUrl().getParameter("broken", false)) {
                throw new RpcException("broken");
            }
        }
        return invoker.invoke(invocation);
    }
}
