package io.hotroute.dubbo;

import io.hotroute.route.CallReader;
import java.util.Map;
import org.apache.dubbo.rpc.Invocation;

/** Reads Dubbo's invocation for the route's rules. Stateless; allocates nothing. */
final class InvocationReader implements CallReader {

    private static final Object[] NONE = {};

    private final DubboBinding binding;

    InvocationReader(DubboBinding binding) {
        this.binding = binding;
    }

    @Override
    public String method(Object call) {
        return nameOf((Invocation) call);
    }

    /** @return the name of the method that is called; for a generic call, the real one */
    static String nameOf(Invocation invocation) {
        Object[] arguments = invocation.getArguments();
        return isGeneric(invocation, arguments) ? (String) arguments[0] : invocation.getMethodName();
    }

    @Override
    public int arguments(Object call) {
        return argumentsOf((Invocation) call).length;
    }

    @Override
    public Object argument(Object call, int index) {
        Object[] arguments = argumentsOf((Invocation) call);
        return index < arguments.length ? arguments[index] : null;
    }

    @Override
    public Object attachment(Object call, String key) {
        Object fromContext = binding.contextAttachment(key);
        if (fromContext != null) {
            return fromContext;
        }
        Map<String, Object> attachments = binding.attachments((Invocation) call);
        return attachments == null ? null : attachments.get(key);
    }

    private static Object[] argumentsOf(Invocation invocation) {
        Object[] arguments = invocation.getArguments();
        if (arguments == null) {
            return NONE;
        }
        if (!isGeneric(invocation, arguments)) {
            return arguments;
        }
        return arguments[2] instanceof Object[] ? (Object[]) arguments[2] : NONE;
    }

    /** {@code $invoke(method, parameter types, arguments)}, and its asynchronous form. */
    private static boolean isGeneric(Invocation invocation, Object[] arguments) {
        if (arguments == null || arguments.length != 3 || !(arguments[0] instanceof String)) {
            return false;
        }
        String method = invocation.getMethodName();
        return method.equals("$invoke") || method.equals("$invokeAsync");
    }
}
