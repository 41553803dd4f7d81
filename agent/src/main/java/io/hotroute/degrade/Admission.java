package io.hotroute.degrade;

/**
 * What a guard lets through now. Read it once per call. Immutable, but for the permits of the probes.
 *
 * <p>A limit is a cap on the caller's bucket of 10,000, on top of the rule's share and never above it: a call goes to the
 * candidate if its bucket is below both. What the rule would not send to the candidate must not ask for a probe either.
 */
public final class Admission {

    /** No limit: all of the rule's share. */
    public static final int ALL = 10_000;

    private final int limit;
    private final Probes probes;
    private final int baselineLimit;
    private final Probes baselineProbes;

    Admission(int limit, Probes probes, int baselineLimit, Probes baselineProbes) {
        this.limit = limit;
        this.probes = probes;
        this.baselineLimit = baselineLimit;
        this.baselineProbes = baselineProbes;
    }

    /** @return the candidate's most, in 10,000ths of the calls */
    public int limit() {
        return limit;
    }

    /** @return probes of the candidate; null when there are none now */
    public Probes probes() {
        return probes;
    }

    /** @return whether calls of the baseline are limited: the rule's action is for those above {@link #baselineLimit()} */
    public boolean baselineDegraded() {
        return baselineLimit < ALL;
    }

    /** @return the baseline's most, in 10,000ths of the calls that would go there; 10,000 when all is well */
    public int baselineLimit() {
        return baselineLimit;
    }

    /** @return probes of the baseline; null when there are none now */
    public Probes baselineProbes() {
        return baselineProbes;
    }

    boolean isSame(Admission other) {
        return limit == other.limit
                && probes == other.probes
                && baselineLimit == other.baselineLimit
                && baselineProbes == other.baselineProbes;
    }
}
