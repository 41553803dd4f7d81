package io.hotroute.it.samples;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The service the sample applications talk through; every kind of call that routing must not disturb is in it. */
public interface OrderService {

    Order getOrder(String id);

    CompletableFuture<Order> getOrderAsync(String id);

    /**
     * The attachments as the provider sees them, sorted. It also sends a response attachment back, named {@value
     * OrderProvider#RESPONSE_ATTACHMENT}.
     */
    Map<String, String> attachments(String ignored);

    Order fail(String message) throws OrderException;

    String slow(long millis);

    /** Answers too late for the first {@code failures} attempts with this key, so that the consumer has to retry. */
    String flaky(String key, int failures);

    /** Called one-way. */
    void note(String key);

    /** How often {@link #flaky} and {@link #note} have been called with this key in this provider process. */
    int attemptsSeen(String key);
}
