package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** An answer of {@link #broken} and {@link #brokenThere} means that {@link BreakingFilter} let the call through. */
final class DefaultKindsService extends DefaultOrderService implements MergedService {

    private final String group;
    private final String version;

    DefaultKindsService(String group, String version, int port) {
        super(version, port);
        this.group = group;
        this.version = version;
    }

    @Override
    public List<String> merged(String ignored) {
        return new ArrayList<>(Collections.singleton(group + ":" + version));
    }

    @Override
    public Order broken(String key) {
        return getOrder(key);
    }

    @Override
    public Order brokenThere(String key) {
        return getOrder(key);
    }

    @Override
    public void listen(String id, OrderListener listener) {
        listener.changed(getOrder(id));
    }

    @Override
    public String unique(String prefix) {
        return prefix + version + " " + UUID.randomUUID();
    }
}
