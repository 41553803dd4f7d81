package io.hotroute.dubbo;

import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.shadow.Snapshots;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;

/**
 * What is needed to make a call once more, copied when the call has left its caller's thread for Dubbo's and come back: with the
 * attachments that filters below the leaf have added. Shares nothing mutable with the call. Immutable.
 */
final class CallCopy {

    /** What a call carries that is made on behalf of a shadow, or is one. */
    static final String MARKER = "hotroute-shadow";

    /** The time-out's name, as an attachment of 3.x and an attribute of 2.7. */
    static final String TIMEOUT = "timeout";

    /** Dubbo gives each call its own of these, by the provider or the time that is left. */
    private static final String[] GIVEN_BY_DUBBO = {
        "interface", "group", "token", TIMEOUT, "path", "version", "_TO", "_to", "timeout-countdown"
    };

    private static final String ID = "id";

    final String method;
    final String service;
    final Class<?>[] parameterTypes;
    /** As {@link DubboBinding#models} has it. */
    final Object models;
    /** The provider's that served the call; null if unknown. */
    final String address;

    private final Snapshot[] arguments;
    private final Map<String, Object> attachments;
    private final long timeoutMillis;

    private CallCopy(
            Invocation call, Object models, Snapshot[] arguments, Map<String, Object> attachments, long timeoutMillis) {
        this.method = call.getMethodName();
        this.service = call.getServiceName();
        this.parameterTypes = call.getParameterTypes();
        this.models = models;
        this.address = address(call);
        this.arguments = arguments;
        this.attachments = attachments;
        this.timeoutMillis = timeoutMillis;
    }

    private static String address(Invocation call) {
        Invoker<?> invoker = call.getInvoker();
        return invoker == null || invoker.getUrl() == null
                ? null
                : invoker.getUrl().getAddress();
    }

    /**
     * @param arguments as they were before the call
     * @param own which attachments are the application's own, see {@link #own}
     * @param defaultTimeoutMillis the call's time-out unless Dubbo has noted another
     * @throws SnapshotException if an attachment is no plain value, and can't be read within the budget
     */
    static CallCopy of(
            Invocation call,
            DubboBinding binding,
            Snapshots snapshots,
            Snapshot[] arguments,
            int own,
            long defaultTimeoutMillis)
            throws SnapshotException {
        Map<String, Object> attachments = new HashMap<>();
        Map<String, Object> present = call.getObjectAttachments();
        if (present != null) {
            attachments.putAll(present);
        }
        long timeout = millis(attachments.get(TIMEOUT), millis(call.get(TIMEOUT), defaultTimeoutMillis));
        for (String key : GIVEN_BY_DUBBO) {
            attachments.remove(key);
        }
        if ((own & 1) == 0) {
            attachments.remove(ID);
        }
        if ((own & 2) == 0) {
            attachments.remove(Sibling.TAG);
        }
        for (Map.Entry<String, Object> each : attachments.entrySet()) {
            if (!isPlain(each.getValue())) {
                each.setValue(snapshots.take(each.getValue())[0]);
            }
        }
        return new CallCopy(call, binding.models(call), arguments, attachments, timeout);
    }

    /** @return a bit for each attachment that both Dubbo and the application may give a call, and that the application has given it */
    static int own(InvocationReader reader, Invocation call) {
        return (reader.attachment(call, ID) == null ? 0 : 1) | (reader.attachment(call, Sibling.TAG) == null ? 0 : 2);
    }

    private static boolean isPlain(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Number && value.getClass().getName().startsWith("java.lang.");
    }

    private static long millis(Object timeout, long otherwise) {
        if (timeout instanceof Number) {
            return ((Number) timeout).longValue();
        }
        try {
            return timeout == null ? otherwise : Long.parseLong(timeout.toString());
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    /** @return the shorter of the call's time-out and the rule's, in ms */
    int timeoutMillis(long mostNanos) {
        return (int) Math.max(1, Math.min(timeoutMillis, TimeUnit.NANOSECONDS.toMillis(mostNanos)));
    }

    /** @throws SnapshotException if they can't be made; never on a caller's thread */
    Object[] arguments() throws SnapshotException {
        Object[] rebuilt = new Object[arguments.length];
        for (int i = 0; i < rebuilt.length; i++) {
            rebuilt[i] = arguments[i].rebuild();
        }
        return rebuilt;
    }

    /**
     * @param tag the tag that the target's providers have, or null
     * @return a fresh map, with the marker
     * @throws SnapshotException as {@link #arguments()}
     */
    Map<String, Object> attachments(String tag) throws SnapshotException {
        Map<String, Object> fresh = new HashMap<>(attachments);
        for (Map.Entry<String, Object> each : fresh.entrySet()) {
            if (each.getValue() instanceof Snapshot) {
                each.setValue(((Snapshot) each.getValue()).rebuild());
            }
        }
        if (tag != null) {
            fresh.put(Sibling.TAG, tag);
        }
        fresh.put(MARKER, "true");
        return fresh;
    }
}
