package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;
import io.hotroute.it.harness.SampleSite;

/** The usual site of an upgrade: a provider of 1.0.0, one of 2.0.0, and a consumer with the agent and no rule yet. */
final class UpgradeSite implements AutoCloseable {

    final EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start();
    final Provider old;
    final Provider candidate;
    final Consumer consumer;
    final AgentControl control;

    UpgradeSite(DubboLine line, Jdk jdk) {
        SampleSite site = new SampleSite(line, jdk, zooKeeper.registry());
        this.old = site.provider(OLD);
        this.candidate = site.provider(NEW);
        this.consumer = site.consumer(jvm -> jvm.javaAgent(AgentJar.path()));
        this.control = AgentControl.connect(consumer.jvm());
    }

    @Override
    public void close() {
        control.close();
        consumer.close();
        candidate.close();
        old.close();
        zooKeeper.close();
    }
}
