package io.hotroute.it.samples;

/** A callback argument. */
public interface OrderListener {

    void changed(Order order);
}
