package io.hotroute.degrade;

import io.hotroute.latency.LatencyRecorder;
import io.hotroute.rule.Degrade;
import java.util.Locale;

/** All that can be wrong with the calls of one side. For the ticker. */
final class Watch {

    /** Of business exceptions, as a guess that the baseline's calls soon outweigh. */
    private static final double USUAL_EXCEPTIONS = 0.05;

    private final LatencyRecorder own;
    private final LatencyRecorder other;
    private final Detector slow;
    private final Detector exceptions;
    private final AbsoluteLimits limits;
    private boolean exceptionsToBlame;

    private Watch(Degrade settings, LatencyRecorder own, LatencyRecorder other, boolean comparesSlow) {
        this.own = own;
        this.other = other;
        this.slow = comparesSlow ? new Detector(false, SlowThreshold.USUAL_RATE, slowOf(own), slowOf(other)) : null;
        this.exceptions =
                other == null ? null : new Detector(true, USUAL_EXCEPTIONS, exceptionsOf(own), exceptionsOf(other));
        this.limits = AbsoluteLimits.areSet(settings) ? new AbsoluteLimits(settings, own) : null;
    }

    static Watch ofCandidate(Degrade settings, LatencyRecorder candidate, LatencyRecorder baseline) {
        return new Watch(settings, candidate, baseline, true);
    }

    /** @param alone whether there is no candidate: then a hang is found before any call has ended */
    static Watch ofBaseline(Degrade settings, LatencyRecorder baseline, boolean alone) {
        return new Watch(settings, baseline, null, alone && settings.aboveNanos() != Long.MAX_VALUE);
    }

    private static Tally slowOf(LatencyRecorder calls) {
        return calls == null
                ? Tally.NONE
                : new Tally(calls.completed() + calls.agedInFlight(), calls.exceedances() + calls.agedInFlight());
    }

    private static Tally exceptionsOf(LatencyRecorder calls) {
        return new Tally(calls.completed(), calls.businessExceptions());
    }

    long judged() {
        return slowOf(own).judged();
    }

    /** Sets the share of slow calls of the candidate when nothing is wrong. */
    void usualOfCandidate(double rate) {
        if (slow != null) {
            slow.usualOfCandidate(rate);
        }
    }

    /** Forgets everything. */
    void reset() {
        if (slow != null) {
            slow.reset(slowOf(own), slowOf(other));
        }
        if (exceptions != null) {
            exceptions.reset(exceptionsOf(own), exceptionsOf(other));
        }
        if (limits != null) {
            limits.reset();
        }
    }

    /** Leaves out what was counted since the last tick. */
    void skip() {
        if (slow != null) {
            slow.skip(slowOf(own), slowOf(other));
        }
        if (exceptions != null) {
            exceptions.skip(exceptionsOf(own), exceptionsOf(other));
        }
    }

    /**
     * Takes up what was counted since the last tick.
     *
     * @return what is wrong, or null
     */
    String trouble(double scoreToTrip) {
        boolean isSlow = slow != null && slow.tick(slowOf(own), slowOf(other), own.agedInFlight(), scoreToTrip);
        exceptionsToBlame = exceptions != null
                && exceptions.tick(exceptionsOf(own), exceptionsOf(other), 0, scoreToTrip)
                && !isSlow;
        return isSlow
                ? evidence(slow, "calls slow or failed")
                : exceptionsToBlame
                        ? evidence(exceptions, "business exceptions")
                        : limits == null ? null : limits.trouble();
    }

    boolean exceptionsToBlame() {
        return exceptionsToBlame;
    }

    private static String evidence(Detector detector, String what) {
        return String.format(
                Locale.ROOT,
                "%s %s in %.1f s, baseline %s, score %.1f",
                detector.candidateInRun(),
                what,
                detector.runSeconds(),
                detector.baselineInRun(),
                detector.score());
    }
}
