package io.hotroute.dubbo;

import java.util.Map;
import org.apache.dubbo.rpc.Invocation;

/**
 * The attachments that Dubbo, or a rule's tag, adds to an invocation for a provider, most of them only where they are absent. Tried against
 * a second version, an invocation must not carry those of the first: its {@code token} would be refused, for one.
 *
 * <p>Stateless. No allocation.
 */
final class ProviderAttachments {

    /** As {@link #present} says it of attachments that have each of the keys: none is removed. */
    static final int ALL = -1;

    private static final String[] KEYS = {"interface", "group", "token", "timeout", "path", "version", Sibling.TAG};

    private ProviderAttachments() {}

    /**
     * @param attachments an invocation's, or null
     * @return a bit for each key that is there now: the application's own
     */
    static int present(Map<String, Object> attachments) {
        if (attachments == null || attachments.isEmpty()) {
            return 0;
        }
        int present = 0;
        for (int i = 0; i < KEYS.length; i++) {
            if (attachments.containsKey(KEYS[i])) {
                present |= 1 << i;
            }
        }
        return present;
    }

    /** Removes the keys that were not there. */
    static void removeAllBut(int present, Invocation invocation) {
        Map<String, Object> attachments = invocation.getObjectAttachments();
        for (int i = 0; attachments != null && i < KEYS.length; i++) {
            if ((present & 1 << i) == 0) {
                attachments.remove(KEYS[i]);
            }
        }
    }
}
