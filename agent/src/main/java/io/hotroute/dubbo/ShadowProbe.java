package io.hotroute.dubbo;

import io.hotroute.degrade.Probes;
import io.hotroute.latency.CallOutcome;
import io.hotroute.shadow.SampleProbe;

/** A sample that is a probe of one round. Lives for that sample. */
final class ShadowProbe implements SampleProbe {

    private final Probes probes;

    ShadowProbe(Probes probes) {
        this.probes = probes;
    }

    @Override
    public void unsent() {
        probes.undraw();
    }

    @Override
    public boolean sending(long now) {
        return probes.tryAcquireByShadow(now);
    }

    @Override
    public void answered(long nanos, CallOutcome outcome) {
        probes.settled(nanos, outcome);
    }
}
