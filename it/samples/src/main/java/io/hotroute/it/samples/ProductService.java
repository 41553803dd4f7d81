package io.hotroute.it.samples;

import java.util.concurrent.CompletableFuture;

/** A service whose answers are worth comparing: most methods only read, one writes. */
public interface ProductService {

    Product find(String id);

    CompletableFuture<Product> findAsync(String id);

    /** Answers with the draft: reads nothing but its argument. */
    Product priced(Product draft);

    /** As {@link #priced}. */
    CompletableFuture<Product> pricedAsync(Product draft);

    Product failing(String id) throws ProductException;

    /** Writes. */
    void save(Product product);

    /** Called one-way. */
    void touch(String id);

    /** Tells the listener once, during the call. */
    void watch(String id, ProductListener listener);
}
