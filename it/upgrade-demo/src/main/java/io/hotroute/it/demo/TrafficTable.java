package io.hotroute.it.demo;

import java.util.Locale;

/** The live table: plain text, one line for each {@link Row}. Immutable. */
final class TrafficTable {

    private static final int BAR = 10;

    private final Style style;

    TrafficTable(Style style) {
        this.style = style;
    }

    String header() {
        return "  time  weight calls/s  1.0.0  2.0.0  share of 2.0.0      errors p50 ms  p99 ms";
    }

    String format(Row row) {
        long candidate = row.calls(Version.CANDIDATE);
        double share = row.answered() == 0 ? 0 : (double) candidate / row.answered();
        return String.format(
                Locale.ROOT,
                "%6.1f %7s %7d %6d %6d %6.1f%% |%s| %6s %6.1f %7.1f",
                row.time().toMillis() / 1e3,
                row.weight(),
                row.perSecond(row.stats().total()),
                row.perSecond(row.calls(Version.BASELINE)),
                row.perSecond(candidate),
                100 * share,
                bar(share),
                errors(row.stats().errors()),
                row.stats().p50Micros() / 1e3,
                row.stats().p99Micros() / 1e3);
    }

    private String bar(double share) {
        int filled = (int) Math.round(share * BAR);
        return style.good("#".repeat(filled)) + ".".repeat(BAR - filled);
    }

    private String errors(long errors) {
        String text = String.format(Locale.ROOT, "%6d", errors);
        return errors == 0 ? text : style.bad(text);
    }
}
