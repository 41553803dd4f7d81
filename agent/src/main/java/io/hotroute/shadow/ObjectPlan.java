package io.hotroute.shadow;

import java.io.Externalizable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects of the application, read field by field: records, exceptions, collections of its own too. Immutable but for what
 * {@link Making} remembers; thread-safe.
 *
 * <p>A transient field is left out, as it is not sent, unless the class takes serialization into its own hands or is a
 * collection, whose elements are sent wherever they are.
 */
final class ObjectPlan extends Plan {

    /** Superclasses whose own fields hold nothing but caches and counters of changes. */
    private static final Set<String> HARMLESS =
            new HashSet<>(Arrays.asList("java.util.AbstractList", "java.util.AbstractMap"));

    private final Class<?> type;
    private final Field[] fields;
    private final String[] names;
    private final boolean isThrowable;
    private final boolean isFinal;
    private final Making making;

    private ObjectPlan(Class<?> type, List<Field> fields, boolean isThrowable) {
        this.type = type;
        this.fields = fields.toArray(new Field[0]);
        this.isThrowable = isThrowable;
        this.names = names();
        boolean allFinal = !isThrowable;
        for (Field field : fields) {
            allFinal &= Modifier.isFinal(field.getModifiers());
        }
        this.isFinal = allFinal && type != Object.class;
        this.making = new Making(type, this.fields, isThrowable);
    }

    static Plan of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        boolean isThrowable = Throwable.class.isAssignableFrom(type);
        boolean isContainer = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        for (Class<?> owner = type; owner != null && owner != Throwable.class; owner = owner.getSuperclass()) {
            if (Plans.isJdk(owner)) {
                if (hides(owner)) {
                    return Plan.refusal(type, "part of it belongs to " + owner.getName());
                }
                continue;
            }
            if (isThrowable && overrides(owner)) {
                return Plan.refusal(type, "has its own getMessage or getCause");
            }
            boolean all = isContainer || serializesItself(owner);
            for (Field field : owner.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && (all || !Modifier.isTransient(modifiers))) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return new ObjectPlan(type, fields, isThrowable);
    }

    /** @return whether values of a superclass of the JDK can't be read without calling what the application may override */
    private static boolean hides(Class<?> owner) {
        if (owner.getName().startsWith("java.io.")) {
            return !Throwable.class.isAssignableFrom(owner);
        }
        if (HARMLESS.contains(owner.getName())) {
            return false;
        }
        for (Field field : owner.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    private static boolean overrides(Class<?> owner) {
        for (Method method : owner.getDeclaredMethods()) {
            boolean isReading =
                    method.getName().equals("getMessage") || method.getName().equals("getCause");
            if (isReading && method.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean serializesItself(Class<?> owner) {
        if (Externalizable.class.isAssignableFrom(owner)) {
            return true;
        }
        for (Method method : owner.getDeclaredMethods()) {
            if (method.getName().equals("writeReplace") || method.getName().equals("writeObject")) {
                return true;
            }
        }
        return false;
    }

    /** A field that hides one of a superclass has the plain name. */
    private String[] names() {
        List<String> all = new ArrayList<>();
        if (isThrowable) {
            all.add("message");
            all.add("cause");
        }
        for (Field field : fields) {
            String name = field.getName();
            all.add(all.contains(name) ? name + "@" + field.getDeclaringClass().getSimpleName() : name);
        }
        return all.toArray(new String[0]);
    }

    @Override
    Object take(Object value, Walk walk) throws SnapshotException {
        Object[] values = new Object[names.length];
        Node.Named node = new Node.Named(type.getName(), names, values, this);
        walk.remember(value, node);
        int first = 0;
        if (isThrowable) {
            values[first++] = walk.value(((Throwable) value).getMessage());
            values[first++] = walk.value(((Throwable) value).getCause());
        }
        try {
            for (int i = 0; i < fields.length; i++) {
                values[first + i] = walk.value(fields[i].get(value));
            }
        } catch (IllegalAccessException e) {
            throw SnapshotException.notReadable(type, e.toString());
        }
        if (isFinal && !Node.canChange(values)) {
            node.unchanging = value;
        }
        return node;
    }

    Making making() {
        return making;
    }
}
