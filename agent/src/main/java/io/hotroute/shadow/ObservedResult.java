package io.hotroute.shadow;

/** SKELETON, owner: flow. How a call or its shadow ended. Immutable. */
public final class ObservedResult {

    private ObservedResult() {}

    public static ObservedResult value(Snapshot value) {
        throw new UnsupportedOperationException();
    }

    /** @param type the class of an exception of the business, which is an answer too */
    public static ObservedResult exception(String type, String message) {
        throw new UnsupportedOperationException();
    }

    /** @param what such as {@code time-out}: there is no answer */
    public static ObservedResult failure(String what) {
        throw new UnsupportedOperationException();
    }
}
