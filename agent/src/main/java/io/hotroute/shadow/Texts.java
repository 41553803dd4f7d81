package io.hotroute.shadow;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How figures are written. Stateless. */
final class Texts {

    /** What there is no room for by its own name. */
    static final String OTHER = "(other)";

    private Texts() {}

    static String clip(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    /** @param share from 0 to 1 */
    static String percent(double share) {
        double percent = share * 100;
        return String.format(Locale.ROOT, percent != 0 && percent < 1 ? "%.2f%%" : "%.1f%%", percent);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", (double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
