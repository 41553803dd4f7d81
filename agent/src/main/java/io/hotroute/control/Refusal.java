package io.hotroute.control;

/** What an operation says to a value that it does not take. Stateless. */
final class Refusal {

    private Refusal() {}

    /**
     * @param field what the operation calls the value
     * @param allowed what it takes
     */
    static IllegalArgumentException of(String field, Object value, String allowed) {
        return new IllegalArgumentException(field + ": '" + value + "' is not allowed; allowed: " + allowed);
    }
}
