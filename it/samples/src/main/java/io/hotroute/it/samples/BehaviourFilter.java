package io.hotroute.it.samples;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.dubbo.common.extension.Activate;
import org.apache.dubbo.rpc.AppResponse;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;

/** In a provider: has the service of a group behave as a test wants it, and counts its calls. */
@Activate(group = "provider")
public final class BehaviourFilter implements Filter {

    private static final ConcurrentMap<String, Behaviour> BEHAVIOURS = new ConcurrentHashMap<>();
    private static final ConcurrentMap<String, ConcurrentMap<Long, AtomicInteger>> CALLS = new ConcurrentHashMap<>();

    /**
     * From the next call on.
     *
     * @param behaviour {@code well <millis>}: answers after so long; {@code hang}: never; {@code reject}: fails as a provider does that
     *     could not run the service; {@code throw}: throws an exception of the service; {@code throw <n>}: every nth time
     */
    static void behave(String group, String behaviour) {
        String[] words = behaviour.split(" ");
        BEHAVIOURS.put(group, new Behaviour(words[0], words.length > 1 ? Long.parseLong(words[1]) : 0));
    }

    /** How often the group was called, by the second of the clock, as far as it was told how to behave. */
    static Map<Long, AtomicInteger> calls(String group) {
        return CALLS.computeIfAbsent(group, key -> new ConcurrentSkipListMap<>());
    }

    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        String group = invoker.getUrl().getParameter("group", "");
        Behaviour behaviour = BEHAVIOURS.get(group);
        if (behaviour == null) {
            return invoker.invoke(invocation);
        }
        long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        calls(group).computeIfAbsent(second, key -> new AtomicInteger()).incrementAndGet();
        switch (behaviour.kind) {
            case "hang":
                return new AsyncRpcResult(new CompletableFuture<AppResponse>(), invocation);
            case "reject":
                throw new RpcException("rejected");
            case "throw":
                return behaviour.isNext()
                        ? AsyncRpcResult.newDefaultAsyncResult(new IllegalStateException("thrown"), invocation)
                        : invoker.invoke(invocation);
            default:
                sleep(behaviour.number);
                return invoker.invoke(invocation);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Behaviour {
        private final String kind;
        private final long number;
        private final AtomicLong calls = new AtomicLong();

        Behaviour(String kind, long number) {
            this.kind = kind;
            this.number = number;
        }

        boolean isNext() {
            return calls.incrementAndGet() % Math.max(1, number) == 0;
        }
    }
}
