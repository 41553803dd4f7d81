package io.hotroute.it.samples;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** {@link ProductService}, in one of several variants. */
final class DefaultProductService implements ProductService {

    private final Variant variant;

    /** @param variant one of {@link Variant} in small letters */
    DefaultProductService(String variant) {
        this.variant = Variant.valueOf(variant.toUpperCase(Locale.ROOT));
    }

    @Override
    public Product find(String id) {
        return variant.of(Product.of(id));
    }

    @Override
    public CompletableFuture<Product> findAsync(String id) {
        return CompletableFuture.supplyAsync(() -> find(id));
    }

    @Override
    public Product priced(Product draft) {
        return draft;
    }

    @Override
    public CompletableFuture<Product> pricedAsync(Product draft) {
        return CompletableFuture.supplyAsync(() -> draft);
    }

    @Override
    public Product failing(String id) throws ProductException {
        if (variant == Variant.CHANGED) {
            throw new IllegalStateException("no product " + id);
        }
        throw new ProductException("no product " + id + ", request " + UUID.randomUUID());
    }

    @Override
    public void save(Product product) {
        // The call itself is counted.
    }

    @Override
    public void touch(String id) {
        // The call itself is counted.
    }

    @Override
    public void watch(String id, ProductListener listener) {
        listener.changed(id);
    }

    /** How answers differ from the usual ones. */
    enum Variant {
        USUAL,
        /** A new request's id in each. */
        RANDOM {
            @Override
            Product of(Product product) {
                product.setRequestId(UUID.randomUUID().toString());
                return product;
            }
        },
        /** Another price and state; other exceptions. */
        CHANGED {
            @Override
            Product of(Product product) {
                product.setPrice(product.getPrice().add(BigDecimal.ONE));
                product.setState(ProductState.SOLD_OUT);
                return product;
            }
        },
        /** Lists in another order. */
        REVERSED {
            @Override
            Product of(Product product) {
                Collections.reverse(product.getTags());
                Collections.reverse(product.getParts());
                return product;
            }
        },
        /** Numbers and times a little off, suppliers with other numbers, the price written with another scale. */
        DRIFTED {
            @Override
            Product of(Product product) {
                product.setWeight(product.getWeight() * (1 + 1e-6));
                product.setPrice(product.getPrice().setScale(4));
                product.setUpdatedAt(product.getUpdatedAt().plusMillis(500));
                product.getParts().forEach(part -> part.setSupplier("n" + part.getSupplier()));
                return product;
            }
        };

        Product of(Product product) {
            return product;
        }
    }
}
