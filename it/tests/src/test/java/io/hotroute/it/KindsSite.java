package io.hotroute.it;

import static io.hotroute.it.Upgrade.NEW;
import static io.hotroute.it.Upgrade.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotroute.it.harness.AgentControl;
import io.hotroute.it.harness.AgentJar;
import io.hotroute.it.harness.DubboLine;
import io.hotroute.it.harness.EmbeddedZooKeeper;
import io.hotroute.it.harness.ForkedJvm;
import io.hotroute.it.harness.Jdk;
import io.hotroute.it.harness.KindsConsumer;
import io.hotroute.it.harness.KindsProvider;
import io.hotroute.it.harness.SampleSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;

/**
 * Two registries, a provider of 1.0.0, one of 2.0.0 and one consumer with the agent, shared by the tests of one line: each
 * makes the references that it is about, and destroys them. Groups keep the services of one test apart from another's.
 */
final class KindsSite implements AutoCloseable {

    /** In a burst. */
    static final int CALLS = 200;

    static final String SERVICE = "io.hotroute.it.samples.KindsService";

    /** Both versions are in each of these groups; the service without a group is the usual one. */
    private static final List<String> GROUPS = List.of(
            "", "pair", "zones", "onezone", "callbacks", "both", "fewer", "oldtoken", "newtoken", "tri", "fastjson2");

    private static final String OLD_SERVICES =
            "version=1.0.0;type=MergedService group=a version=1.0.0;type=MergedService group=b version=1.0.0;"
                    + "group=pair version=1.0.0;group=pair version=2.0.0 parameter.broken=true;"
                    + "group=zones version=1.0.0 registries=first,second;"
                    + "group=onezone version=1.0.0 registries=first,second;"
                    + "group=callbacks version=1.0.0 callbacks=100 method.listen.callback=1;group=both version=1.0.0;"
                    + "group=fewer version=1.0.0;"
                    + "group=oldtoken version=1.0.0 token=secret;group=newtoken version=1.0.0;"
                    + "group=urls version=1.0.0;group=urls version=2.0.0;"
                    + TargetKinds.OLD_SERVICES + ";" + MirrorKinds.OLD_SERVICES;
    private static final String NEW_SERVICES =
            "version=2.0.0;type=MergedService group=a version=2.0.0;type=MergedService group=b version=2.0.0;"
                    + "group=pair version=2.0.0;group=zones version=2.0.0 registries=first,second;group=onezone version=2.0.0;"
                    + "group=callbacks version=2.0.0 callbacks=100 method.listen.callback=1;group=both version=2.0.0;"
                    + "group=fewer version=2.0.0 parameter.said.methods=getOrder;"
                    + "group=oldtoken version=2.0.0;group=newtoken version=2.0.0 token=secret;"
                    + "group=injvm version=2.0.0;group=urls version=1.0.0;group=urls version=2.0.0;"
                    + TargetKinds.NEW_SERVICES + ";" + MirrorKinds.NEW_SERVICES;

    final DubboLine line;
    final EmbeddedZooKeeper first = EmbeddedZooKeeper.start();
    final EmbeddedZooKeeper second = EmbeddedZooKeeper.start();
    final KindsProvider old;
    final KindsProvider candidate;
    final KindsConsumer consumer;
    final AgentControl control;

    KindsSite(DubboLine line) {
        this.line = line;
        SampleSite site = new SampleSite(line, Jdk.running(), first.registry());
        ForkedJvm[] jvms = {
            site.startKindsProvider(OLD_SERVICES + ofTheLine(OLD), this::registries),
            site.startKindsProvider(NEW_SERVICES + ofTheLine(NEW), this::registries),
            site.startKindsConsumer(jvm -> registries(jvm).javaAgent(AgentJar.path()))
        };
        this.old = KindsProvider.await(jvms[0]);
        this.candidate = KindsProvider.await(jvms[1]);
        this.consumer = KindsConsumer.await(jvms[2]);
        try (KindsConsumer.Ref first = consumer.refer()) {
            // Without a reference there is no Dubbo that the agent would show itself for.
            this.control = AgentControl.connect(consumer.jvm());
        }
    }

    private String ofTheLine(String version) {
        String triple = line == DubboLine.V2_7 ? "" : ";group=tri protocol=tri version=" + version;
        String fastjson2 = line == DubboLine.V3_3
                ? ";group=fastjson2 parameter.serialization=fastjson2 parameter.prefer.serialization=fastjson2 version="
                        + version
                : "";
        // Netty is the smallest of the servers before 3.2, which has no other.
        String rest = line == DubboLine.V3_3
                ? ""
                : ";type=RestService protocol=rest parameter.server=netty version=" + version;
        return triple + fastjson2 + rest;
    }

    private ForkedJvm.Builder registries(ForkedJvm.Builder jvm) {
        return jvm.classPath(line.restClassPath()).property("sample.registry.second", second.registry());
    }

    /** A rule for the service in each group, of this weight. */
    static String rules(String weight) {
        return GROUPS.stream().map(group -> Upgrade.rule(key(group), weight)).collect(Collectors.joining("---\n"));
    }

    static String key(String group) {
        return group.isEmpty() ? SERVICE : group + "/" + SERVICE;
    }

    /** Before a test: all rules there, all calls on 1.0.0. */
    void reset() {
        control.clear();
        control.apply(rules("0"));
    }

    /** Makes a reference and waits until it can call 1.0.0 and its candidate is known to have providers. */
    KindsConsumer.Ref refer(String... settings) {
        KindsConsumer.Ref reference = consumer.refer(settings);
        try {
            awaitCalls(reference);
            awaitCandidates("AVAILABLE");
            return reference;
        } catch (Throwable notUsable) {
            reference.close();
            throw notUsable;
        }
    }

    void awaitCalls(KindsConsumer.Ref reference) {
        await("calls").untilAsserted(() -> {
            JsonNode outcome = reference.call("order ready");
            assertThat(outcome.has("exception")).as("%s", outcome).isFalse();
        });
    }

    /** Waits until the candidates of all references that a rule is about are in these states. */
    void awaitCandidates(String... states) {
        await("candidates " + List.of(states)).untilAsserted(() -> {
            List<String> actual = control.candidateStates();
            assertThat(actual).isNotEmpty().allSatisfy(state -> assertThat(Stream.of(states))
                    .anyMatch(state::startsWith));
        });
    }

    ConditionFactory await(String what) {
        return Awaitility.await(what + " in\n" + consumer.jvm().output()).atMost(Duration.ofSeconds(20));
    }

    /** The ways in which references that a rule is about find their providers. */
    Set<String> discoveries() {
        return control.rows("References").stream()
                .filter(row -> !((String) row.get("candidateState")).isEmpty())
                .map(row -> (String) row.get("discovery"))
                .collect(Collectors.toSet());
    }

    /** For what waits long, and does not differ between the lines from 3.0 on. */
    void assumeOldestOrNewestLine() {
        Assumptions.assumeTrue(
                line == DubboLine.V2_7 || line == DubboLine.V3_3, "on the oldest and the newest line only");
    }

    /** How many cluster invokers one reference to one registry has. */
    int leaves() {
        return line == DubboLine.V2_7 ? 1 : 2;
    }

    /** All decisions so far, of all services. */
    long decisions() {
        return control.rows("Decisions").stream()
                .mapToLong(row -> (Long) row.get("calls"))
                .sum();
    }

    @Override
    public void close() {
        control.close();
        consumer.close();
        candidate.close();
        old.close();
        first.close();
        second.close();
    }

    /** Tests that share a site. */
    interface Shared {
        KindsSite site();
    }
}
