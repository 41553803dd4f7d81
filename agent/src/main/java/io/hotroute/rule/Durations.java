package io.hotroute.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: a whole number and a unit. Stateless. */
public final class Durations {

    /** What {@link #parse} reads. */
    public static final String SHAPE = "a whole number with a unit (us, ms, s, m or h)";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s?(us|ms|s|m|h)");
    /** From large to small. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("h", TimeUnit.HOURS.toNanos(1));
        UNITS.put("m", TimeUnit.MINUTES.toNanos(1));
        UNITS.put("s", TimeUnit.SECONDS.toNanos(1));
        UNITS.put("ms", TimeUnit.MILLISECONDS.toNanos(1));
        UNITS.put("us", TimeUnit.MICROSECONDS.toNanos(1));
    }

    private Durations() {}

    /** @return in ns, or -1 if the text is none */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2)) : -1;
    }

    /** @return the shortest text for that many ns, exact to a microsecond */
    public static String text(long nanos) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (nanos != 0 && nanos % unit.getValue() == 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        return nanos == 0 ? "0s" : nanos / 1_000 + "us";
    }
}
