package io.hotroute.rule;

/** The value that keeps a caller on one side: an argument, a part of it, or an attachment. Immutable. */
public final class StickyBy {

    private final int argument;
    private final ArgumentPath path;
    private final String attachment;

    private StickyBy(int argument, ArgumentPath path, String attachment) {
        this.argument = argument;
        this.path = path;
        this.attachment = attachment;
    }

    static StickyBy argument(int index, ArgumentPath path) {
        return new StickyBy(index, path, null);
    }

    static StickyBy attachment(String key) {
        return new StickyBy(-1, ArgumentPath.NONE, key);
    }

    /** @return the argument's place, from 0; -1 if it is an attachment */
    public int argument() {
        return argument;
    }

    /** @return the way from the argument to the value */
    public ArgumentPath path() {
        return path;
    }

    /** @return the attachment's name; null if it is an argument */
    public String attachment() {
        return attachment;
    }

    @Override
    public String toString() {
        return attachment != null
                ? "attachments[" + attachment + "]"
                : new ArgumentMatch(argument, path, null).toString().replace("null", "");
    }
}
