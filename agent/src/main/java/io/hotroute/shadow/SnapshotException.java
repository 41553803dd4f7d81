package io.hotroute.shadow;

/** A value of which no snapshot can be taken within the budget, or that can't be made again. Has no stack trace. */
public final class SnapshotException extends Exception {

    private static final long serialVersionUID = 1;

    private final Skip reason;

    SnapshotException(Skip reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** @return one that says that objects of the type can't be read, and why */
    public static SnapshotException notReadable(Class<?> type, String why) {
        return new SnapshotException(Skip.NOT_READABLE, type.getName() + ": " + why);
    }

    /** @return TOO_LARGE, TOO_SLOW or NOT_READABLE */
    public Skip reason() {
        return reason;
    }
}
