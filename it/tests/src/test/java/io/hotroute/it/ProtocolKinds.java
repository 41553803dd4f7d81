package io.hotroute.it;

import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.KindsConsumer.Ref;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Other protocols than dubbo, other serializations than its default. */
interface ProtocolKinds extends KindsSite.Shared {

    @Test
    default void callsByTripleAreRouted() {
        Assumptions.assumeTrue(site().line != DubboLine.V2_7, "2.7 has no triple");
        assertRouted("tri", "protocol=tri");
    }

    @Test
    default void callsInFastjson2AreRouted() {
        Assumptions.assumeTrue(site().line == DubboLine.V3_3, "Fastjson 2 is in its class path only");
        assertRouted("fastjson2");
    }

    private void assertRouted(String group, String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "group=" + group;
        try (Ref reference = site().refer(all)) {
            for (double weight : new double[] {100, 50, 0}) {
                site().control.setWeight(KindsSite.key(group), weight);
                Upgrade.assertShare(reference.burst(KindsSite.CALLS), weight);
            }
        }
    }
}
