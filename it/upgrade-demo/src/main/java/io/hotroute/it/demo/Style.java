package io.hotroute.it.demo;

import java.time.Duration;
import java.util.Locale;

/** How text looks: with colour only where that was asked for. */
record Style(boolean colour) {

    String good(String text) {
        return escaped("32", text);
    }

    String bad(String text) {
        return escaped("31", text);
    }

    String strong(String text) {
        return escaped("1", text);
    }

    /** Milliseconds, or seconds where there are many. */
    static String time(Duration duration) {
        return duration.toMillis() < 1_000
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    private String escaped(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
