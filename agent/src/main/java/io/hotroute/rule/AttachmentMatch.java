package io.hotroute.rule;

/** What a rule wants of one attachment. Immutable. */
public final class AttachmentMatch {

    private final String key;
    private final ValueMatch value;

    AttachmentMatch(String key, ValueMatch value) {
        this.key = key;
        this.value = value;
    }

    /** @return the attachment's name */
    public String key() {
        return key;
    }

    /** @return what the value must be */
    public ValueMatch value() {
        return value;
    }

    @Override
    public String toString() {
        return "attachments[" + key + "]" + value;
    }
}
