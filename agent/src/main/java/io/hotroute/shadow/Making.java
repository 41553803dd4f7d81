package io.hotroute.shadow;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * How objects of one class of the application are made: records by their canonical constructor, others without any of the
 * class's constructors, as serialization does it. Off the caller's thread; thread-safe.
 */
final class Making {

    private final Class<?> type;
    private final Field[] fields;
    private final boolean isThrowable;
    private final boolean isRecord;
    /** What it is made with; found at the first use, by any thread. */
    private volatile Constructor<?> constructor;
    /** For a record: the constructor's parameters, as places among the fields. */
    private volatile int[] parameters;

    Making(Class<?> type, Field[] fields, boolean isThrowable) {
        this.type = type;
        this.fields = fields;
        this.isThrowable = isThrowable;
        this.isRecord =
                type.getSuperclass() != null && type.getSuperclass().getName().equals("java.lang.Record");
    }

    /** @return whether it must be made of its values, and can't be filled afterwards */
    boolean isRecord() {
        return isRecord;
    }

    boolean isThrowable() {
        return isThrowable;
    }

    Object record(Object[] values) throws SnapshotException {
        try {
            if (constructor == null) {
                findCanonical();
            }
            Object[] arguments = new Object[parameters.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = values[parameters[i]];
            }
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw cannot(e);
        }
    }

    /** By reflection, as this is compiled for Java 8. */
    private void findCanonical() throws ReflectiveOperationException {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            places.put(fields[i].getName(), i);
        }
        Object[] components =
                (Object[]) Class.class.getMethod("getRecordComponents").invoke(type);
        Class<?>[] types = new Class<?>[components.length];
        int[] found = new int[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> component = components[i].getClass();
            types[i] = (Class<?>) component.getMethod("getType").invoke(components[i]);
            found[i] = places.get((String) component.getMethod("getName").invoke(components[i]));
        }
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        parameters = found;
        constructor = canonical;
    }

    /** @return one whose fields are not set yet */
    Object empty(String message, Throwable cause) throws SnapshotException {
        try {
            if (constructor == null) {
                constructor = withoutConstructor();
            }
            return isThrowable ? constructor.newInstance(message, cause) : constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw cannot(e);
        }
    }

    private Constructor<?> withoutConstructor() throws ReflectiveOperationException {
        Constructor<?> base = isThrowable
                ? Throwable.class.getConstructor(String.class, Throwable.class)
                : Object.class.getConstructor();
        // The module jdk.unsupported exists for this; by name, as it is none of Java 8's API.
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory", true, null);
        Object instance = factory.getMethod("getReflectionFactory").invoke(null);
        Method method = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        return (Constructor<?>) method.invoke(instance, type, base);
    }

    void set(Object owner, int field, Object value) throws SnapshotException {
        try {
            fields[field].set(owner, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw cannot(e);
        }
    }

    private SnapshotException cannot(Throwable reason) {
        Throwable cause = reason instanceof InvocationTargetException ? reason.getCause() : reason;
        return SnapshotException.notReadable(type, "can't be made: " + cause);
    }
}
