package io.hotroute.route;

import io.hotroute.rule.ArgumentPath;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Goes from an argument along an {@link ArgumentPath} to a value: names lead through maps, fields and getters, indexes through
 * lists and arrays. Thread-safe; once a class is known, a read neither locks nor allocates.
 *
 * <p>It remembers, and so holds, the application's classes. It belongs to the route of one reference, so that it goes when
 * the reference does. It remembers {@value #MOST_CLASSES} classes for each step; others are read by slow reflection.
 */
final class PathReader {

    private static final int MOST_CLASSES = 1_000;

    private final Step[] steps;

    PathReader(ArgumentPath path) {
        steps = new Step[path.length()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = path.name(i) == null ? new Index(path.index(i)) : new Name(path.name(i));
        }
    }

    /**
     * @return the function's result, or {@link ValueFunction#NO_VALUE} if the path leads nowhere
     * @throws Throwable what the application's getter, map or list throws
     */
    int apply(Object argument, ValueFunction function) throws Throwable {
        Object owner = argument;
        for (int i = 0; i < steps.length - 1 && owner != null; i++) {
            owner = steps[i].get(owner);
        }
        if (owner == null) {
            return ValueFunction.NO_VALUE;
        }
        return steps.length == 0 ? Values.apply(owner, function) : steps[steps.length - 1].apply(owner, function);
    }

    private abstract static class Step {

        abstract Object get(Object owner) throws Throwable;

        abstract int apply(Object owner, ValueFunction function) throws Throwable;
    }

    private static final class Name extends Step {
        private final String name;
        private final Map<Class<?>, Accessor> accessors = new ConcurrentHashMap<>();

        Name(String name) {
            this.name = name;
        }

        @Override
        Object get(Object owner) throws Throwable {
            return owner instanceof Map
                    ? ((Map<?, ?>) owner).get(name)
                    : accessor(owner.getClass()).get(owner);
        }

        @Override
        int apply(Object owner, ValueFunction function) throws Throwable {
            return owner instanceof Map
                    ? Values.apply(((Map<?, ?>) owner).get(name), function)
                    : accessor(owner.getClass()).apply(owner, function);
        }

        private Accessor accessor(Class<?> type) {
            Accessor accessor = accessors.get(type);
            if (accessor == null) {
                accessor = Accessor.of(type, name);
                if (accessors.size() < MOST_CLASSES) {
                    accessors.put(type, accessor);
                }
            }
            return accessor;
        }
    }

    private static final class Index extends Step {
        private final int index;

        Index(int index) {
            this.index = index;
        }

        @Override
        Object get(Object owner) {
            if (owner instanceof List) {
                List<?> list = (List<?>) owner;
                return index < list.size() ? list.get(index) : null;
            }
            if (owner instanceof Object[]) {
                Object[] array = (Object[]) owner;
                return index < array.length ? array[index] : null;
            }
            return null;
        }

        @Override
        int apply(Object owner, ValueFunction function) {
            if (!owner.getClass().isArray() || owner instanceof Object[]) {
                return Values.apply(get(owner), function);
            }
            return index < Array.getLength(owner) ? primitive(owner, function) : ValueFunction.NO_VALUE;
        }

        private int primitive(Object array, ValueFunction function) {
            if (array instanceof boolean[]) {
                return function.of(Values.text(((boolean[]) array)[index]));
            }
            if (array instanceof char[]) {
                return function.of(Values.text(((char[]) array)[index]));
            }
            return array instanceof float[] || array instanceof double[]
                    ? function.of(Array.getDouble(array, index))
                    : function.of(Array.getLong(array, index));
        }
    }
}
