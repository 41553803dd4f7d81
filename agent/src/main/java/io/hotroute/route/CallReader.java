package io.hotroute.route;

/**
 * Reads a call for the rules. Given by the glue, which knows what a call is. Stateless and thread-safe; neither locks nor
 * allocates. An exception counts as "no such value".
 */
public interface CallReader {

    /** @return the name of the method that is called, never null; for a generic call, the real one */
    String method(Object call);

    /** @return the number of arguments; for a generic call, of the real ones */
    int arguments(Object call);

    /** @return the argument at that place, from 0 to before {@link #arguments}; may be null */
    Object argument(Object call, int index);

    /** @return the attachment, or null */
    Object attachment(Object call, String key);
}
