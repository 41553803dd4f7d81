package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.route.RouteTable;
import io.hotroute.route.SampleCall;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.upgrade.Upgrades;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailoverClusterInvoker;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final URL PROVIDER = URL.valueOf("dubbo://10.0.0.1:20880/a.B?interface=a.B");
    private static final Mirrors MIRRORS = new Mirrors(new Dubbo2Binding(), new InvocationReader(new Dubbo2Binding()));
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
