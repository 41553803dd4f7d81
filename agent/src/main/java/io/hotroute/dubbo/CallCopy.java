package io.hotroute.dubbo;

import io.hotroute.shadow.Snapshot;
import io.hotroute.shadow.SnapshotException;
import io.hotroute.shadow.Snapshots;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
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
    private static final Set<String> GIVEN_BY_DUBBO = new HashSet<>(Arrays.asList(
            "interface", "group", "token", TIMEOUT, "path", "version", "_TO", "_to", "timeout-countdown"));

    private static final String ID = "id";
    private static final int OWN_ID = 1;
    private static final int OWN_TAG = 2;
    private static final Object[] NONE = {};

    final String method;
    final String service;
    final Class<?>[] parameterTypes;
    /** As {@link DubboBinding#models} has it. */
    final Object models;
    /** The provider's that served the call; null if unknown, or not wanted. */
    final String address;

    private final Snapshot[] arguments;
    private final int own;
    /** Names and values in turn, those too that a shadow does not get: they are sorted out off the caller's thread. */
    private final Object[] attachments;
    /** As Dubbo has noted it; or null. */
    private final Object timeout;

    private final long defaultTimeoutMillis;

    /**
     * On the thread that made the call.
     *
     * @param arguments as they were before the call
     * @param own which attachments are the application's own, see {@link #own}
     * @param defaultTimeoutMillis the call's time-out unless Dubbo has noted another
     * @param withAddress whether the provider's address is wanted
     * @throws SnapshotException if an attachment is no plain value, and can't be read within the budget
     */
    CallCopy(
            Invocation call,
            DubboBinding binding,
            Snapshots snapshots,
            Snapshot[] arguments,
            int own,
            long defaultTimeoutMillis,
            boolean withAddress)
            throws SnapshotException {
        this.method = call.getMethodName();
        this.service = call.getServiceName();
        this.parameterTypes = call.getParameterTypes();
        this.models = binding.models(call);
        this.address = withAddress ? address(call) : null;
        this.arguments = arguments;
        this.own = own;
        Map<String, Object> present = binding.attachments(call);
        Object attached = present == null ? null : present.get(TIMEOUT);
        this.timeout = attached == null ? call.get(TIMEOUT) : attached;
        this.attachments = present == null ? NONE : copy(present, snapshots);
        this.defaultTimeoutMillis = defaultTimeoutMillis;
    }

    private static String address(Invocation call) {
        Invoker<?> invoker = call.getInvoker();
        return invoker == null || invoker.getUrl() == null
                ? null
                : invoker.getUrl().getAddress();
    }

    private Object[] copy(Map<String, Object> present, Snapshots snapshots) throws SnapshotException {
        Object[] copy = new Object[2 * present.size()];
        int next = 0;
        boolean isPlain = true;
        try {
            for (Map.Entry<String, Object> each : present.entrySet()) {
                copy[next++] = each.getKey();
                copy[next++] = each.getValue();
                isPlain &= isPlain(each.getKey(), each.getValue());
            }
        } catch (ConcurrentModificationException | ArrayIndexOutOfBoundsException | NoSuchElementException e) {
            throw SnapshotException.notReadable(present.getClass(), "another thread changes the attachments");
        }
        if (!isPlain) {
            takeSnapshots(copy, snapshots);
        }
        return copy;
    }

    /** Of all that are not plain, within one budget. */
    private void takeSnapshots(Object[] attachments, Snapshots snapshots) throws SnapshotException {
        Object[] values = new Object[attachments.length];
        for (int i = 0; i < attachments.length; i += 2) {
            boolean isPlain = isPlain((String) attachments[i], attachments[i + 1]);
            values[i] = isPlain ? null : attachments[i + 1];
        }
        Snapshot[] taken = snapshots.take(values);
        for (int i = 0; i < attachments.length; i += 2) {
            attachments[i + 1] = values[i] == null ? attachments[i + 1] : taken[i];
        }
    }

    private boolean isPlain(String key, Object value) {
        return isPlain(value) || !isKept(key);
    }

    /** @return whether a shadow gets the attachment */
    private boolean isKept(String key) {
        return !GIVEN_BY_DUBBO.contains(key)
                && ((own & OWN_ID) != 0 || !ID.equals(key))
                && ((own & OWN_TAG) != 0 || !Sibling.TAG.equals(key));
    }

    /** @return a bit for each attachment that both Dubbo and the application may give a call, and that the application has given it */
    static int own(InvocationReader reader, Invocation call) {
        return (reader.attachment(call, ID) == null ? 0 : OWN_ID)
                | (reader.attachment(call, Sibling.TAG) == null ? 0 : OWN_TAG);
    }

    private static boolean isPlain(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Number && value.getClass().getName().startsWith("java.lang.");
    }

    /** @return the shorter of the call's time-out and the rule's, in ms */
    int timeoutMillis(long mostNanos) {
        return (int) Math.max(1, Math.min(timeoutMillis(), TimeUnit.NANOSECONDS.toMillis(mostNanos)));
    }

    private long timeoutMillis() {
        if (timeout instanceof Number) {
            return ((Number) timeout).longValue();
        }
        try {
            return timeout == null ? defaultTimeoutMillis : Long.parseLong(timeout.toString());
        } catch (NumberFormatException unreadable) {
            return defaultTimeoutMillis;
        }
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
        Map<String, Object> fresh = new HashMap<>();
        for (int i = 0; i < attachments.length; i += 2) {
            String key = (String) attachments[i];
            Object value = attachments[i + 1];
            if (isKept(key)) {
                fresh.put(key, value instanceof Snapshot ? ((Snapshot) value).rebuild() : value);
            }
        }
        if (tag != null) {
            fresh.put(Sibling.TAG, tag);
        }
        fresh.put(MARKER, "true");
        return fresh;
    }
}
