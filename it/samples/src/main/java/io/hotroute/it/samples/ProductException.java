package io.hotroute.it.samples;

/** The exception {@link ProductService} declares. */
public class ProductException extends Exception {

    private static final long serialVersionUID = 1L;

    public ProductException(String message) {
        super(message);
    }
}
