package io.hotroute.it.demo;

import io.hotroute.it.harness.CallStats;
import java.time.Duration;

/**
 * The calls of about one second. Immutable.
 *
 * @param time since the traffic was started, at the end of these calls
 * @param weight the share of 2.0.0 that is in force, as the table shows it
 * @param span how long these calls took together
 */
record Row(Duration time, String weight, Duration span, CallStats stats) {

    long calls(String version) {
        return stats.versions().getOrDefault(version, 0L);
    }

    long answered() {
        return calls(Version.BASELINE) + calls(Version.CANDIDATE);
    }

    long perSecond(long calls) {
        return span.isZero() ? 0 : Math.round(calls * 1e9 / span.toNanos());
    }
}
