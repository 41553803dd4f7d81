package io.hotroute.degrade;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Figures in evidence. Stateless. */
final class Figures {

    private Figures() {}

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", (double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** @return without a fraction if it has none */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
