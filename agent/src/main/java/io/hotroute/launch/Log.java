package io.hotroute.launch;

import java.io.PrintStream;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.regex.Pattern;

/**
 * The agent's log: one line per event on standard error. It does not use a logging library, as any of them could be the
 * application's, or initialise it before the application does. Thread-safe.
 */
public final class Log {

    /** How much is logged. */
    public enum Level {
        /** Nothing. */
        OFF,
        /** What an operator must know. */
        ERROR,
        /** And what an operator did. */
        INFO,
        /** And what the agent did by itself. */
        DEBUG
    }

    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    private final PrintStream out;
    private volatile Level level;

    /** @param out where lines go */
    public Log(PrintStream out, Level level) {
        this.out = out;
        this.level = level;
    }

    /** @param level what is logged from now on */
    public void level(Level level) {
        this.level = level;
    }

    /** Logs something that an operator must look at. */
    public void error(String message, Throwable cause) {
        write(Level.ERROR, cause == null ? message : message + ": " + cause);
        if (cause != null && level == Level.DEBUG) {
            cause.printStackTrace(out);
        }
    }

    /** Logs what was done for an operator. */
    public void info(String message) {
        write(Level.INFO, message);
    }

    /** Logs a detail. */
    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    private void write(Level lineLevel, String message) {
        if (lineLevel.compareTo(level) <= 0) {
            String time = new SimpleDateFormat("yyyy-MM-dd HH:mm:ss.SSS").format(new Date());
            String line = NOT_IN_A_LINE.matcher(String.valueOf(message)).replaceAll(" ");
            out.println("[hotroute] " + time + " " + lineLevel + " " + line);
        }
    }
}
