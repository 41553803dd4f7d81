package io.hotroute.route;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Reads one property of one class: a field, private and inherited ones too, or else a getter, or a record's accessor.
 * Immutable and thread-safe; a read neither locks, nor boxes a primitive.
 *
 * <p>Fields of the JDK's own classes are left alone, as reading them makes some JDKs print a warning. No method is called but
 * {@code getX()}, {@code isX()} and a record's {@code x()}, as any other could do something.
 */
final class Accessor {

    private static final Accessor NONE = new Accessor(null, Kind.NONE);

    private enum Kind {
        NONE,
        LONG,
        DOUBLE,
        BOOLEAN,
        CHAR,
        OBJECT
    }

    private final MethodHandle handle;
    private final Kind kind;

    private Accessor(MethodHandle handle, Kind kind) {
        this.handle = handle;
        this.kind = kind;
    }

    static Accessor of(Class<?> type, String name) {
        Accessor accessor = field(type, name);
        if (accessor == null) {
            String property = Character.toUpperCase(name.charAt(0)) + name.substring(1);
            accessor = getter(type, "get" + property);
            accessor = accessor == null ? getter(type, "is" + property) : accessor;
        }
        if (accessor == null && isRecordComponent(type, name)) {
            accessor = getter(type, name);
        }
        return accessor == null ? NONE : accessor;
    }

    private static boolean isRecordComponent(Class<?> type, String name) {
        if (type.getSuperclass() == null || !type.getSuperclass().getName().equals("java.lang.Record")) {
            return false;
        }
        try {
            return !Modifier.isStatic(type.getDeclaredField(name).getModifiers());
        } catch (ReflectiveOperationException | LinkageError none) {
            return false;
        }
    }

    private static Accessor field(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null && owner.getClassLoader() != null; owner = owner.getSuperclass()) {
            try {
                Field field = owner.getDeclaredField(name);
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    return of(MethodHandles.lookup().unreflectGetter(field), field.getType());
                }
            } catch (ReflectiveOperationException | RuntimeException | LinkageError goOn) {
                // Not there, not open to us, or of a type that is not there.
            }
        }
        return null;
    }

    private static Accessor getter(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name);
            if (method.getDeclaringClass() == Object.class || Modifier.isStatic(method.getModifiers())) {
                return null;
            }
            if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                method.setAccessible(true);
            }
            return of(MethodHandles.lookup().unreflect(method), method.getReturnType());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notReadable) {
            return null;
        }
    }

    private static Accessor of(MethodHandle handle, Class<?> type) {
        if (type == void.class) {
            return null;
        }
        Kind kind = kind(type);
        Class<?> read = kind == Kind.LONG
                ? long.class
                : kind == Kind.DOUBLE ? double.class : kind == Kind.OBJECT ? Object.class : type;
        return new Accessor(handle.asType(MethodType.methodType(read, Object.class)), kind);
    }

    private static Kind kind(Class<?> type) {
        if (!type.isPrimitive()) {
            return Kind.OBJECT;
        }
        if (type == boolean.class || type == char.class) {
            return type == char.class ? Kind.CHAR : Kind.BOOLEAN;
        }
        return type == float.class || type == double.class ? Kind.DOUBLE : Kind.LONG;
    }

    /** @return the property's value if it is an object; null if it is none */
    Object get(Object owner) throws Throwable {
        return kind == Kind.OBJECT ? (Object) handle.invokeExact(owner) : null;
    }

    int apply(Object owner, ValueFunction function) throws Throwable {
        switch (kind) {
            case LONG:
                return function.of((long) handle.invokeExact(owner));
            case DOUBLE:
                return function.of((double) handle.invokeExact(owner));
            case BOOLEAN:
                return function.of(Values.text((boolean) handle.invokeExact(owner)));
            case CHAR:
                return function.of(Values.text((char) handle.invokeExact(owner)));
            case OBJECT:
                return Values.apply((Object) handle.invokeExact(owner), function);
            default:
                return ValueFunction.NO_VALUE;
        }
    }
}
