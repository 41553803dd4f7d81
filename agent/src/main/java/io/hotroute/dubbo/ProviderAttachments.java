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

    private static final String INTERFACE = "interface";
    private static final String GROUP = "group";
    private static final String TOKEN = "token";
    private static final String TIMEOUT = "timeout";
    private static final String PATH = "path";
    private static final String VERSION = "version";
    private static final String[] KEYS = {INTERFACE, GROUP, TOKEN, TIMEOUT, PATH, VERSION, Sibling.TAG};

    private ProviderAttachments() {}

    /**
     * @param attachments an invocation's, or null
     * @return a bit for each key that is there now: the application's own
     */
    static int present(Map<String, Object> attachments) {
        if (attachments == null || attachments.isEmpty()) {
            return 0;
        }
        // Not by a loop: so the JIT compiler knows each key's hash, and half of the cost is gone.
        return bit(0, attachments.containsKey(INTERFACE))
                | bit(1, attachments.containsKey(GROUP))
                | bit(2, attachments.containsKey(TOKEN))
                | bit(3, attachments.containsKey(TIMEOUT))
                | bit(4, attachments.containsKey(PATH))
                | bit(5, attachments.containsKey(VERSION))
                | bit(6, attachments.containsKey(Sibling.TAG));
    }

    private static int bit(int index, boolean isSet) {
        return isSet ? 1 << index : 0;
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
