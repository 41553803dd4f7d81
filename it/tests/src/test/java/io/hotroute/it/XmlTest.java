package io.hotroute.it;

import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.CallMode;
import io.hotroute.it.harness.Consumer;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.SampleSite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** References that are declared in Spring's XML are routed like those that are made in code. */
class XmlTest {

    @ParameterizedTest
    @EnumSource(
            value = DubboLine.class,
            names = {"V2_7", "V3_3"})
    void referencesInXmlAreRouted(DubboLine line) {
        SampleSite site = SharedProviders.of(line).site(Jdk.running());
        try (Consumer consumer = site.xmlConsumer(jvm -> jvm.javaAgent(AgentJar.path()));
                AgentControl control = AgentControl.connect(consumer.jvm())) {
            control.apply(Upgrade.rule("0"));
            Upgrade.awaitCandidate(consumer, control, "AVAILABLE");
            for (double weight : new double[] {100, 50, 0}) {
                control.setWeight(Upgrade.SERVICE, weight);
                Upgrade.assertShare(consumer.burst(400, 4, CallMode.MIXED), weight);
            }
            Upgrade.assertNoFault(control);
        }
    }
}
