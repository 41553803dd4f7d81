package io.hotroute.shadow;

import io.hotroute.rule.Durations;
import io.hotroute.rule.Shadow;
import java.util.concurrent.TimeUnit;

/**
 * Whether shadowing is on, and when it stops and goes on by itself. {@link #isRunning} is one volatile read, for any thread; all
 * else takes a lock that no caller takes.
 *
 * <p>It stays stopped for {@code first * 2^k}, {@code most} at most, where k is how often it has stopped; k falls by one each
 * time it has run for as long as it was stopped last. While there is pressure it does not go on. What it stopped for may be what
 * probes of the candidate are to find out: they go on if it was that the candidate fails, as they are few.
 */
final class AutoStop {

    private static final int MOST_DOUBLINGS = 30;

    private final String service;
    private final Shadow rule;
    private final Health health;
    private final ServiceShadow.Listener listener;
    private volatile ShadowState state = ShadowState.RUNNING;
    private volatile boolean mayProbe = true;
    private String why = "";
    /** Of RUNNING, since when; of BACKED_OFF, until when. */
    private long time;

    private int stops;

    AutoStop(String service, Shadow rule, Health health, long now, ServiceShadow.Listener listener) {
        this.service = service;
        this.rule = rule;
        this.health = health;
        this.listener = listener;
        this.time = now;
    }

    boolean isRunning() {
        return state == ShadowState.RUNNING;
    }

    /** @return whether shadows that are probes of the candidate may be sent */
    boolean mayProbe() {
        return mayProbe;
    }

    synchronized void tick(long now, String pressure) {
        if (state == ShadowState.RUNNING) {
            String harm = health.reasonToStop();
            if (pressure != null || harm != null) {
                mayProbe = pressure == null && health.blamesCandidate();
                backOff(now, harm == null ? "pressure: " + pressure : harm);
            } else if (stops > 0 && now - time >= rule.backOff().nanos(stops - 1)) {
                stops--;
                time = now;
            }
        } else if (state == ShadowState.BACKED_OFF && now - time >= 0 && pressure == null) {
            resume(now, "after back-off; it was stopped as " + why);
        }
    }

    private void backOff(long now, String reason) {
        long delay = rule.backOff().nanos(stops);
        stops = Math.min(stops + 1, MOST_DOUBLINGS);
        why = reason;
        time = now + delay;
        state = ShadowState.BACKED_OFF;
        tell("shadow stopped for " + shortText(delay) + ": " + reason);
    }

    private void resume(long now, String text) {
        health.restart();
        mayProbe = true;
        why = "";
        time = now;
        state = ShadowState.RUNNING;
        tell("shadow goes on " + text);
    }

    synchronized void stop(String by) {
        if (state == ShadowState.RUNNING || state == ShadowState.BACKED_OFF) {
            why = "stopped by " + by;
            mayProbe = false;
            state = ShadowState.STOPPED;
            tell("shadow stopped by " + by);
        }
    }

    synchronized void resume(String by, long now) {
        if (state == ShadowState.STOPPED || state == ShadowState.BACKED_OFF) {
            stops = 0;
            resume(now, "by " + by);
        }
    }

    synchronized void end() {
        mayProbe = false;
        state = ShadowState.ENDED;
        why = "the rule is gone";
    }

    private void tell(String text) {
        listener.shadowChanged(service, text);
    }

    synchronized Status status(long now) {
        return new Status(state, why, state == ShadowState.BACKED_OFF ? Math.max(0, time - now) : -1);
    }

    private static String shortText(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        return seconds < 10 ? Durations.text(nanos) : Durations.text(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Immutable. */
    static final class Status {
        final ShadowState state;
        final String why;
        final long resumesInNanos;

        private Status(ShadowState state, String why, long resumesInNanos) {
            this.state = state;
            this.why = why;
            this.resumesInNanos = resumesInNanos;
        }

        /** @return the state, why, and when it goes on, in one line */
        String text() {
            String text = state + (why.isEmpty() ? "" : ", " + why);
            if (resumesInNanos < 0) {
                return text;
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(resumesInNanos + TimeUnit.SECONDS.toNanos(1) - 1);
            return text + "; goes on in " + Durations.text(TimeUnit.SECONDS.toNanos(seconds));
        }
    }
}
