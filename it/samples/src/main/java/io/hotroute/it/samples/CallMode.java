package io.hotroute.it.samples;

import java.util.concurrent.CompletableFuture;

/** How the consumer calls {@link OrderService} for its statistics. */
enum CallMode {
    SYNC,
    ASYNC,
    MIXED;

    CompletableFuture<Order> call(OrderService service, long number) {
        String id = "order-" + number;
        if (this == ASYNC || (this == MIXED && number % 2 == 1)) {
            return service.getOrderAsync(id);
        }
        return CompletableFuture.completedFuture(service.getOrder(id));
    }
}
