package io.hotroute.shadow;

import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Values of the JDK that can change and have no parts: they are copied. Immutable and thread-safe. */
final class CopyPlan extends Plan {

    static final CopyPlan PRIMITIVES = new CopyPlan(CopyPlan::bytes, CopyPlan::array);

    private final ToIntFunction<Object> bytes;
    private final UnaryOperator<Object> copier;

    private CopyPlan(ToIntFunction<Object> bytes, UnaryOperator<Object> copier) {
        this.bytes = bytes;
        this.copier = copier;
    }

    private CopyPlan(UnaryOperator<Object> copier) {
        this(value -> 0, copier);
    }

    /** @return null if the class is none of them */
    static CopyPlan of(Class<?> type) {
        if (Date.class.isAssignableFrom(type)) {
            return new CopyPlan(value -> ((Date) value).clone());
        }
        if (Calendar.class.isAssignableFrom(type)) {
            return new CopyPlan(value -> ((Calendar) value).clone());
        }
        if (TimeZone.class.isAssignableFrom(type)) {
            return new CopyPlan(value -> ((TimeZone) value).clone());
        }
        if (type == BitSet.class) {
            return new CopyPlan(value -> ((BitSet) value).size() / 8, value -> ((BitSet) value).clone());
        }
        if (type == StringBuilder.class) {
            return new CopyPlan(
                    value -> ((CharSequence) value).length(), value -> new StringBuilder(((CharSequence) value)));
        }
        if (type == StringBuffer.class) {
            return new CopyPlan(
                    value -> ((CharSequence) value).length(), value -> new StringBuffer(((CharSequence) value)));
        }
        return ofNumber(type);
    }

    private static CopyPlan ofNumber(Class<?> type) {
        if (type == AtomicInteger.class) {
            return new CopyPlan(value -> new AtomicInteger(((AtomicInteger) value).get()));
        }
        if (type == AtomicLong.class) {
            return new CopyPlan(value -> new AtomicLong(((AtomicLong) value).get()));
        }
        if (type == AtomicBoolean.class) {
            return new CopyPlan(value -> new AtomicBoolean(((AtomicBoolean) value).get()));
        }
        return type == LongAdder.class ? new CopyPlan(CopyPlan::adder) : null;
    }

    private static Object adder(Object value) {
        LongAdder copy = new LongAdder();
        copy.add(((LongAdder) value).sum());
        return copy;
    }

    private static int bytes(Object array) {
        int size = array instanceof boolean[] || array instanceof byte[]
                ? 1
                : array instanceof char[] || array instanceof short[]
                        ? 2
                        : array instanceof int[] || array instanceof float[] ? 4 : 8;
        return (int) Math.min(Integer.MAX_VALUE, (long) size * Array.getLength(array));
    }

    private static Object array(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    @Override
    Object take(Object value, Walk walk) throws SnapshotException {
        walk.bytes(bytes.applyAsInt(value));
        Node.Copy node = new Node.Copy(copier.apply(value), this);
        walk.remember(value, node);
        return node;
    }

    Object copy(Object value) {
        return copier.apply(value);
    }
}
