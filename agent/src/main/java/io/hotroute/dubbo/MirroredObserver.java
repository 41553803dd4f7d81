package io.hotroute.dubbo;

import io.hotroute.bootstrap.CallObserver;

/** Watches one call that is mirrored and goes the usual way; and records it, if such calls are. */
final class MirroredObserver implements CallObserver {

    private final CallObserver usual;
    private final MirroredCall call;

    /** @param usual null if such calls are not watched otherwise */
    MirroredObserver(CallObserver usual, MirroredCall call) {
        this.usual = usual;
        this.call = call;
    }

    @Override
    public long begin() {
        return usual == null ? 0 : usual.begin();
    }

    @Override
    public void end(long begun, Object result, Throwable failure) {
        try {
            if (usual != null) {
                usual.end(begun, result, failure);
            }
        } finally {
            call.ended(result, failure);
        }
    }
}
