package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.RuleSet;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.CheckResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Exporter;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class SiblingKeeperTest {

    private static final URL PROVIDER = URL.valueOf("dubbo://10.0.0.1:20880/a.B?interface=a.B");
    private static final String RULE =
            """
            configVersion: v1
            key: a.B
            baseline: {version: 0.0.0}
            candidate: {addresses: ["10.0.0.2:20880"]}
            route: {weight: 100}
            """;

    private final LiveRoutes routes = new LiveRoutes();
    private final ReferenceTable<Reference> references = new ReferenceTable<>(added -> {});

    @Test
    void invariant10_aCandidateThatCouldNotBeBuiltIsTriedAgainAndSaysWhyMeanwhile() throws RuleException {
        AbstractClusterInvoker<Runnable> leaf =
                new FailoverClusterInvoker<>(new StaticDirectory<>(PROVIDER, List.of(Invokers.provider(PROVIDER))));
        Reference reference = references.add(Reference.of(leaf));
        FailsTwice protocol = new FailsTwice();
        DubboBinding binding = binding(protocol);
        SiblingKeeper keeper = new SiblingKeeper(
                binding,
                references,
                routes,
                new Upgrades(null),
                new Mirrors(binding, new InvocationReader(binding)),
                new Log(System.err, Log.Level.OFF));
        routes.publish(RouteTable.EMPTY.with(RuleParser.parse(RULE)));
        keeper.wake();

        for (int attempt = 1; attempt <= 2; attempt++) {
            String state = "NOT_READY: java.lang.IllegalStateException: no connection, attempt " + attempt;
            await().until(() -> state.equals(reference.candidate().state()));
            assertThat(keeper.check(reference, reference.candidate()))
                    .singleElement()
                    .satisfies(result -> {
                        assertThat(result.verdict()).isEqualTo(CheckResult.Verdict.FAIL);
                        assertThat(result.found()).contains("attempt ");
                    });
        }
        await().until(() -> reference.candidate().state().equals("AVAILABLE"));
        assertThat(protocol.attempts).hasValue(3);

        routes.publish(routes.table().with(RuleSet.EMPTY));
        await().until(keeper::isIdle);
        assertThat(keeper.remaining()).isEmpty();
        assertThat(leaf.isDestroyed()).isFalse();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    private static DubboBinding binding(Protocol protocol) {
        DubboBinding binding = new Dubbo2Binding();
        return (DubboBinding) Proxy.newProxyInstance(
                SiblingKeeperTest.class.getClassLoader(),
                new Class<?>[] {DubboBinding.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("protocol") ? protocol : method.invoke(binding, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class FailsTwice implements Protocol {

        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        @SuppressWarnings("unchecked")
        public <T> Invoker<T> refer(Class<T> type, URL url) {
            int attempt = attempts.incrementAndGet();
            if (attempt <= 2) {
                throw new RpcException("refused", new IllegalStateException("no connection, attempt " + attempt));
            }
            return (Invoker<T>) Invokers.provider(url);
        }

        @Override
        public int getDefaultPort() {
            return 0;
        }

        @Override
        public <T> Exporter<T> export(Invoker<T> invoker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void destroy() {}
    }
}
