package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.latency.CallOutcome;
import io.hotroute.route.Decision;
import io.hotroute.route.RouteTable;
import io.hotroute.route.SampleCall;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final URL PROVIDER = URL.valueOf("dubbo://10.0.0.1:20880/a.B?interface=a.B");
    private static final InvocationReader READER = new InvocationReader(new Dubbo2Binding());
    private static final Mirrors MIRRORS = new Mirrors(new Dubbo2Binding(), READER);
    private static final String RULES =
            """
            configVersion: v1
            key: a.B
            baseline: {version: 0.0.0}
            candidate: {addresses: ["10.0.0.2:20880"]}
            route: {weight: 0}
            """;

    private static StaticDirectory<Runnable> directory() {
        return new StaticDirectory<>(PROVIDER, List.of(Invokers.provider(PROVIDER)));
    }

    @Test
    void aClusterThatOverridesInvokeIsDoubtedUntilACallComesBy() throws RuleException {
        AbstractClusterInvoker<Runnable> invoker = new Custom(directory());
        Reference reference = Reference.of(invoker);
        RouteTable routes = RouteTable.EMPTY.with(RuleParser.parse(RULES));
        reference.refresh(routes, new Upgrades(null), MIRRORS);

        String doubt =
                "may not be routed: " + Overriding.class.getName() + " overrides invoke, and no call has come by yet";
        assertThat(reference.doubt()).isEqualTo(doubt);
        assertThat(reference.status().candidateState()).isEqualTo("NOT_READY; " + doubt);
        SampleCall call = new SampleCall("run", List.of(), Map.of());
        assertThat(reference.explain(SampleCall.READER, call))
                .contains(doubt, "so far: weight never decided: no call came to it");

        assertThat(reference.enter(SampleCall.READER, call, routes, new Upgrades(null), MIRRORS))
                .isNull();
        assertThat(reference.doubt()).isEmpty();
        assertThat(reference.status().candidateState()).isEqualTo("NOT_READY");
        assertThat(reference.explain(SampleCall.READER, call))
                .doesNotContain(doubt)
                .contains("so far: weight matched 1 call");
    }

    @Test
    void aClusterThatOverridesNothingIsNotDoubted() {
        AbstractClusterInvoker<Runnable> invoker = new FailoverClusterInvoker<>(directory());

        assertThat(Reference.of(invoker).doubt()).isEmpty();
    }

    /** A reference whose rule gives all calls to a candidate that is there, and which remembers two calls. */
    private static Reference remembering(AbstractClusterInvoker<Runnable> leaf, RouteTable routes, Upgrades upgrades) {
        Reference reference = Reference.of(leaf);
        Sibling candidate = reference.refresh(routes, upgrades, MIRRORS).candidate;
        StaticDirectory<Runnable> providers = directory();
        candidate.ready(
                new Built(new Dubbo2Binding(), new FailoverClusterInvoker<>(providers), providers, null, null, null));
        candidate.refreshAvailability();
        reference.remember(2);
        return reference;
    }

    private static String ended(Reference reference) {
        assertThat(reference.recentCalls()).isNotEmpty();
        return reference.recentCalls().get(reference.recentCalls().size() - 1);
    }

    @Test
    void aProbeIsRememberedAsOne() throws RuleException {
        RouteTable routes = RouteTable.EMPTY.with(RuleParser.parse(
                RULES.replace("weight: 0", "weight: 100") + "degrade: {consecutiveErrors: 3, warmUp: 0s}\n"));
        Upgrades upgrades = new Upgrades(new Silent());
        upgrades.prepare(routes);
        AbstractClusterInvoker<Runnable> leaf = new FailoverClusterInvoker<>(directory());
        Reference reference = remembering(leaf, routes, upgrades);
        RpcInvocation call = new RpcInvocation();
        call.setMethodName("run");

        reference.enter(READER, call, routes, upgrades, MIRRORS);
        assertThat(ended(reference)).contains("run by weight: CANDIDATE, weight, ");

        trip(reference.view().upgrade.guard());
        reference.enter(READER, call, routes, upgrades, MIRRORS);
        assertThat(ended(reference)).contains("run by weight: CANDIDATE, probe, ");
        assertThat(reference.recentCalls().get(0)).as("another call").contains(": CANDIDATE, weight, ");
    }

    private static void trip(ServiceGuard service) {
        long now = System.nanoTime();
        MethodGuard guard = service.of("run", now);
        for (int i = 0; i < 5; i++) {
            guard.candidate().begin(now);
            guard.candidate().end(now, now + 1, CallOutcome.ERROR);
        }
        for (int tick = 0; tick < 60 && guard.admission().probes() == null; tick++) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            service.tick(now);
        }
        assertThat(guard.admission().probes()).isNotNull();
    }

    @Test
    void onlyTheNewestCallsAreRememberedAndTheirCorrectionsKept() throws RuleException {
        RouteTable routes = RouteTable.EMPTY.with(RuleParser.parse(RULES.replace("weight: 0", "weight: 100")));
        Upgrades upgrades = new Upgrades(null);
        AbstractClusterInvoker<Runnable> leaf = new FailoverClusterInvoker<>(directory());
        Reference reference = remembering(leaf, routes, upgrades);
        List<RpcInvocation> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RpcInvocation call = new RpcInvocation();
            call.setMethodName("run" + i);
            calls.add(call);
            reference.enter(READER, call, routes, upgrades, MIRRORS);
        }

        calls.forEach(call -> reference.amend(call, Decision.BASELINE_CANDIDATE_LOST));
        reference.remember(2);
        assertThat(reference.recentCalls())
                .satisfiesExactly(
                        second -> assertThat(second).contains("run1 by weight: BASELINE, candidate-lost, "),
                        third -> assertThat(third).contains("run2 by weight: BASELINE, candidate-lost, "));
        reference.remember(0);
        calls.forEach(call -> reference.amend(call, Decision.BASELINE_CANDIDATE_LOST));
        assertThat(reference.recentCalls()).isEmpty();
    }

    private static class Overriding extends FailoverClusterInvoker<Runnable> {

        Overriding(StaticDirectory<Runnable> directory) {
            super(directory);
        }

        @Override
        public Result invoke(Invocation invocation) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Custom extends Overriding {

        Custom(StaticDirectory<Runnable> directory) {
            super(directory);
        }
    }
}
