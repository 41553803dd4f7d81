package io.hotroute.route;

import io.hotroute.rule.ArgumentMatch;
import io.hotroute.rule.ArgumentPath;
import io.hotroute.rule.AttachmentMatch;
import io.hotroute.rule.StickyBy;

/**
 * One value of a call and a function of it: a condition of a rule, or the sticky bucket. Thread-safe. Whatever the application's
 * objects throw is "no value", never the caller's trouble.
 */
abstract class CallValue {

    private final ValueFunction function;
    private final String text;

    private CallValue(ValueFunction function, String text) {
        this.function = function;
        this.text = text;
    }

    static CallValue of(ArgumentMatch match) {
        return new Argument(match.index(), match.path(), new ValueFunction.Matches(match.value()), match.toString());
    }

    static CallValue of(AttachmentMatch match) {
        return new Attachment(match.key(), new ValueFunction.Matches(match.value()), match.toString());
    }

    static CallValue of(StickyBy key, ValueFunction bucket) {
        return key.attachment() == null
                ? new Argument(key.argument(), key.path(), bucket, key.toString())
                : new Attachment(key.attachment(), bucket, key.toString());
    }

    /** @return the function's result, or {@link ValueFunction#NO_VALUE} */
    final int apply(CallReader reader, Object call) {
        try {
            return apply(reader, call, function);
        } catch (Throwable unreadable) {
            return ValueFunction.NO_VALUE;
        }
    }

    abstract int apply(CallReader reader, Object call, ValueFunction of) throws Throwable;

    /** @return why there is no value */
    final Outcome missing(CallReader reader, Object call) {
        return isThere(reader, call) ? Outcome.PATH_NOT_FOUND : absent();
    }

    private boolean isThere(CallReader reader, Object call) {
        try {
            return isArgument(reader, call);
        } catch (Throwable unreadable) {
            return false;
        }
    }

    abstract boolean isArgument(CallReader reader, Object call);

    abstract Outcome absent();

    @Override
    public final String toString() {
        return text;
    }

    private static final class Argument extends CallValue {
        private final int index;
        private final PathReader path;

        Argument(int index, ArgumentPath path, ValueFunction function, String text) {
            super(function, text);
            this.index = index;
            this.path = new PathReader(path);
        }

        @Override
        int apply(CallReader reader, Object call, ValueFunction of) throws Throwable {
            return index < reader.arguments(call)
                    ? path.apply(reader.argument(call, index), of)
                    : ValueFunction.NO_VALUE;
        }

        @Override
        boolean isArgument(CallReader reader, Object call) {
            return index < reader.arguments(call);
        }

        @Override
        Outcome absent() {
            return Outcome.NO_SUCH_ARGUMENT;
        }
    }

    private static final class Attachment extends CallValue {
        private final String key;

        Attachment(String key, ValueFunction function, String text) {
            super(function, text);
            this.key = key;
        }

        @Override
        int apply(CallReader reader, Object call, ValueFunction of) {
            return Values.apply(reader.attachment(call, key), of);
        }

        @Override
        boolean isArgument(CallReader reader, Object call) {
            return false;
        }

        @Override
        Outcome absent() {
            return Outcome.ATTACHMENT_ABSENT;
        }
    }
}
