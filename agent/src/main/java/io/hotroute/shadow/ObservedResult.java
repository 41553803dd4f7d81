package io.hotroute.shadow;

import java.util.Objects;

/** How a call or its shadow ended. Immutable. */
public final class ObservedResult {

    private final Snapshot value;
    private final String exceptionType;
    private final String text;
    private final boolean unreadable;

    private ObservedResult(Snapshot value, String exceptionType, String text, boolean unreadable) {
        this.value = value;
        this.exceptionType = exceptionType;
        this.text = text;
        this.unreadable = unreadable;
    }

    /** @param value what the call returned; a snapshot of null for null */
    public static ObservedResult value(Snapshot value) {
        return new ObservedResult(Objects.requireNonNull(value, "value"), null, null, false);
    }

    /**
     * @param type the class of an exception of the business, which is an answer too
     * @param message its message, or null
     */
    public static ObservedResult exception(String type, String message) {
        return new ObservedResult(null, Objects.requireNonNull(type, "type"), message, false);
    }

    /** @param what such as {@code time-out}: there is no answer */
    public static ObservedResult failure(String what) {
        return new ObservedResult(null, null, Objects.requireNonNull(what, "what"), false);
    }

    /**
     * @param reason why the answer of a shadow can't be compared with one that can be read: that is a difference
     */
    public static ObservedResult unreadable(Skip reason) {
        return new ObservedResult(
                null, null, Objects.requireNonNull(reason, "reason").toString(), true);
    }

    boolean isAnswer() {
        return value != null || exceptionType != null || unreadable;
    }

    /** @return whether it is an answer of which nothing is known, but {@link #text why} */
    boolean isUnreadable() {
        return unreadable;
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

    /** @return the exception's message, which may be null, what failed, or why it is unreadable */
    String text() {
        return text;
    }
}
