package io.hotroute.it.demo;

/** Something was not as it must be; the message is for the person who watches. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    /** @param output what the processes have written */
    DemoFailure(RuntimeException cause, String output) {
        super((cause instanceof DemoFailure ? cause.getMessage() : cause.toString()) + "\n\n" + output, cause);
    }
}
