package io.hotroute.dubbo;

import java.util.Map;

/**
 * What the settings of a cluster invoker for shadows have that the reference's have not: nothing that would have a call made
 * twice, answered by anybody but a provider, or seen by the application. Stateless.
 */
final class ShadowSettings {

    /** Dubbo's own filter that signs calls, for the provider to accept them. */
    static final String SIGN = "consumersign";

    /**
     * None of the filters that are there by themselves or by the application's settings: metrics and callbacks must not see
     * shadows, and what filters attach to a call is copied from the call that is mirrored. What Dubbo needs for generic calls.
     */
    private static final String FILTERS = "-default,genericimpl";

    private static final String[] REMOVED = {"sticky", "mock", "cache", "actives", "retries"};

    private ShadowSettings() {}

    /** @param canSign whether there is a filter {@link #SIGN} */
    static void apply(Map<String, String> settings, boolean canSign) {
        settings.keySet().removeIf(ShadowSettings::isRemoved);
        settings.put("retries", "0");
        settings.put("cluster", "failfast");
        // To asynchronous calls, as all shadows are, Dubbo would attach an id, and trip over an application's own that is no number.
        settings.put("invocationid.autoattach", "false");
        settings.put("reference.filter", FILTERS + (canSign ? "," + SIGN : ""));
        if (settings.containsKey("connections")) {
            settings.put("connections", "1");
        }
        // Tells its subscription from the reference's own, which may be the same otherwise.
        settings.put(CallCopy.MARKER, "true");
    }

    private static boolean isRemoved(String key) {
        for (String each : REMOVED) {
            if (key.equals(each) || key.endsWith("." + each)) {
                return true;
            }
        }
        return false;
    }
}
