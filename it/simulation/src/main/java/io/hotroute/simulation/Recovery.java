package io.hotroute.simulation;

/**
 * The load of calls that come back, against the steps in which they should: 1, 5 and 25% of all calls, never above the
 * rule's share, for at least 30 s each. These are the targets' numbers and not read from what is tested.
 */
final class Recovery {

    private static final double[] STEPS = {0.01, 0.05, 0.25};
    private static final long STEP_NANOS = World.nanos(30);
    private static final long WINDOW_NANOS = World.nanos(10);
    /** With so many calls the chance of 1.2 times as many is one in 30,000. */
    private static final double ENOUGH = 400;

    private final double share;
    private final long[] calls;
    private final double[] due;

    Recovery(double seconds, double share) {
        this.share = share;
        this.calls = new long[(int) (World.nanos(seconds) / WINDOW_NANOS) + 2];
        this.due = new double[calls.length];
    }

    /** A call of a consumer, to whichever version. */
    void call(long now, long recoveringSince, boolean toCandidate) {
        if (recoveringSince != Subject.NOT_RECOVERING) {
            int window = (int) (now / WINDOW_NANOS);
            int step = (int) ((now - recoveringSince) / STEP_NANOS);
            due[window] += step < STEPS.length ? Math.min(share, STEPS[step]) : share;
            calls[window] += toCandidate ? 1 : 0;
        }
    }

    /** @return the highest of all windows that have calls enough to tell; NaN if none has */
    double highestLoad() {
        double highest = Double.NaN;
        for (int i = 0; i < due.length; i++) {
            if (due[i] >= ENOUGH) {
                highest = Double.isNaN(highest) ? calls[i] / due[i] : Math.max(highest, calls[i] / due[i]);
            }
        }
        return highest;
    }
}
