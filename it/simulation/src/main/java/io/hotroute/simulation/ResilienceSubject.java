package io.hotroute.simulation;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.hotroute.latency.CallOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Resilience4j's circuit breaker around the candidate's calls. */
final class ResilienceSubject implements Subject {

    private final VirtualClock clock = new VirtualClock();
    private final CircuitBreaker breaker;
    private long trips;
    private long transitions;
    private long recoveringSince = NOT_RECOVERING;

    private ResilienceSubject(CircuitBreakerConfig.Builder config) {
        breaker = CircuitBreaker.of(
                "candidate",
                config.clock(clock)
                        .currentTimestampFunction(ignored -> clock.nanos, TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            transitions++;
            recoveringSince = event.getStateTransition().getToState() == CircuitBreaker.State.CLOSED
                    ? clock.nanos
                    : NOT_RECOVERING;
            trips += event.getStateTransition().getFromState() == CircuitBreaker.State.CLOSED ? 1 : 0;
        });
    }

    static ResilienceSubject withDefaults() {
        return new ResilienceSubject(CircuitBreakerConfig.custom());
    }

    static ResilienceSubject tuned() {
        return new ResilienceSubject(CircuitBreakerConfig.custom()
                .slidingWindow(
                        10,
                        20,
                        SlidingWindowType.TIME_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .slowCallDurationThreshold(Duration.ofMillis(SubjectKind.TUNED_SLOW_MILLIS))
                .slowCallRateThreshold(30)
                .failureRateThreshold(20)
                .waitDurationInOpenState(Duration.ofSeconds(10)));
    }

    @Override
    public boolean admits(long now, int bucket) {
        clock.nanos = now;
        return breaker.tryAcquirePermission();
    }

    @Override
    public void begins(long now, Version version) {}

    @Override
    public void ends(long start, long now, Version version, CallOutcome outcome) {
        clock.nanos = now;
        if (version == Version.CANDIDATE && outcome == CallOutcome.ERROR) {
            breaker.onError(now - start, TimeUnit.NANOSECONDS, FAILURE);
        } else if (version == Version.CANDIDATE) {
            breaker.onSuccess(now - start, TimeUnit.NANOSECONDS);
        }
    }

    private static final Exception FAILURE = new Exception("failed");

    @Override
    public void tick(long now) {
        // It has no thread of its own.
    }

    @Override
    public long trips() {
        return trips;
    }

    @Override
    public long transitions() {
        return transitions;
    }

    @Override
    public long recoveringSince() {
        return recoveringSince;
    }

    @Override
    public boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    private static final class VirtualClock extends Clock {

        private long nanos;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(1_000_000_000L + nanos / 1_000_000_000, nanos % 1_000_000_000);
        }
    }
}
