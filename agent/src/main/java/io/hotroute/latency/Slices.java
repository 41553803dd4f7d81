package io.hotroute.latency;

/** The calls that ended within some time, not merged yet: that takes longer than keeping them. Immutable. */
public final class Slices {

    private final Slice[] slices;

    /** @param slices not to be changed afterwards */
    Slices(Slice[] slices) {
        this.slices = slices;
    }

    /** @return all of them; by whichever thread asks, each time anew */
    public LatencySnapshot merged() {
        LatencySnapshot.Builder sum = null;
        for (Slice slice : slices) {
            if (slice != Slice.EMPTY) {
                sum = sum == null ? new LatencySnapshot.Builder() : sum;
                slice.addTo(sum);
            }
        }
        return sum == null ? LatencySnapshot.EMPTY : sum.build();
    }
}
