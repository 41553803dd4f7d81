package io.hotroute.it.samples;

/** Of a {@link Product}. */
public enum ProductState {
    ON_SALE,
    SOLD_OUT
}
