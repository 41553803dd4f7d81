package io.hotroute.it;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.Provider;

/** The usual site of an upgrade: the shared providers of a line, and a consumer with the agent and no rule yet. */
final class UpgradeSite implements AutoCloseable {

    final Provider old;
    final Consumer consumer;
    final AgentControl control;

    UpgradeSite(DubboLine line, Jdk jdk) {
        SharedProviders providers = SharedProviders.of(line);
        this.old = providers.old;
        this.consumer = providers.site(jdk).consumer(jvm -> jvm.javaAgent(AgentJar.path()));
        this.control = AgentControl.connect(consumer.jvm());
    }

    @Override
    public void close() {
        control.close();
        consumer.close();
    }
}
