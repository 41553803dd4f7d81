package io.hotroute.shadow;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans of the classes that were met. Holds {@value #MOST_CLASSES} of them, so that nothing is without bound; a plan for
 * any other class is made anew each time. Thread-safe.
 */
final class Plans {

    private static final int MOST_CLASSES = 1_000;
    /** What a collection's class may call to be read. */
    private static final Set<String> READING = new HashSet<>(Arrays.asList(
            "size",
            "isEmpty",
            "iterator",
            "listIterator",
            "descendingIterator",
            "spliterator",
            "toArray",
            "get",
            "forEach",
            "entrySet",
            "keySet",
            "navigableKeySet",
            "values",
            "comparator",
            "clone"));

    private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();

    /** @return null if there is none yet */
    Plan known(Class<?> type) {
        return plans.get(type);
    }

    Plan make(Class<?> type) {
        Plan plan;
        try {
            plan = planOf(type);
        } catch (RuntimeException | LinkageError e) {
            // A module that is not open, or a field of a type that is not there.
            plan = Plan.refusal(type, e.toString());
        }
        if (plans.size() < MOST_CLASSES) {
            plans.put(type, plan);
        }
        return plan;
    }

    private static Plan planOf(Class<?> type) {
        if (Enum.class.isAssignableFrom(type)) {
            return Plan.LEAF;
        }
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? CopyPlan.PRIMITIVES : new ContainerPlan.OfArray(type);
        }
        if (isJdk(type)) {
            return JdkPlans.of(type);
        }
        if (Proxy.isProxyClass(type) || type.isSynthetic() || type.getName().contains("$$")) {
            return Plan.refusal(type, "a generated class");
        }
        if (Protobuf.isMessage(type)) {
            return Protobuf.plan(type);
        }
        if (Protobuf.isOther(type)) {
            return Plan.refusal(type, "a builder, or a message without descriptor");
        }
        Class<?> base = type;
        while (!isJdk(base)) {
            base = base.getSuperclass();
        }
        boolean isContainer = Collection.class.isAssignableFrom(base) || Map.class.isAssignableFrom(base);
        return isContainer && !Modifier.isAbstract(base.getModifiers()) ? subclass(type, base) : ObjectPlan.of(type);
    }

    static boolean isJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getName().startsWith("java.");
    }

    /** An application's class that is a collection of the JDK and has, for reading, nothing of its own. */
    private static Plan subclass(Class<?> type, Class<?> base) {
        for (Class<?> owner = type; owner != base; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    return Plan.refusal(type, "a " + base.getSimpleName() + " with a field " + field.getName());
                }
            }
            for (Method method : owner.getDeclaredMethods()) {
                if (READING.contains(method.getName()) && !Modifier.isStatic(method.getModifiers())) {
                    return Plan.refusal(type, "a " + base.getSimpleName() + " with its own " + method.getName());
                }
            }
        }
        Class<?> made = type.isAnonymousClass() ? base : type;
        return Map.class.isAssignableFrom(base) ? new ContainerPlan.OfMap(made) : new ContainerPlan.OfCollection(made);
    }
}
