package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** From a {@code compare} field to its {@link Compare}. Stateless. */
final class CompareParser {

    private static final List<String> COMPARE =
            DocumentParser.list("ignore", "tolerance", "timestamps", "unordered", "ids", "showValues");
    private static final List<String> TOLERANCE = DocumentParser.list("absolute", "relative");
    private static final List<String> UNORDERED = DocumentParser.list("path", "key");
    private static final Pattern KEY = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]{0,99}");
    private static final int MOST_GLOBS = 200;
    private static final BigDecimal MOST_ABSOLUTE = new BigDecimal("1000000000");
    private static final long MOST_TIMESTAMPS = TimeUnit.DAYS.toNanos(30);

    private CompareParser() {}

    static Compare compare(Value value) throws RuleException {
        Fields fields = value.mapping(COMPARE);
        Compare.Builder compare = new Compare.Builder();
        if (fields.has("ignore")) {
            compare.ignore = sorted(globs(fields.get("ignore"), true));
        }
        if (fields.has("tolerance")) {
            tolerance(fields.get("tolerance"), compare);
        }
        if (fields.has("timestamps")) {
            compare.timestampNanos = fields.get("timestamps").duration(0, MOST_TIMESTAMPS);
        }
        if (fields.has("unordered")) {
            compare.unordered = unordered(fields.get("unordered"));
        }
        if (fields.has("ids")) {
            compare.ids = globs(fields.get("ids"), false);
        }
        if (fields.has("showValues")) {
            compare.showValues = sorted(globs(fields.get("showValues"), false));
        }
        return compare.build();
    }

    private static void tolerance(Value value, Compare.Builder compare) throws RuleException {
        Fields tolerance = value.mapping(TOLERANCE);
        if (tolerance.isEmpty()) {
            throw value.error("at least one of " + Fields.list(TOLERANCE));
        }
        if (tolerance.has("absolute")) {
            compare.absolute = plain(tolerance.get("absolute").number(BigDecimal.ZERO, MOST_ABSOLUTE));
        }
        if (tolerance.has("relative")) {
            compare.relative = plain(tolerance.get("relative").number(BigDecimal.ZERO, BigDecimal.ONE));
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static List<Compare.Unordered> unordered(Value value) throws RuleException {
        List<Compare.Unordered> unordered = new ArrayList<>();
        for (Value entry : value.list(MOST_GLOBS, "a list of paths")) {
            if (entry.isText()) {
                unordered.add(new Compare.Unordered(glob(entry), null));
            } else {
                Fields fields = entry.mapping(UNORDERED);
                unordered.add(new Compare.Unordered(
                        glob(fields.get("path")),
                        fields.get("key").textLike(KEY, "the name of a field, up to 100 characters")));
            }
        }
        return unordered;
    }

    private static List<PathGlob> globs(Value value, boolean someCount) throws RuleException {
        List<PathGlob> globs = new ArrayList<>();
        for (Value entry : value.list(MOST_GLOBS, "a list of paths")) {
            PathGlob glob = glob(entry);
            if (someCount && (glob.isForAll() || glob.toString().isEmpty())) {
                throw entry.error("a path to a part of the answer; nothing would be compared");
            }
            globs.add(glob);
        }
        return globs;
    }

    private static PathGlob glob(Value value) throws RuleException {
        PathGlob glob = PathGlob.parse(value.anyText());
        if (glob == null) {
            throw value.error(PathGlob.ALLOWED);
        }
        return glob;
    }

    /** For lists whose order says nothing. */
    private static List<PathGlob> sorted(List<PathGlob> globs) {
        Map<String, PathGlob> sorted = new TreeMap<>();
        globs.forEach(glob -> sorted.put(glob.toString(), glob));
        return new ArrayList<>(sorted.values());
    }
}
