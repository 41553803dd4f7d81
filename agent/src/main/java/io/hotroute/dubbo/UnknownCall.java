package io.hotroute.dubbo;

import io.hotroute.route.CallReader;

/** A call of which nothing is known yet, so that only weights decide. Stateless and thread-safe. */
enum UnknownCall implements CallReader {
    READER;

    @Override
    public String method(Object call) {
        return "";
    }

    @Override
    public int arguments(Object call) {
        return 0;
    }

    @Override
    public Object argument(Object call, int index) {
        return null;
    }

    @Override
    public Object attachment(Object call, String key) {
        return null;
    }
}
