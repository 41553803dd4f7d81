package io.hotroute.it;

import io.hotroute.it.harness.DubboLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of call and of reference goes where the operator sends it, none fails, and all come back. One set of JVMs per
 * line; the kinds are in the interfaces.
 */
@ParameterizedClass
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@MethodSource("io.hotroute.it.Upgrade#linesAtTheEnds")
class KindsTest
        implements ClusterKinds, CallKinds, RegistryKinds, ReferenceKinds, TargetKinds, ProtocolKinds, MirrorKinds {

    private static KindsSite site;

    /** The line is the site's. */
    KindsTest(DubboLine ignored) {}

    @BeforeParameterizedClassInvocation
    static void start(DubboLine line) {
        site = new KindsSite(line);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (site != null) {
            site.close();
            site = null;
        }
    }

    @BeforeEach
    void reset() {
        site.reset();
    }

    @AfterEach
    void noFault() {
        Upgrade.assertNoFault(site.control);
    }

    @Override
    public KindsSite site() {
        return site;
    }
}
