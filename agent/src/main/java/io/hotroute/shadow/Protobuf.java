package io.hotroute.shadow;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Protobuf messages, read by protobuf's own API and by name, as there may be none, or one for each class loader. Messages never
 * change, so that they are kept as they are and read off the caller's thread. Fields that the consumer's classes do not know
 * are not read. Stateless.
 */
final class Protobuf {

    /** Of a message that throws what only damaged, or foreign, classes throw. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private UnreadableException(Object message, Exception cause) {
            super(message.getClass().getName() + " can't be read", cause);
        }
    }

    private Protobuf() {}

    static boolean isMessage(Class<?> type) {
        return isA(type, "com.google.protobuf.AbstractMessage");
    }

    /** @return a refusal if messages of the class do not say how large they are */
    static Plan plan(Class<?> type) {
        try {
            Method size = type.getMethod("getSerializedSize");
            size.setAccessible(true);
            return new MessagePlan(size);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Plan.refusal(type, "a message without a size");
        }
    }

    /** Its size, which it works out once, is what sending it takes: all of it counts, although it is kept as it is. */
    private static final class MessagePlan extends Plan {

        private final Method size;

        MessagePlan(Method size) {
            this.size = size;
        }

        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            walk.bytes(size(value));
            Node node = new Node.Message(value);
            walk.remember(value, node);
            return node;
        }

        private int size(Object message) throws SnapshotException {
            try {
                return (Integer) size.invoke(message);
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw SnapshotException.notReadable(message.getClass(), "it does not say how large it is");
            }
        }
    }

    /** @return whether it is another class of protobuf that has hidden state: builders change, lite messages have no names */
    static boolean isOther(Class<?> type) {
        return isA(type, "com.google.protobuf.AbstractMessageLite")
                || isA(type, "com.google.protobuf.AbstractMessageLite$Builder");
    }

    private static boolean isA(Class<?> type, String superclass) {
        for (Class<?> base = type.getSuperclass(); base != null; base = base.getSuperclass()) {
            if (base.getName().equals(superclass)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return the fields that are set, as a tree of which nothing can be made again
     * @throws UnreadableException if protobuf's own methods fail
     */
    static Node.Named read(Object message) {
        try {
            Map<?, ?> all = (Map<?, ?>) call(message, "getAllFields");
            String[] names = new String[all.size()];
            Object[] values = new Object[names.length];
            int i = 0;
            for (Map.Entry<?, ?> field : all.entrySet()) {
                names[i] = (String) call(field.getKey(), "getName");
                boolean isMap = (Boolean) call(field.getKey(), "isMapField");
                values[i++] = isMap ? map((Collection<?>) field.getValue()) : value(field.getValue());
            }
            return new Node.Named(message.getClass().getName(), names, values, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnreadableException(message, e);
        }
    }

    private static Object value(Object value) throws ReflectiveOperationException {
        if (value instanceof Collection) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (Collection<?>) value) {
                elements.add(value(element));
            }
            return new Node.Sequence(elements.toArray(), false, null, null);
        }
        if (isMessage(value.getClass())) {
            return new Node.Message(value);
        }
        if (value.getClass().getName().startsWith("com.google.protobuf.")) {
            return value.getClass().getName().endsWith("EnumValueDescriptor")
                    ? call(value, "getName")
                    : new Node.Copy(call(value, "toByteArray"), CopyPlan.PRIMITIVES);
        }
        return value;
    }

    private static Object map(Collection<?> entries) throws ReflectiveOperationException {
        Object[] keys = new Object[entries.size()];
        Object[] values = new Object[keys.length];
        int i = 0;
        for (Object entry : entries) {
            keys[i] = call(entry, "getKey");
            values[i++] = value(call(entry, "getValue"));
        }
        return new Node.Mapping(keys, values, null, null);
    }

    /** Of public classes only: those behind them need not be accessible. */
    private static Object call(Object owner, String name) throws ReflectiveOperationException {
        Method method = owner.getClass().getMethod(name);
        method.setAccessible(true);
        return method.invoke(owner);
    }
}
