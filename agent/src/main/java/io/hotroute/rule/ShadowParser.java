package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** From a {@code shadow} field to its {@link Shadow}. Stateless. */
final class ShadowParser {

    private static final List<String> SHADOW = DocumentParser.list(
            "methods", "readOnly", "percent", "maxPerSecond", "maxInFlight", "timeout", "noise", "compare", "autoStop");
    private static final List<String> AUTO_STOP = DocumentParser.list("errorPercent", "dropPercent", "backOff");

    /** A pattern that says nothing about a method's name. */
    private static final Pattern ANY_NAME = Pattern.compile("[*?]+");

    private static final Weight DEFAULT_PERCENT = Weight.parse("1");
    private static final Weight DEFAULT_NOISE = Weight.parse("25");
    private static final Weight MOST_NOISE = Weight.parse("90");
    private static final int DEFAULT_PER_SECOND = 20;
    private static final int MOST_PER_SECOND = 10_000;
    private static final int DEFAULT_IN_FLIGHT = 16;
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final BigDecimal LEAST_STOP_PERCENT = new BigDecimal("0.1");
    private static final BigDecimal MOST_STOP_PERCENT = new BigDecimal(100);
    private static final double DEFAULT_ERROR_PERCENT = 20;
    private static final double DEFAULT_DROP_PERCENT = 10;

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long LONGEST_BACK_OFF = TimeUnit.HOURS.toNanos(24);
    private static final BackOff DEFAULT_BACK_OFF = new BackOff(MINUTE, MINUTE * 30);

    private ShadowParser() {}

    static Shadow shadow(Value value) throws RuleException {
        Fields fields = value.mapping(SHADOW);
        boolean readOnly = fields.has("readOnly") && fields.get("readOnly").bool();
        return new Shadow(
                methods(fields.get("methods"), readOnly),
                fields.has("percent") ? fields.get("percent").weight() : DEFAULT_PERCENT,
                fields.has("noise") ? noise(fields.get("noise")) : DEFAULT_NOISE,
                limits(fields),
                fields.has("compare") ? CompareParser.compare(fields.get("compare")) : Compare.EXACTLY,
                autoStop(fields.has("autoStop") ? fields.get("autoStop").mapping(AUTO_STOP) : Fields.NONE));
    }

    /** Nothing is mirrored but what somebody named: a shadow of a write would be a second write. */
    private static Methods methods(Value value, boolean readOnly) throws RuleException {
        Methods methods = DocumentParser.methods(value);
        Value include = value.mapping(null).get("include");
        for (Value pattern : include.oneOrMore()) {
            if (!readOnly && ANY_NAME.matcher(pattern.text()).matches()) {
                throw pattern.error(
                        "names, or patterns that name methods, such as get*; one that is nothing but * and ?"
                                + " only with readOnly: true, which says that no method of the service writes");
            }
        }
        return methods;
    }

    private static Weight noise(Value value) throws RuleException {
        Weight noise = Weight.parse(value.text());
        if (noise == null || noise.tenThousandths() > MOST_NOISE.tenThousandths()) {
            throw value.error("a percentage from 0 to " + MOST_NOISE + " with at most two decimals");
        }
        return noise;
    }

    private static Shadow.Limits limits(Fields fields) throws RuleException {
        return new Shadow.Limits(
                fields.has("maxPerSecond")
                        ? fields.get("maxPerSecond").integer(1, MOST_PER_SECOND)
                        : DEFAULT_PER_SECOND,
                fields.has("maxInFlight") ? fields.get("maxInFlight").integer(1, MOST_IN_FLIGHT) : DEFAULT_IN_FLIGHT,
                fields.has("timeout") ? fields.get("timeout").duration(MILLISECOND, MINUTE) : SECOND);
    }

    private static Shadow.AutoStop autoStop(Fields fields) throws RuleException {
        return new Shadow.AutoStop(
                percent(fields, "errorPercent", DEFAULT_ERROR_PERCENT),
                percent(fields, "dropPercent", DEFAULT_DROP_PERCENT),
                DocumentParser.backOff(fields, DEFAULT_BACK_OFF, LONGEST_BACK_OFF));
    }

    private static double percent(Fields fields, String name, double usual) throws RuleException {
        return fields.has(name)
                ? fields.get(name).number(LEAST_STOP_PERCENT, MOST_STOP_PERCENT).doubleValue()
                : usual;
    }
}
