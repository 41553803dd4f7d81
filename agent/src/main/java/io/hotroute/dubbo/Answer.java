package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import io.hotroute.rule.Fallback;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.common.utils.PojoUtils;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.InvokeMode;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.service.GenericException;

/**
 * Answers calls with a rule's fallback, typed as the called method is. Each call gets a value of its own. A fallback that does
 * not fit the method is a fault of ours: the call goes its usual way. So does one that Dubbo makes by other types than the
 * interface's, as streams of a proto file are. Thread-safe.
 */
final class Answer extends Detour {

    private static final Map<Class<?>, Class<?>> WRAPPERS = new HashMap<>();

    static {
        WRAPPERS.put(boolean.class, Boolean.class);
        WRAPPERS.put(byte.class, Byte.class);
        WRAPPERS.put(short.class, Short.class);
        WRAPPERS.put(char.class, Character.class);
        WRAPPERS.put(int.class, Integer.class);
        WRAPPERS.put(long.class, Long.class);
        WRAPPERS.put(float.class, Float.class);
        WRAPPERS.put(double.class, Double.class);
    }

    private final Class<?> service;
    private final Fallback fallback;

    /** @param service the reference's interface */
    Answer(Class<?> service, Fallback fallback) {
        this.service = service;
        this.fallback = fallback;
    }

    @Override
    public Object invoke(Object call) {
        try {
            return answer((Invocation) call);
        } catch (NoSuchMethodException otherTypes) {
            return Gate.PROCEED;
        } catch (Throwable fault) {
            Gate.fault(fault);
            return Gate.PROCEED;
        }
    }

    private Object answer(Invocation invocation) throws ReflectiveOperationException {
        Method method = method(invocation.getMethodName(), invocation.getParameterTypes());
        boolean generic = Reference.isGeneric(method.getDeclaringClass());
        Throwable exception = null;
        Object value = null;
        if (!fallback.isException()) {
            value = generic ? fallback.value() : value(method);
        } else {
            exception =
                    generic ? new GenericException(fallback.exceptionType(), fallback.message()) : exception(method);
        }
        if (invocation instanceof RpcInvocation) {
            // The proxy would look for the future of a call that was sent.
            ((RpcInvocation) invocation).setInvokeMode(InvokeMode.valueOf("SYNC"));
        }
        if (!isFuture(method, invocation)) {
            return AsyncRpcResult.newDefaultAsyncResult(value, exception, invocation);
        }
        CompletableFuture<Object> future = new CompletableFuture<>();
        if (exception == null) {
            future.complete(value);
        } else {
            future.completeExceptionally(exception);
        }
        return AsyncRpcResult.newDefaultAsyncResult(future, null, invocation);
    }

    /** Calls of an interface made of a proto file have the proto file's name. */
    private Method method(String name, Class<?>[] types) throws NoSuchMethodException {
        try {
            return service.getMethod(name, types);
        } catch (NoSuchMethodException byProtoFile) {
            return service.getMethod(Character.toLowerCase(name.charAt(0)) + name.substring(1), types);
        }
    }

    /** Of those calls, the synchronous and the asynchronous have the same name and types. */
    private static boolean isFuture(Method method, Invocation invocation) {
        Class<?> returned = invocation instanceof RpcInvocation ? ((RpcInvocation) invocation).getReturnType() : null;
        return CompletableFuture.class.isAssignableFrom(method.getReturnType())
                || returned != null && CompletableFuture.class.isAssignableFrom(returned);
    }

    /**
     * @param service the reference's interface
     * @return the first fallback that does not fit a method which it answers, as the operator is to read it; or null
     */
    static String problem(Class<?> service, List<Fallback> fallbacks) {
        if (!service.isInterface() || Reference.isGeneric(service)) {
            return null;
        }
        for (Method method : service.getMethods()) {
            for (int i = 0; i < fallbacks.size(); i++) {
                if (fallbacks.get(i).isFor(method.getName())) {
                    String problem = new Answer(service, fallbacks.get(i)).problem(method);
                    if (problem != null) {
                        return "degrade.fallback[" + i + "]: does not fit " + method.getName() + ": " + problem;
                    }
                    break;
                }
            }
        }
        return null;
    }

    private String problem(Method method) {
        try {
            if (fallback.isException()) {
                exception(method);
            } else {
                value(method);
            }
            return null;
        } catch (Exception | LinkageError problem) {
            return String.valueOf(problem.getMessage());
        }
    }

    private Object value(Method method) {
        Type type = method.getGenericReturnType();
        if (CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
            type = type instanceof ParameterizedType
                    ? ((ParameterizedType) type).getActualTypeArguments()[0]
                    : Object.class;
        }
        Class<?> raw = raw(type);
        Object plain = fallback.value();
        if (raw == void.class) {
            return null;
        }
        if (plain == null) {
            if (raw.isPrimitive()) {
                throw new IllegalArgumentException("null is no " + raw.getName());
            }
            return null;
        }
        Object value;
        try {
            value = PojoUtils.realize(plain, raw, type);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(plain + " is no " + type.getTypeName() + ": " + e.getMessage());
        }
        // From a map, Dubbo makes a proxy of any interface.
        boolean isMade = plain instanceof Map && value instanceof Collection;
        if (isMade || !WRAPPERS.getOrDefault(raw, raw).isInstance(value)) {
            throw new IllegalArgumentException(plain + " is no " + type.getTypeName());
        }
        return value;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class) {
            return (Class<?>) type;
        }
        return type instanceof ParameterizedType ? (Class<?>) ((ParameterizedType) type).getRawType() : Object.class;
    }

    private Throwable exception(Method method) throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName(fallback.exceptionType(), true, service.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + fallback.exceptionType());
        }
        if (!RuntimeException.class.isAssignableFrom(type)
                && Arrays.stream(method.getExceptionTypes()).noneMatch(declared -> declared.isAssignableFrom(type))) {
            throw new IllegalArgumentException(method.getName() + " does not throw " + type.getName());
        }
        try {
            return (Throwable) type.getConstructor(String.class).newInstance(fallback.message());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no public constructor with a message");
        }
    }
}
