package io.hotroute.it;

import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry with a provider of 1.0.0 and one of 2.0.0, for all tests that leave them as they are: a start takes longer than
 * most of what is tested. The first test of a line starts them, and they end with the JVM of the tests.
 */
final class SharedProviders {

    private static final Map<DubboLine, SharedProviders> STARTED = new ConcurrentHashMap<>();

    final Provider old;
    final Provider candidate;

    private final DubboLine line;
    private final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();

    private SharedProviders(DubboLine line) {
        this.line = line;
        SampleSite site = site(Jdk.running());
        this.old = site.provider(Upgrade.OLD);
        this.candidate = site.provider(Upgrade.NEW);
    }

    static SharedProviders of(DubboLine line) {
        return STARTED.computeIfAbsent(line, SharedProviders::new);
    }

    /** For consumers on this JDK; a provider that is started here is seen by the tests that follow. */
    SampleSite site(Jdk jdk) {
        return new SampleSite(line, jdk, zooKeeper.registry());
    }
}
