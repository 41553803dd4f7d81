package io.hotroute.shadow;

/** SKELETON, owner: snapshot. A value of which no snapshot can be taken within the budget. Has no stack trace. */
public final class SnapshotException extends Exception {

    private static final long serialVersionUID = 1;

    private final Skip reason;

    SnapshotException(Skip reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** @return TOO_LARGE, TOO_SLOW or NOT_READABLE */
    public Skip reason() {
        return reason;
    }
}
