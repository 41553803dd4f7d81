package io.hotroute.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A call as the tests make it. */
public record TestCall(String method, List<Object> arguments, Map<String, Object> attachments) {

    public static final Candidate AVAILABLE = method -> Availability.AVAILABLE;

    public static final CallReader READER = new CallReader() {
        @Override
        public String method(Object call) {
            return ((TestCall) call).method;
        }

        @Override
        public int arguments(Object call) {
            return ((TestCall) call).arguments.size();
        }

        @Override
        public Object argument(Object call, int index) {
            return ((TestCall) call).arguments.get(index);
        }

        @Override
        public Object attachment(Object call, String key) {
            return ((TestCall) call).attachments.get(key);
        }
    };

    public static TestCall of(String method, Object... arguments) {
        return new TestCall(method, Arrays.asList(arguments), new HashMap<>());
    }

    TestCall with(String key, Object value) {
        attachments.put(key, value);
        return this;
    }

    public Decision decide(ServiceRoute route) {
        return decide(route, AVAILABLE);
    }

    Decision decide(ServiceRoute route, Candidate candidate) {
        return route.decide(READER, this, method, candidate);
    }

    static Decision decide(ServiceRoute route, int bucket, Availability availability) {
        return of("get").decide(route.withRandom(() -> bucket), method -> availability);
    }

    static long calls(ServiceRoute route, Decision decision) {
        return route.counts().stream()
                .filter(count -> count.decision() == decision)
                .mapToLong(RouteCount::calls)
                .sum();
    }
}
