package io.hotroute.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The {@code shadow.compare} field of a rule: which differences between two answers count. Immutable. */
public final class Compare {

    /** Everything counts. */
    public static final Compare EXACTLY = new Compare(new Builder());

    private final List<PathGlob> ignore;
    private final BigDecimal absolute;
    private final BigDecimal relative;
    private final long timestampNanos;
    private final List<Unordered> unordered;
    private final List<PathGlob> ids;
    private final List<PathGlob> showValues;

    private Compare(Builder builder) {
        ignore = copy(builder.ignore);
        absolute = builder.absolute;
        relative = builder.relative;
        timestampNanos = builder.timestampNanos;
        unordered = copy(builder.unordered);
        ids = copy(builder.ids);
        showValues = copy(builder.showValues);
    }

    private static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** @return places that do not count, nor what is below them */
    public List<PathGlob> ignore() {
        return ignore;
    }

    /** @return by how much numbers may differ; not negative */
    public BigDecimal absolute() {
        return absolute;
    }

    /** @return by which part of the larger one numbers may differ; 0 to 1 */
    public BigDecimal relative() {
        return relative;
    }

    /** @return by how much dates and times may differ, in ns */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** @return lists whose order does not count; the first that is for a place counts */
    public List<Unordered> unordered() {
        return unordered;
    }

    /** @return places whose values may differ as long as each of one side stands for one of the other, by pattern */
    public List<PathGlob> ids() {
        return ids;
    }

    /** @return places whose values may be shown to people */
    public List<PathGlob> showValues() {
        return showValues;
    }

    /** @return all of it: two that do the same thing have the same text */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("compare");
        append(text, " ignoring ", ignore);
        text.append(absolute.signum() == 0 ? "" : " within " + absolute.toPlainString());
        text.append(relative.signum() == 0 ? "" : " within " + relative.toPlainString() + " of the larger");
        text.append(timestampNanos == 0 ? "" : " timestamps within " + Durations.text(timestampNanos));
        append(text, " unordered ", unordered);
        append(text, " ids ", ids);
        append(text, " showing ", showValues);
        return text.length() == "compare".length() ? "compare exactly" : text.toString();
    }

    private static void append(StringBuilder text, String what, List<?> list) {
        text.append(list.isEmpty() ? "" : what + list);
    }

    /** Lists whose order does not count. Immutable. */
    public static final class Unordered {
        private final PathGlob path;
        private final String key;

        Unordered(PathGlob path, String key) {
            this.path = path;
            this.key = key;
        }

        /** @return where the lists are */
        public PathGlob path() {
            return path;
        }

        /** @return the field by which their elements are matched; null if elements match that are the same */
        public String key() {
            return key;
        }

        @Override
        public String toString() {
            return key == null ? path.toString() : path + " by " + key;
        }
    }

    /** Not thread-safe; lives for one parse. */
    static final class Builder {
        List<PathGlob> ignore = Collections.emptyList();
        BigDecimal absolute = BigDecimal.ZERO;
        BigDecimal relative = BigDecimal.ZERO;
        long timestampNanos;
        List<Unordered> unordered = Collections.emptyList();
        List<PathGlob> ids = Collections.emptyList();
        List<PathGlob> showValues = Collections.emptyList();

        Compare build() {
            return new Compare(this);
        }
    }
}
