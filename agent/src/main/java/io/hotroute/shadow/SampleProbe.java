package io.hotroute.shadow;

import io.hotroute.latency.CallOutcome;

/**
 * Told what becomes of a sample that is a probe of the candidate as well: {@link #unsent}, or {@link #sending} and then, if it
 * comes, the answer. On any thread; must neither throw nor block.
 */
public interface SampleProbe {

    /** It will not be sent. */
    void unsent();

    /** It is about to be sent. @return false if no probe is wanted any more: then it is not */
    boolean sending(long now);

    /** @param nanos from sending to the answer, or to the failure */
    void answered(long nanos, CallOutcome outcome);
}
