package io.hotroute.shadow;

import io.hotroute.rule.Shadow;

/** SKELETON, owner: flow. What is live of one rule's {@code shadow}: sampling, caps, what was seen, and whether it is stopped. Thread-safe. */
public final class ServiceShadow {

    /** Told on the ticker's thread (or an operator's). Must neither throw nor block. */
    public interface Listener {
        void shadowChanged(String service, String text);
    }

    public ServiceShadow(String service, Shadow rule, long seed, long now, Listener listener) {}

    /** On the path of every call whose rule has {@code shadow}. @return whether the call is drawn: one random number, nothing else */
    public boolean isDrawn() {
        throw new UnsupportedOperationException();
    }

    /** On the caller's thread, for drawn calls. No lock. @return null if the call is not to be mirrored; counted, unless the rule does not name the method */
    public Sample admit(String method, long now) {
        throw new UnsupportedOperationException();
    }

    public Shadow rule() {
        throw new UnsupportedOperationException();
    }

    /** For the ticker, about every 250 ms. @param pressure why this JVM can't afford shadows now, or null */
    public void tick(long now, String pressure) {
        throw new UnsupportedOperationException();
    }

    public void requestStop(String by) {
        throw new UnsupportedOperationException();
    }

    public void requestResume(String by) {
        throw new UnsupportedOperationException();
    }

    /** The rule is gone: nothing is admitted any more. */
    public void end() {
        throw new UnsupportedOperationException();
    }

    public ShadowReport report() {
        throw new UnsupportedOperationException();
    }
}
