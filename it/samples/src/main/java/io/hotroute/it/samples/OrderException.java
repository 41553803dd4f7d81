package io.hotroute.it.samples;

/** The exception {@link OrderService} declares. */
public class OrderException extends Exception {

    private static final long serialVersionUID = 1L;

    public OrderException(String message) {
        super(message);
    }
}
