package io.hotroute.drill;

import io.hotroute.degrade.ServiceGuard;
import io.hotroute.degrade.Side;
import io.hotroute.rule.Durations;
import io.hotroute.rule.TextMatch;
import io.hotroute.rule.Weight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a drill does, to which calls and for how long. Immutable. */
public final class DrillPlan {

    /** The largest share of calls that a drill hits unless it is given another bound, in 10,000ths. */
    public static final int DEFAULT_MOST_SHARE = Weight.WHOLE / 2;

    private static final long LEAST_DURATION = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_DURATION = TimeUnit.MINUTES.toNanos(10);
    private static final long LEAST_DELAY = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_DELAY = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_PATTERNS = 100;
    private static final int MOST_CHARS = 200;
    private static final String ALL_METHODS = "*";
    private static final String LATENCY = "latency ";

    private final Side target;
    private final Fault fault;
    private final long delayNanos;
    private final TextMatch methods;
    private final int share;
    private final long durationNanos;

    private DrillPlan(Side target, Fault fault, long delayNanos, TextMatch methods, int share, long durationNanos) {
        this.target = target;
        this.fault = fault;
        this.delayNanos = delayNanos;
        this.methods = methods;
        this.share = share;
        this.durationNanos = durationNanos;
    }

    /**
     * Reads what an operator typed.
     *
     * @param target {@code candidate} or {@code baseline}
     * @param fault {@code latency} with a duration such as {@code latency 300ms}, {@code error} or {@code hang}
     * @param methods names and globs, separated by commas; {@code *} for all
     * @param percent of the target's calls, with at most two decimals
     * @param duration such as {@code 90s}; at most ten minutes
     * @param mostShare the bound of the share, in 10,000ths
     * @throws IllegalArgumentException that names the first bad field, its value and what is allowed
     */
    public static DrillPlan of(
            String target, String fault, String methods, String percent, String duration, int mostShare) {
        Side side = side(target);
        Fault what = fault(fault);
        long delay =
                what == Fault.LATENCY ? duration("fault", fault, tail(fault), LEAST_DELAY, MOST_DELAY, LATENCY) : 0;
        TextMatch which = methods(methods);
        int share = share(percent, mostShare);
        return new DrillPlan(
                side,
                what,
                delay,
                which,
                share,
                duration("duration", duration, duration, LEAST_DURATION, MOST_DURATION, ""));
    }

    private static Side side(String text) {
        for (Side side : Side.values()) {
            if (name(side).equals(text)) {
                return side;
            }
        }
        throw refusal("target", text, "candidate, baseline");
    }

    private static Fault fault(String text) {
        for (Fault fault : Fault.values()) {
            if (text != null
                    && (fault == Fault.LATENCY
                            ? text.startsWith(LATENCY)
                            : name(fault).equals(text))) {
                return fault;
            }
        }
        throw refusal("fault", text, "latency with a duration (latency 300ms), error, hang");
    }

    private static String tail(String text) {
        return text.substring(LATENCY.length()).trim();
    }

    private static long duration(String field, String value, String text, long least, long most, String before) {
        long nanos = text == null ? -1 : Durations.parse(text);
        if (nanos < least || nanos > most) {
            throw refusal(
                    field,
                    value,
                    before + Durations.SHAPE + " from " + Durations.text(least) + " to " + Durations.text(most));
        }
        return nanos;
    }

    /** @return null for all methods */
    private static TextMatch methods(String text) {
        if (ALL_METHODS.equals(text)) {
            return null;
        }
        List<String> patterns = new ArrayList<>();
        for (String pattern : text == null ? new String[] {""} : text.split(",", -1)) {
            patterns.add(pattern.trim());
        }
        boolean isReadable =
                patterns.stream().allMatch(pattern -> !pattern.isEmpty() && pattern.length() <= MOST_CHARS);
        if (!isReadable || patterns.size() > MOST_PATTERNS) {
            throw refusal(
                    "methods",
                    text,
                    "names and globs separated by commas, at most " + MOST_PATTERNS + " of at most " + MOST_CHARS
                            + " characters, or * for all");
        }
        return TextMatch.ofMethods(patterns, false);
    }

    private static int share(String text, int most) {
        Weight weight = text == null ? null : Weight.parse(text);
        if (weight == null || weight.tenThousandths() == 0 || weight.tenThousandths() > most) {
            throw refusal("percent", text, "a percentage from 0.01 to " + percent(most) + " with at most two decimals");
        }
        return weight.tenThousandths();
    }

    private static IllegalArgumentException refusal(String field, String value, String allowed) {
        return new IllegalArgumentException(field + ": "
                + (value == null ? "missing" : "'" + shown(value) + "' is not allowed") + "; allowed: " + allowed);
    }

    /** In one line, whatever it is. */
    private static String shown(String value) {
        String start = value.length() <= MOST_CHARS ? value : value.substring(0, MOST_CHARS) + "...";
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /** @return whose calls are hit */
    public Side target() {
        return target;
    }

    /** @return what happens to them */
    public Fault fault() {
        return fault;
    }

    /** @return the delay of {@link Fault#LATENCY}, in ns; otherwise 0 */
    public long delayNanos() {
        return delayNanos;
    }

    /** @return whether calls of the method are hit; allocates nothing */
    public boolean concerns(String method) {
        return methods == null || methods.matches(method);
    }

    /** @return the same of a guard's method, which may stand for several */
    public boolean mayConcern(String guarded) {
        return guarded.equals(ServiceGuard.ALL_OTHERS) || concerns(guarded);
    }

    /** @return how many of these calls are hit, in 10,000ths */
    public int share() {
        return share;
    }

    /** @return for how long, in ns */
    public long durationNanos() {
        return durationNanos;
    }

    @Override
    public String toString() {
        return name(fault) + (fault == Fault.LATENCY ? " +" + Durations.text(delayNanos) : "") + " for "
                + percent(share) + "% of the " + name(target) + "'s calls"
                + (methods == null ? "" : " of methods" + methods) + ", " + Durations.text(durationNanos);
    }

    static String name(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, 2).stripTrailingZeros().toPlainString();
    }
}
