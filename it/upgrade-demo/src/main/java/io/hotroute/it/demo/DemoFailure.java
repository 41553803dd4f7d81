package io.hotroute.it.demo;

/** Something was not as it must be; the message is for the person who watches. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    /** @param output what the processes have written */
    DemoFailure(Throwable cause, String output) {
        super(what(cause) + "\n\n" + output, cause);
    }

    private static String what(Throwable cause) {
        if (cause instanceof AssertionError) {
            // The harness's own; after the first line it has the output of one process.
            return cause.getMessage().lines().findFirst().orElseThrow();
        }
        return cause instanceof DemoFailure ? cause.getMessage() : cause.toString();
    }
}
