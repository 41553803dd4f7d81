package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.rule.Target;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailfastClusterInvoker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiblingTest {

    private static final String RULE =
            """
            configVersion: v1
            key: a.B
            baseline: {version: 1.0.0}
            candidate: {version: 2.0.0, tag: gray}
            route: {weight: 100}
            """;
    private static final URL CONSUMER = URL.valueOf("consumer://10.0.0.9/a.B?interface=a.B&version=1.0.0");

    private final Provider candidate = new Provider();
    private final StaticDirectory<Runnable> candidates = new StaticDirectory<>(CONSUMER, List.of(candidate));
    private final AbstractClusterInvoker<Runnable> leaf =
            new FailfastClusterInvoker<>(new StaticDirectory<>(CONSUMER, List.of(new Provider())));
    private final RpcInvocation call = new RpcInvocation();
    private final long faultsBefore = Faults.total();

    /** @param broken the binding's methods that throw */
    private Sibling sibling(List<String> broken) throws RuleException {
        Target target = RuleParser.parse(RULE).rules().get(0).candidate();
        Sibling sibling = new Sibling(Reference.of(leaf), target, true);
        sibling.ready(
                new Built(binding(broken), new FailfastClusterInvoker<>(candidates), candidates, null, null, null));
        return sibling;
    }

    private static DubboBinding binding(List<String> broken) {
        DubboBinding usual = new Dubbo2Binding();
        return (DubboBinding) Proxy.newProxyInstance(
                SiblingTest.class.getClassLoader(), new Class<?>[] {DubboBinding.class}, (proxy, method, arguments) -> {
                    if (broken.contains(method.getName())) {
                        throw new IllegalStateException(method.getName());
                    }
                    return method.invoke(usual, arguments);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "attachments, own, 1",
        "attachments, , 1",
        "toSibling, own, 1",
        "toSibling, , 1",
        "enter, own, 1",
        "enter, , 1",
        "enter toBaseline, own, 2",
        "enter toBaseline, , 2"
    })
    void invariant1_ifTheCallCannotBeMadeTheCandidatesItGoesOnUnchanged(String broken, String tag, int faults)
            throws Throwable {
        call.setAttachment("version", "1.0.0");
        if (tag != null) {
            call.setAttachment(Sibling.TAG, tag);
        }
        Map<String, Object> before = new HashMap<>(call.getObjectAttachments());

        assertThat(sibling(List.of(broken.split(" "))).invoke(call)).isSameAs(Gate.PROCEED);
        assertThat(candidate.calls).isZero();
        assertThat(call.getObjectAttachments()).isEqualTo(before);
        assertThat(Faults.total() - faultsBefore).isEqualTo(faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "toBaseline"})
    void invariant1_aCallWhoseCandidateIsLostGoesOnUnchangedWhateverIsBroken(String broken) throws Throwable {
        candidate.failure = new RpcException(RpcException.FORBIDDEN_EXCEPTION, "gone");
        call.setMethodName("run");
        call.setAttachment(Sibling.TAG, "own");
        Map<String, Object> before = new HashMap<>(call.getObjectAttachments());

        assertThat(sibling(List.of(broken)).invoke(call)).isSameAs(Gate.PROCEED);
        assertThat(candidate.calls).isEqualTo(1);
        assertThat(call.getObjectAttachments()).isEqualTo(before);
        assertThat(Faults.total() - faultsBefore).isEqualTo(broken.equals("none") ? 0 : 1);
    }

    @Test
    void aCallIsMadeWithTheTargetsTag() throws Throwable {
        call.setMethodName("run");

        assertThat(sibling(List.of()).invoke(call)).isInstanceOf(Result.class);
        assertThat(candidate.calls).isEqualTo(1);
        assertThat(call.getObjectAttachments()).containsEntry(Sibling.TAG, "gray");
    }

    private static final class Provider implements Invoker<Runnable> {

        private int calls;
        private RpcException failure;

        @Override
        public Class<Runnable> getInterface() {
            return Runnable.class;
        }

        @Override
        public Result invoke(Invocation invocation) {
            calls++;
            if (failure != null) {
                throw failure;
            }
            return AsyncRpcResult.newDefaultAsyncResult("done", invocation);
        }

        @Override
        public URL getUrl() {
            return URL.valueOf("dubbo://10.0.0.1:20880/a.B?interface=a.B");
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public void destroy() {}
    }
}
