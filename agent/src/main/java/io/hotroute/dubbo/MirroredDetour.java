package io.hotroute.dubbo;

import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Gate;

/** The way of one call that is mirrored and served by the rule's baseline where that is not the reference's own. */
final class MirroredDetour extends Detour {

    private final Detour usual;
    private final MirroredCall call;

    MirroredDetour(Detour usual, MirroredCall call) {
        this.usual = usual;
        this.call = call;
    }

    @Override
    public Object invoke(Object invocation) throws Throwable {
        Object result = Gate.PROCEED;
        Throwable failure = null;
        try {
            result = usual.invoke(invocation);
            return result;
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            call.ended(result, failure);
        }
    }
}
