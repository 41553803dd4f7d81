package io.hotroute.route;

/** Whether a rule, or one condition of it, is true of a call; if not, why. */
enum Outcome {
    MATCHED("matched"),
    OTHER_APPLICATION("other application"),
    OTHER_ADDRESS("other address"),
    METHOD_DIFFERS("method differs"),
    NO_SUCH_ARGUMENT("no such argument"),
    PATH_NOT_FOUND("argument path not found"),
    ATTACHMENT_ABSENT("attachment absent"),
    VALUE_DIFFERS("value differs");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
