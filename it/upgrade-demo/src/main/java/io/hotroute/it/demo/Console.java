package io.hotroute.it.demo;

import java.io.PrintStream;

/** What the person who watches sees. Not thread-safe. */
final class Console {

    /** Longer than it takes the JVM to end after Ctrl-C. */
    private static final long INTERRUPTION_MILLIS = 500;

    private final PrintStream out;
    private final Style style;
    private boolean midLine;

    Console(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    Style style() {
        return style;
    }

    void line(String text) {
        out.println(text);
        midLine = false;
    }

    /** What the operator does; its {@linkplain #effect effect} completes the line. */
    void action(String text) {
        out.print(style.strong(">>> " + text));
        out.flush();
        midLine = true;
    }

    void effect(String text) {
        line(style.strong(": " + text));
    }

    void success(String text) {
        line(style.good(text));
    }

    void failure(Throwable failure) {
        // Ctrl-C reaches the other processes too: then their end is no failure, and this JVM is about to end.
        Pause.millis(INTERRUPTION_MILLIS);
        if (midLine) {
            line("");
        }
        line(style.bad("FAILED: ")
                + (failure instanceof DemoFailure || failure instanceof AssertionError
                        ? failure.getMessage()
                        : failure));
    }
}
