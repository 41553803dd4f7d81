package io.hotroute.it.harness;

import java.util.Map;

/**
 * What a sample provider was called with in one group of its {@code ProductService}. Immutable.
 *
 * @param users how often users called each method
 * @param shadows how often each method was called by mirrored calls
 * @param shadowsBySecond mirrored calls, by the second since 1970
 * @param mostShadowsUnderWay the most mirrored calls at a time
 * @param userAttachments of the newest call of a user
 * @param shadowAttachments of the newest mirrored call
 */
public record SeenCalls(
        Map<String, Integer> users,
        Map<String, Integer> shadows,
        Map<Long, Integer> shadowsBySecond,
        int mostShadowsUnderWay,
        Map<String, String> userAttachments,
        Map<String, String> shadowAttachments) {

    public SeenCalls {
        users = Map.copyOf(users);
        shadows = Map.copyOf(shadows);
        shadowsBySecond = Map.copyOf(shadowsBySecond);
        userAttachments = Map.copyOf(userAttachments);
        shadowAttachments = Map.copyOf(shadowAttachments);
    }

    /** Of all methods. */
    public int allUsers() {
        return sum(users);
    }

    /** Of all methods. */
    public int allShadows() {
        return sum(shadows);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
