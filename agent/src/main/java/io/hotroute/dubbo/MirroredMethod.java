package io.hotroute.dubbo;

import io.hotroute.shadow.Skip;
import java.util.Set;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.RpcInvocation;

/**
 * What is known of the calls of one method that the rule names: by the reference's settings, and by calls before. Thread-safe.
 */
final class MirroredMethod {

    /** Stands for each method that the rule does not name. */
    static final MirroredMethod UNNAMED = new MirroredMethod();

    private static final Object[] NO_ARGUMENTS = {};
    private static final Class<?>[] NONE = {};

    /** Dubbo's, in ms. */
    private static final int DEFAULT_TIMEOUT = 1_000;

    final String name;
    /** Why none of its calls is mirrored, or null. */
    final Skip obstacle;
    /** The attachment by which 2.7 tells that a call of the method has no answer. */
    final String returnKey;

    final long timeoutMillis;

    /** Of the last call that was looked at and has no stream: the classes of its arguments, and of what it returns. */
    private volatile Class<?>[] unary = NONE;

    /** @param callbacks the methods with an argument that the provider calls back */
    MirroredMethod(String name, URL reference, Set<String> callbacks) {
        this.name = name;
        this.obstacle = obstacle(name, reference, callbacks);
        this.returnKey = name + "." + Unmirrored.RETURN;
        this.timeoutMillis = reference.getMethodParameter(name, CallCopy.TIMEOUT, DEFAULT_TIMEOUT);
    }

    private static Skip obstacle(String name, URL reference, Set<String> callbacks) {
        if (Unmirrored.isOneWay(reference, name)) {
            return Skip.ONE_WAY;
        }
        if (Unmirrored.isCached(reference, name)) {
            return Skip.CACHED;
        }
        if (Unmirrored.isMerged(reference, name)) {
            return Skip.MERGED;
        }
        return callbacks.contains(name) ? Skip.CALLBACK : null;
    }

    private MirroredMethod() {
        this.name = null;
        this.obstacle = null;
        this.returnKey = null;
        this.timeoutMillis = 0;
    }

    /**
     * By what is passed: of methods made from protobuf, the types do not say. To find out that a class does not implement an interface
     * takes the JVM longer than all else that is asked of a call: so of the same classes it is asked once.
     */
    boolean isStream(Invocation call) {
        if (!Unmirrored.mayStream()) {
            return false;
        }
        Object[] arguments = call.getArguments() == null ? NO_ARGUMENTS : call.getArguments();
        Class<?> returned = call instanceof RpcInvocation ? ((RpcInvocation) call).getReturnType() : null;
        return !isKnown(call, arguments, returned) && hasStream(call, arguments, returned);
    }

    private boolean isKnown(Invocation call, Object[] arguments, Class<?> returned) {
        Class<?>[] known = unary;
        if (known.length != arguments.length + 1 || known[arguments.length] != returned) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (known[i] != type(call, arguments, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasStream(Invocation call, Object[] arguments, Class<?> returned) {
        Class<?>[] types = new Class<?>[arguments.length + 1];
        types[arguments.length] = returned;
        for (int i = 0; i < arguments.length; i++) {
            types[i] = type(call, arguments, i);
        }
        for (Class<?> type : types) {
            if (type != null && Unmirrored.isStream(type)) {
                return true;
            }
        }
        unary = types;
        return false;
    }

    /** @return the class of what is passed; of null, that of the parameter */
    private static Class<?> type(Invocation call, Object[] arguments, int index) {
        return arguments[index] == null ? call.getParameterTypes()[index] : arguments[index].getClass();
    }
}
