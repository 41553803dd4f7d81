package io.hotroute.it.samples;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.dubbo.rpc.RpcContext;

class DefaultOrderService implements OrderService {

    /** Far above the time-out of the consumer's method, far below what a test waits for. */
    private static final long TOO_LATE_MILLIS = 3_000;

    private final String version;
    private final int port;
    private final AtomicLong calls = new AtomicLong();
    private final ConcurrentMap<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    DefaultOrderService(String version, int port) {
        this.version = version;
        this.port = port;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public Order getOrder(String id) {
        calls.incrementAndGet();
        return new Order(id, version, port);
    }

    @Override
    public CompletableFuture<Order> getOrderAsync(String id) {
        calls.incrementAndGet();
        return CompletableFuture.supplyAsync(() -> new Order(id, version, port));
    }

    @Override
    public Map<String, String> attachments(String ignored) {
        Map<String, String> seen = new TreeMap<>(RpcContext.getContext().getAttachments());
        ResponseAttachments.context().setAttachment(OrderProvider.RESPONSE_ATTACHMENT, "from " + version);
        return seen;
    }

    @Override
    public Order fail(String message) throws OrderException {
        throw new OrderException(message);
    }

    @Override
    public String slow(long millis) {
        sleep(millis);
        return "slept";
    }

    @Override
    public String flaky(String key, int failures) {
        int attempt = count(key);
        if (attempt <= failures) {
            sleep(TOO_LATE_MILLIS);
        }
        return "attempt " + attempt;
    }

    @Override
    public void note(String key) {
        count(key);
    }

    @Override
    public int attemptsSeen(String key) {
        AtomicInteger seen = attempts.get(key);
        return seen == null ? 0 : seen.get();
    }

    final int count(String key) {
        return attempts.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
