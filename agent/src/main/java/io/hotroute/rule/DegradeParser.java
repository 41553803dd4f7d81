package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** From a {@code degrade} field to its {@link Degrade}. Not thread-safe; lives for one parse. */
final class DegradeParser {

    private static final List<String> DEGRADE = DocumentParser.list(
            "scope",
            "methods",
            "ratio",
            "floor",
            "latency",
            "errorPercent",
            "consecutiveErrors",
            "minimumBaseline",
            "routeBack",
            "warmUp",
            "backOff",
            "recovery",
            "action",
            "backup",
            "fallback");
    private static final List<String> LATENCY = DocumentParser.list("percentile", "above");
    private static final List<String> ROUTE_BACK = DocumentParser.list("ratio", "floor");
    private static final List<String> RECOVERY = DocumentParser.list("stepDuration");
    private static final List<String> FALLBACK = DocumentParser.list("method", "value", "exception");
    private static final List<String> EXCEPTION = DocumentParser.list("type", "message");
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]{0,299}");

    private static final int MOST_FALLBACKS = 200;
    private static final int MOST_ERRORS = 10_000;
    private static final int MOST_PROVIDERS = 1_000;
    private static final int MOST_CALLS_BACK = 100_000;
    private static final int DEFAULT_CALLS_BACK = 50;
    private static final BigDecimal LEAST_RATIO = BigDecimal.ONE;
    private static final BigDecimal MOST_RATIO = BigDecimal.TEN;
    private static final BigDecimal LEAST_PERCENTILE = new BigDecimal(50);
    private static final BigDecimal MOST_PERCENTILE = new BigDecimal("99.9");
    private static final BigDecimal LEAST_PERCENT = new BigDecimal("0.1");
    private static final BigDecimal MOST_PERCENT = new BigDecimal(100);
    private static final BigDecimal MOST_ROUTE_BACK_RATIO = new BigDecimal(100);
    private static final BigDecimal DEFAULT_ROUTE_BACK_RATIO = new BigDecimal(2);
    private static final BigDecimal DEFAULT_RATIO = new BigDecimal("1.25");

    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private static final BackOff DEFAULT_BACK_OFF = new BackOff(SECOND * 5, SECOND * 300);

    private final Value value;
    private final Fields fields;
    private final boolean hasCandidate;

    /** @param hasCandidate whether the rule has one; if not, only absolute thresholds make sense */
    DegradeParser(Value value, boolean hasCandidate) throws RuleException {
        this(value, value.mapping(DEGRADE), hasCandidate);
    }

    private DegradeParser(Value value, Fields fields, boolean hasCandidate) {
        this.value = value;
        this.fields = fields;
        this.hasCandidate = hasCandidate;
    }

    /** @return what an empty field means: a rollout is not without a guard */
    static Degrade defaults() throws RuleException {
        return new DegradeParser(null, Fields.NONE, true).degrade();
    }

    Degrade degrade() throws RuleException {
        Degrade.Scope scope =
                has("scope") && get("scope").oneOf("method", "service").equals("service")
                        ? Degrade.Scope.SERVICE
                        : Degrade.Scope.METHOD;
        Degrade.Thresholds thresholds = thresholds();
        if (!hasCandidate && thresholds.areRelativeOnly()) {
            throw value.error(
                    "without candidate: at least one of latency, errorPercent, consecutiveErrors, as there is nothing to compare with");
        }
        Degrade.Action action = action();
        return new Degrade(
                scope,
                has("methods") ? DocumentParser.methods(get("methods")) : Methods.ALL,
                thresholds,
                routeBack(),
                times(),
                action,
                action == Degrade.Action.BACKUP ? backup() : null,
                action == Degrade.Action.FALLBACK ? fallbacks() : Collections.emptyList());
    }

    private boolean has(String name) {
        return fields.has(name);
    }

    private Value get(String name) throws RuleException {
        return fields.get(name);
    }

    private Degrade.Thresholds thresholds() throws RuleException {
        for (String relative : DocumentParser.list("ratio", "floor", "warmUp", "minimumBaseline", "routeBack")) {
            if (!hasCandidate && has(relative)) {
                throw get(relative).error("nothing here; it is about a candidate, and the rule has none");
            }
        }
        BigDecimal percentile = new BigDecimal(99);
        long above = Long.MAX_VALUE;
        if (has("latency")) {
            Fields latency = get("latency").mapping(LATENCY);
            percentile = latency.has("percentile")
                    ? latency.get("percentile").number(LEAST_PERCENTILE, MOST_PERCENTILE)
                    : percentile;
            above = latency.get("above").duration(MILLISECOND, MINUTE);
        }
        return new Degrade.Thresholds(
                (has("ratio") ? get("ratio").number(LEAST_RATIO, MOST_RATIO) : DEFAULT_RATIO).doubleValue(),
                has("floor") ? get("floor").duration(0, MINUTE) : MILLISECOND * 5,
                percentile.doubleValue(),
                above,
                has("errorPercent")
                        ? get("errorPercent")
                                .number(LEAST_PERCENT, MOST_PERCENT)
                                .doubleValue()
                        : Double.NaN,
                has("consecutiveErrors") ? get("consecutiveErrors").integer(1, MOST_ERRORS) : 0);
    }

    private Degrade.RouteBack routeBack() throws RuleException {
        Fields of = has("routeBack") ? get("routeBack").mapping(ROUTE_BACK) : Fields.NONE;
        BigDecimal ratio =
                of.has("ratio") ? of.get("ratio").number(LEAST_RATIO, MOST_ROUTE_BACK_RATIO) : DEFAULT_ROUTE_BACK_RATIO;
        return new Degrade.RouteBack(
                has("minimumBaseline") ? get("minimumBaseline").integer(1, MOST_PROVIDERS) : 1,
                ratio.doubleValue(),
                of.has("floor") ? of.get("floor").integer(0, MOST_CALLS_BACK) : DEFAULT_CALLS_BACK);
    }

    private Degrade.Times times() throws RuleException {
        Fields recovery = has("recovery") ? get("recovery").mapping(RECOVERY) : Fields.NONE;
        return new Degrade.Times(
                has("warmUp") ? get("warmUp").duration(0, HOUR) : MINUTE,
                DocumentParser.backOff(fields, DEFAULT_BACK_OFF, HOUR),
                recovery.has("stepDuration")
                        ? recovery.get("stepDuration").duration(SECOND, MINUTE * 10)
                        : SECOND * 30);
    }

    private Degrade.Action action() throws RuleException {
        Degrade.Action action = has("action")
                ? Degrade.Action.valueOf(get("action")
                        .oneOf("baseline", "backup", "fallback", "fail")
                        .toUpperCase(Locale.ROOT))
                : hasCandidate ? Degrade.Action.BASELINE : null;
        if (action == null || !hasCandidate && action == Degrade.Action.BASELINE) {
            throw (has("action") ? get("action") : value).error("without candidate: action: backup, fallback or fail");
        }
        onlyWith("backup", action == Degrade.Action.BACKUP);
        onlyWith("fallback", action == Degrade.Action.FALLBACK);
        return action;
    }

    private void onlyWith(String name, boolean wanted) throws RuleException {
        if (!wanted && has(name)) {
            throw get(name).error("only with action: " + name);
        }
    }

    private Target backup() throws RuleException {
        Target backup = DocumentParser.target(get("backup"));
        if (backup.isEmpty()) {
            throw get("backup").error("at least one of " + Fields.list(DocumentParser.TARGET));
        }
        return backup;
    }

    private List<Fallback> fallbacks() throws RuleException {
        List<Fallback> fallbacks = new ArrayList<>();
        for (Value entry : get("fallback").list(MOST_FALLBACKS, "a list of fallbacks")) {
            Fields of = entry.mapping(FALLBACK);
            TextMatch methods = MatchParser.methods(of.get("method"));
            if (of.exactlyOne(DocumentParser.list("value", "exception")).equals("value")) {
                fallbacks.add(Fallback.value(methods, of.get("value").plain()));
            } else {
                Fields exception = of.get("exception").mapping(EXCEPTION);
                fallbacks.add(Fallback.exception(
                        methods,
                        exception.get("type").textLike(CLASS_NAME, "a class name"),
                        exception.has("message") ? exception.get("message").anyText() : ""));
            }
        }
        if (fallbacks.isEmpty()) {
            throw get("fallback").error("at least one fallback");
        }
        return fallbacks;
    }
}
