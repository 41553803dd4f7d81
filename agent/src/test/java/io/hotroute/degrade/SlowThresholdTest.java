package io.hotroute.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hotroute.latency.CallOutcome;
import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.RuleException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowThresholdTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Latencies are log-normal with a median of 20 ms: the shares are those of the normal distribution. */
    @ParameterizedTest
    @CsvSource({"0.6, 0.0506", "1.2, 0.0775"})
    void theUsualRateIsTheBaselinesShareAboveTheCandidatesThreshold(double sigma, double share) throws RuleException {
        LatencyRecorder baseline = new LatencyRecorder(0);
        SlowThreshold threshold = new SlowThreshold(Settings.parse(""), baseline);
        assertThat(threshold.usualOfCandidate()).isEqualTo(SlowThreshold.USUAL_RATE);
        Random random = new Random(7);
        for (int second = 0; second < 600; second++) {
            for (int call = 0; call < 200; call++) {
                long latency = (long) (20e6 * Math.exp(sigma * random.nextGaussian()));
                baseline.begin(second * SECOND);
                baseline.end(second * SECOND, second * SECOND + latency, CallOutcome.SUCCESS);
            }
            baseline.tick((second + 1) * SECOND);
            if (second % 5 == 4) {
                threshold.refresh();
            }
        }
        assertThat(threshold.usualOfCandidate()).isCloseTo(share, within(0.006));
    }
}
