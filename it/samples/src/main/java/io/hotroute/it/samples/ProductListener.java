package io.hotroute.it.samples;

/** A callback argument. */
public interface ProductListener {

    void changed(String id);
}
