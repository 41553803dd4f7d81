package io.hotroute.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A call that was never made, to ask a route about. Immutable if its arguments are. */
public final class SampleCall {

    /** Reads sample calls. */
    public static final CallReader READER = new CallReader() {
        @Override
        public String method(Object call) {
            return ((SampleCall) call).method;
        }

        @Override
        public int arguments(Object call) {
            return ((SampleCall) call).arguments.size();
        }

        @Override
        public Object argument(Object call, int index) {
            return ((SampleCall) call).arguments.get(index);
        }

        @Override
        public Object attachment(Object call, String key) {
            return ((SampleCall) call).attachments.get(key);
        }
    };

    private final String method;
    private final List<Object> arguments;
    private final Map<String, Object> attachments;

    /** @param arguments may hold nulls */
    public SampleCall(String method, List<?> arguments, Map<String, ?> attachments) {
        this.method = method;
        this.arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
        this.attachments = Collections.unmodifiableMap(new HashMap<>(attachments));
    }
}
