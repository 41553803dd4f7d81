package io.hotroute.shadow;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Plans for the JDK's own classes, which are read by their public methods only. Stateless. */
final class JdkPlans {

    private static final Set<Class<?>> LEAVES = new HashSet<>(Arrays.asList(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class,
            Class.class,
            Locale.class,
            Currency.class,
            URI.class,
            URL.class,
            File.class,
            Pattern.class,
            MathContext.class,
            InetSocketAddress.class,
            StackTraceElement.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class));

    private static final Plan BIG_INTEGER = new Plan() {
        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            walk.bytes(((BigInteger) value).bitLength() / 8);
            return value;
        }
    };

    private static final Plan BIG_DECIMAL = new Plan() {
        @Override
        Object take(Object value, Walk walk) throws SnapshotException {
            // To count its digits would take long for many.
            walk.bytes(((BigDecimal) value).unscaledValue().bitLength() / 8);
            return value;
        }
    };

    private JdkPlans() {}

    static Plan of(Class<?> type) {
        if (LEAVES.contains(type)
                || TemporalAmount.class.isAssignableFrom(type)
                || TemporalAccessor.class.isAssignableFrom(type)
                || ZoneId.class.isAssignableFrom(type)
                || InetAddress.class.isAssignableFrom(type)) {
            return Plan.LEAF;
        }
        if (type == BigDecimal.class || type == BigInteger.class) {
            return type == BigDecimal.class ? BIG_DECIMAL : BIG_INTEGER;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return new ContainerPlan.OfCollection(type);
        }
        if (Map.class.isAssignableFrom(type)) {
            return new ContainerPlan.OfMap(type);
        }
        if (type == Object.class || Throwable.class.isAssignableFrom(type)) {
            return ObjectPlan.of(type);
        }
        Plan plan = CopyPlan.of(type);
        plan = plan == null ? HolderPlan.of(type) : plan;
        return plan == null ? Plan.refusal(type, "not a kind of value") : plan;
    }
}
