package io.hotroute.latency;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What some of the threads record of a series. A call is one increment when it begins and two when it ends: in its cohort and
 * in the bucket of its latency, with others of its {@link Kind}. Any thread may count; the ticker reads.
 */
final class Stripe {

    private final CohortRing cohorts;
    private final AtomicReferenceArray<BucketCounts> counts = new AtomicReferenceArray<>(Kind.COUNT);

    Stripe() {
        this(new CohortRing());
    }

    private Stripe(CohortRing cohorts) {
        this.cohorts = cohorts;
        counts.lazySet(Kind.of(CallOutcome.SUCCESS, Kind.FAST), new BucketCounts());
    }

    /** @return one beside this that has counted nothing. For the ticker */
    Stripe another() {
        return new Stripe(new CohortRing(cohorts));
    }

    CohortRing cohorts() {
        return cohorts;
    }

    void count(int kind, long nanos) {
        BucketCounts ofKind = counts.get(kind);
        if (ofKind == null) {
            ofKind = make(kind);
        }
        ofKind.increment(Buckets.index(nanos));
    }

    private BucketCounts make(int kind) {
        BucketCounts made = new BucketCounts();
        return counts.compareAndSet(kind, null, made) ? made : counts.get(kind);
    }

    /** @return calls of the kind that were not taken */
    long sum(int kind) {
        BucketCounts ofKind = counts.get(kind);
        return ofKind == null ? 0 : ofKind.sum();
    }

    /** Takes the calls of the kind with latencies of that page. @return how many */
    long take(int kind, int page, long[] into) {
        BucketCounts ofKind = counts.get(kind);
        return ofKind == null ? 0 : ofKind.take(page, into);
    }
}
