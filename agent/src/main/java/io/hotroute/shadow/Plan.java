package io.hotroute.shadow;

/** How values of one class are read. Immutable and thread-safe. */
abstract class Plan {

    /** For values that can't change and are read as a whole. */
    static final Plan LEAF = new Plan() {
        @Override
        Object take(Object value, Walk walk) {
            return value;
        }
    };

    /** On the caller's thread. @return the value itself, or the node for it, of which the walk has been told */
    abstract Object take(Object value, Walk walk) throws SnapshotException;

    /** For values that must not be read. */
    static Plan refusal(Class<?> type, String why) {
        SnapshotException refusal = SnapshotException.notReadable(type, why);
        return new Plan() {
            @Override
            Object take(Object value, Walk walk) throws SnapshotException {
                throw refusal;
            }
        };
    }
}
