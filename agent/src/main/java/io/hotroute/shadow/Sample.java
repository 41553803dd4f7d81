package io.hotroute.shadow;

/**
 * SKELETON, owner: flow. One call that is to be mirrored, from its admission to its end; takes one of the rule's places in
 * flight until then. Thread-safe; the first end counts, later ones are ignored.
 */
public final class Sample {

    private Sample() {}

    /** @return whether the shadow goes to the baseline once more, to show how much two answers of one version differ */
    public boolean isNoise() {
        throw new UnsupportedOperationException();
    }

    /** Ends it without a comparison. Callable from any thread; no lock. */
    public void skip(Skip reason) {
        throw new UnsupportedOperationException();
    }

    /** The shadow is about to be sent: its deadline begins. @return false if it has ended already, and must not be sent */
    public boolean sending(long now, long timeoutNanos) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends it: compares both answers and takes note. Not for a caller's thread nor one of Dubbo's.
     *
     * @param shadowNanos from sending to the answer
     */
    public void settle(ObservedResult call, ObservedResult shadow, long shadowNanos) {
        throw new UnsupportedOperationException();
    }
}
