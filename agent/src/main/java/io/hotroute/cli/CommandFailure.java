package io.hotroute.cli;

/** A command that could not be done. The message is one line for the operator, and says what to do next. */
final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
