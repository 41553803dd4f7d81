package io.hotroute.it.harness;

import java.util.List;

/**
 * How a sample consumer's calls of its {@code ProductService} have ended. Immutable.
 *
 * @param errors all that did not end as usual
 * @param wrong those of them that were answered, but not as version 1.0.0 answers
 * @param late how many took longer than 400 ms
 * @param samples of the errors
 */
public record Outcomes(
        long calls, long errors, long wrong, long late, long medianMicros, long slowestMillis, List<String> samples) {

    public Outcomes {
        samples = List.copyOf(samples);
    }
}
