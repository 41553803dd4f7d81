package io.hotroute.shadow;

import java.util.Objects;

/** How a call or its shadow ended. Immutable. */
public final class ObservedResult {

    private final Snapshot value;
    private final String exceptionType;
    private final String text;

    private ObservedResult(Snapshot value, String exceptionType, String text) {
        this.value = value;
        this.exceptionType = exceptionType;
        this.text = text;
    }

    /** @param value what the call returned; a snapshot of null for null */
    public static ObservedResult value(Snapshot value) {
        return new ObservedResult(Objects.requireNonNull(value, "value"), null, null);
    }

    /**
     * @param type the class of an exception of the business, which is an answer too
     * @param message its message, or null
     */
    public static ObservedResult exception(String type, String message) {
        return new ObservedResult(null, Objects.requireNonNull(type, "type"), message);
    }

    /** @param what such as {@code time-out}: there is no answer */
    public static ObservedResult failure(String what) {
        return new ObservedResult(null, null, Objects.requireNonNull(what, "what"));
    }

    boolean isAnswer() {
        return value != null || exceptionType != null;
    }

    boolean isException() {
        return exceptionType != null;
    }

    /** @return null unless it is a value */
    Snapshot value() {
        return value;
    }

    /** @return null unless it is an exception */
    String exceptionType() {
        return exceptionType;
    }

    /** @return the exception's message, which may be null, or what failed */
    String text() {
        return text;
    }
}
