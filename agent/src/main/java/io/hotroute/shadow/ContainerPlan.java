package io.hotroute.shadow;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Arrays of objects, collections and maps. Immutable and thread-safe. */
abstract class ContainerPlan extends Plan {

    final Class<?> type;

    private ContainerPlan(Class<?> type) {
        this.type = type;
    }

    /**
     * Off the caller's thread.
     *
     * @param kept what the node has kept to make it again
     * @return an empty one, or an array of nulls
     */
    abstract Object create(Object kept, int size) throws SnapshotException;

    /** @return whether no method changes it, once it is made */
    private static boolean isUnchanging(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton");
    }

    /** Of the class itself, or with the comparator, or else of the class that comes next to it. */
    static Object instance(Class<?> type, Comparator<?> comparator, Class<?> next) throws SnapshotException {
        if (Plans.isJdk(type) && (!Modifier.isPublic(type.getModifiers()) || type.isMemberClass())) {
            return instance(next, comparator, next);
        }
        try {
            if (comparator != null && Plans.isJdk(type)) {
                return type.getConstructor(Comparator.class).newInstance(comparator);
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            if (!Plans.isJdk(type)) {
                constructor.setAccessible(true);
            }
            return constructor.newInstance();
        } catch (NoSuchMethodException none) {
            if (type == next || !Plans.isJdk(type)) {
                throw SnapshotException.notReadable(type, "has no constructor without parameters");
            }
            return instance(next, comparator, next);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw SnapshotException.notReadable(type, "can't be made: " + e);
        }
    }

    static final class OfArray extends ContainerPlan {

        OfArray(Class<?> type) {
            super(type);
        }

        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            Object[] array = (Object[]) value;
            walk.expect(array.length);
            Node.Sequence node =
                    new Node.Sequence(Arrays.copyOf(array, array.length, Object[].class), false, this, null);
            walk.remember(value, node);
            walk.values(node.elements);
            return node;
        }

        @Override
        Object create(Object kept, int size) {
            return Array.newInstance(type.getComponentType(), size);
        }
    }

    static final class OfCollection extends ContainerPlan {

        private final boolean isUnchanging;
        private final boolean isUnordered;

        OfCollection(Class<?> type) {
            super(type);
            isUnchanging = isUnchanging(type);
            isUnordered = Set.class.isAssignableFrom(type) || type.getName().contains("Priority");
        }

        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            Collection<?> collection = (Collection<?>) value;
            walk.expect(collection.size());
            Object[] elements = collection.toArray();
            walk.expect(elements.length);
            if (elements.getClass() != Object[].class) {
                elements = Arrays.copyOf(elements, elements.length, Object[].class);
            }
            Node.Sequence node = new Node.Sequence(elements, isUnordered, this, kept(collection));
            walk.remember(value, node);
            walk.values(elements);
            if (isUnchanging && !Node.canChange(elements)) {
                node.unchanging = value;
            }
            return node;
        }

        private static Object kept(Collection<?> collection) {
            if (collection instanceof SortedSet) {
                return ((SortedSet<?>) collection).comparator();
            }
            if (collection instanceof PriorityQueue) {
                return ((PriorityQueue<?>) collection).comparator();
            }
            return collection instanceof EnumSet ? ((EnumSet<?>) collection).clone() : null;
        }

        @Override
        Object create(Object kept, int size) throws SnapshotException {
            if (kept instanceof EnumSet) {
                Collection<?> set = ((EnumSet<?>) kept).clone();
                set.clear();
                return set;
            }
            Class<?> next = ArrayList.class;
            if (Set.class.isAssignableFrom(type)) {
                next = SortedSet.class.isAssignableFrom(type) ? TreeSet.class : LinkedHashSet.class;
            } else if (Queue.class.isAssignableFrom(type)) {
                next = LinkedList.class;
            }
            return instance(type, (Comparator<?>) kept, next);
        }
    }

    static final class OfMap extends ContainerPlan {

        private final boolean isUnchanging;

        OfMap(Class<?> type) {
            super(type);
            isUnchanging = isUnchanging(type);
        }

        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            Map<?, ?> map = (Map<?, ?>) value;
            int size = map.size();
            walk.expect(size);
            Object[] keys = new Object[size];
            Object[] values = new Object[size];
            int count = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (count == keys.length) {
                    walk.expect(count * 2);
                    keys = Arrays.copyOf(keys, count * 2 + 1);
                    values = Arrays.copyOf(values, count * 2 + 1);
                }
                keys[count] = entry.getKey();
                values[count++] = entry.getValue();
            }
            if (count < keys.length) {
                keys = Arrays.copyOf(keys, count);
                values = Arrays.copyOf(values, count);
            }
            Node.Mapping node = new Node.Mapping(keys, values, this, kept(map));
            walk.remember(value, node);
            walk.values(keys);
            walk.values(values);
            if (isUnchanging && !Node.canChange(keys) && !Node.canChange(values)) {
                node.unchanging = value;
            }
            return node;
        }

        private static Object kept(Map<?, ?> map) {
            if (map instanceof SortedMap) {
                return ((SortedMap<?, ?>) map).comparator();
            }
            return map instanceof EnumMap ? ((EnumMap<?, ?>) map).clone() : null;
        }

        @Override
        Object create(Object kept, int size) throws SnapshotException {
            if (kept instanceof EnumMap) {
                Map<?, ?> map = ((EnumMap<?, ?>) kept).clone();
                map.clear();
                return map;
            }
            Class<?> next = LinkedHashMap.class;
            if (SortedMap.class.isAssignableFrom(type)) {
                next = TreeMap.class;
            } else if (ConcurrentMap.class.isAssignableFrom(type)) {
                next = ConcurrentHashMap.class;
            }
            return instance(type, (Comparator<?>) kept, next);
        }
    }
}
