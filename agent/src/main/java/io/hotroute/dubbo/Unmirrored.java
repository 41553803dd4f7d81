package io.hotroute.dubbo;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;

/** What kinds of calls can't be made once more: those without an answer of their provider, or with more than one. Stateless. */
final class Unmirrored {

    static final String RETURN = "return";
    private static final String CALLBACK = ".callback";

    /** 3.x's type of what takes or gives a stream; null where there is none. */
    private static final Class<?> STREAM = stream();

    private Unmirrored() {}

    private static Class<?> stream() {
        try {
            return Class.forName(
                    "org.apache.dubbo.common.stream.StreamObserver", false, Unmirrored.class.getClassLoader());
        } catch (ClassNotFoundException olderThanThree) {
            return null;
        }
    }

    /** By the reference's settings. */
    static boolean isOneWay(URL reference, String method) {
        return isFalse(reference.getMethodParameter(method, RETURN, "true"));
    }

    /** By the call's own, as {@code RpcContext.asyncCall} of a {@code Runnable} makes them. */
    static boolean isOneWay(InvocationReader reader, MirroredMethod method, Invocation call) {
        return isFalse(reader.attachment(call, RETURN)) || isFalse(reader.attachment(call, method.returnKey));
    }

    /**
     * By the reference's settings: Dubbo's cache is a filter below the leaf, and what it answers does not say that it is from
     * there.
     */
    static boolean isCached(URL reference, String method) {
        return !isFalse(reference.getMethodParameter(method, "cache", "false"));
    }

    /** By the reference's settings. A shadow goes to one provider. */
    static boolean isMerged(URL reference, String method) {
        String group = reference.getParameter("group", "");
        return (group.equals("*") || group.indexOf(',') >= 0)
                && !isFalse(reference.getMethodParameter(method, "merger", "false"));
    }

    private static boolean isFalse(Object value) {
        return value != null && "false".equalsIgnoreCase(value.toString());
    }

    /** @return whether this Dubbo has streams */
    static boolean mayStream() {
        return STREAM != null;
    }

    static boolean isStream(Class<?> type) {
        return STREAM != null && STREAM.isAssignableFrom(type);
    }

    /** @return the methods with an argument that the provider calls back, by what an URL says: {@code method.index.callback} */
    static Set<String> callbacks(URL url) {
        Set<String> methods = Collections.emptySet();
        for (Map.Entry<String, String> each : url.getParameters().entrySet()) {
            String key = each.getKey();
            if (key.endsWith(CALLBACK) && key.indexOf('.') < key.length() - CALLBACK.length()) {
                methods = methods.isEmpty() ? new HashSet<>() : methods;
                methods.add(key.substring(0, key.indexOf('.')));
            }
        }
        return methods;
    }

    /** @return the same of all providers */
    static Set<String> callbacks(List<? extends Invoker<?>> providers) {
        Set<String> methods = new HashSet<>();
        for (Invoker<?> provider : providers) {
            methods.addAll(callbacks(provider.getUrl()));
        }
        return methods;
    }
}
