package io.hotroute.it.samples;

import java.util.List;

/** {@link OrderService}, and what only some kinds of reference and call need. */
public interface KindsService extends OrderService {

    /** Who has been asked, as {@code group:version}: one entry, unless Dubbo merges the answers of several. */
    List<String> merged(String ignored);

    /** Fails in every provider as a provider fails that could not run the service: clusters may try another one. */
    Order broken(String key);

    /** Fails like {@link #broken}, but only in providers that were exported with {@code broken=true}. */
    Order brokenThere(String key);

    /** Tells the listener one order, during the call. */
    void listen(String id, OrderListener listener);

    /** A new text for each call. */
    String unique(String prefix);
}
