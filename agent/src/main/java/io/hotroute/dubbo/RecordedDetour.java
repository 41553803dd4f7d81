package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;
import io.hotroute.upgrade.Upgrade;

/**
 * A detour whose calls are recorded. Shared by many calls at once; adds the cost of {@link Recording}.
 */
final class RecordedDetour extends Detour {

    private final Detour detour;
    private final Recording recording;
    private final Upgrade upgrade;

    /** @param upgrade the one that guards the detour's calls, which go the usual way while nobody drives it; null for none */
    RecordedDetour(Detour detour, Recording recording, Upgrade upgrade) {
        this.detour = detour;
        this.recording = recording;
        this.upgrade = upgrade;
    }

    @Override
    public Object invoke(Object invocation) throws Throwable {
        long begun = System.nanoTime();
        if (upgrade != null && upgrade.isStale(begun)) {
            return Gate.PROCEED;
        }
        if (!begin(begun)) {
            return detour.invoke(invocation);
        }
        Object result = null;
        Throwable failure = null;
        try {
            result = detour.invoke(invocation);
            return result;
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            Gate.end(recording, begun, result, failure);
        }
    }

    private boolean begin(long now) {
        try {
            recording.begin(now);
            return true;
        } catch (Throwable fault) {
            Gate.fault(fault);
            return false;
        }
    }
}
