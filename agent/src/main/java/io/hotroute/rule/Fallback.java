package io.hotroute.rule;

/** An answer in place of a call: a value, or an exception as the service would throw it. Immutable. */
public final class Fallback {

    private final TextMatch methods;
    private final Object value;
    private final String exceptionType;
    private final String message;

    private Fallback(TextMatch methods, Object value, String exceptionType, String message) {
        this.methods = methods;
        this.value = value;
        this.exceptionType = exceptionType;
        this.message = message;
    }

    static Fallback value(TextMatch methods, Object value) {
        return new Fallback(methods, value, null, null);
    }

    static Fallback exception(TextMatch methods, String type, String message) {
        return new Fallback(methods, null, type, message);
    }

    /** @return whether it answers calls of the method */
    public boolean isFor(String method) {
        return methods.matches(method);
    }

    /** @return whether it throws */
    public boolean isException() {
        return exceptionType != null;
    }

    /** @return the value as the rule has it: a text, number, boolean, list or map of such, or null. Each time a copy, the caller's own */
    public Object value() {
        return YamlValue.copyOf(value);
    }

    /** @return the exception's class name, or null */
    public String exceptionType() {
        return exceptionType;
    }

    /** @return the exception's message, or null */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return "method" + methods + ": "
                + (isException() ? exceptionType + "(" + message + ")" : String.valueOf(value));
    }
}
