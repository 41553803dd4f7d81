package io.hotroute.it.samples;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Dubbo's stub: stands in the consumer, between the application and the reference's proxy. */
public final class KindsServiceStub implements KindsService {

    private final KindsService proxy;

    /** Called by Dubbo. */
    public KindsServiceStub(KindsService proxy) {
        this.proxy = proxy;
    }

    @Override
    public String unique(String prefix) {
        return "stub " + proxy.unique(prefix);
    }

    @Override
    public Order getOrder(String id) {
        return proxy.getOrder(id);
    }

    @Override
    public CompletableFuture<Order> getOrderAsync(String id) {
        return proxy.getOrderAsync(id);
    }

    @Override
    public Map<String, String> attachments(String ignored) {
        return proxy.attachments(ignored);
    }

    @Override
    public Order fail(String message) throws OrderException {
        return proxy.fail(message);
    }

    @Override
    public String slow(long millis) {
        return proxy.slow(millis);
    }

    @Override
    public String flaky(String key, int failures) {
        return proxy.flaky(key, failures);
    }

    @Override
    public void note(String key) {
        proxy.note(key);
    }

    @Override
    public int attemptsSeen(String key) {
        return proxy.attemptsSeen(key);
    }

    @Override
    public List<String> merged(String ignored) {
        return proxy.merged(ignored);
    }

    @Override
    public Order broken(String key) {
        return proxy.broken(key);
    }

    @Override
    public Order brokenThere(String key) {
        return proxy.brokenThere(key);
    }

    @Override
    public void listen(String id, OrderListener listener) {
        proxy.listen(id, listener);
    }
}
