package io.hotroute.it.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.common.extension.ExtensionLoader;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.registry.integration.RegistryDirectory;
import org.apache.dubbo.rpc.InvokeMode;
import org.apache.dubbo.rpc.Protocol;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.model.ApplicationModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call of {@code AbstractClusterInvoker.invoke} over a {@link StubLeaf}: all that is left is what the agent adds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class InvokeBenchmark {

    @Benchmark
    public Result invoke(Reference reference, Call call) {
        return reference.leaf.invoke(call.invocation);
    }

    /** The application's reference, which all threads share, and the agent as the scenario wants it. */
    @State(Scope.Benchmark)
    public static class Reference {

        private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

        @Param
        public Scenario scenario;

        StubLeaf<GreetingService> leaf;
        AgentControl agent;

        @Setup(Level.Trial)
        public void setUp() throws JMException, InterruptedException {
            ApplicationModel.getConfigManager().setApplication(new ApplicationConfig("benchmark"));
            // The JIT compiler inlines no method whose signature names a class that its own class has not resolved yet.
            require(StubLeaf.class.getDeclaredMethods().length > 0, "no leaf");
            leaf = new StubLeaf<>(directory());
            agent = new AgentControl();
            if (!scenario.hasAgent()) {
                Thread.sleep(1000);
                require(!agent.isThere(), "an agent is here, which must not be");
                return;
            }
            await("the agent's MXBean", agent::isThere);
            if (scenario.hasRule()) {
                agent.apply(scenario.rule());
                String state = scenario.isRouted() ? "AVAILABLE" : "";
                await("a candidate in state '" + state + "'", () -> {
                    leaf.invoke(new Call().invocation);
                    return agent.candidateStates().equals(List.of(state));
                });
            }
            requireAnswers();
        }

        private static DynamicDirectory<GreetingService> directory() {
            String consumer = "interface=" + GreetingService.class.getName() + "&version=" + Scenario.BASELINE
                    + "&application=benchmark&side=consumer&register.ip=127.0.0.1&check=false";
            URL url = URL.valueOf("zookeeper://127.0.0.1:2181/org.apache.dubbo.registry.RegistryService?refer="
                    + URLEncoder.encode(consumer, StandardCharsets.UTF_8));
            DynamicDirectory<GreetingService> directory = new RegistryDirectory<>(GreetingService.class, url);
            directory.setRegistry(new StubRegistry(url));
            directory.setProtocol(
                    ExtensionLoader.getExtensionLoader(Protocol.class).getAdaptiveExtension());
            URL subscription = directory.getConsumerUrl().addParameter("category", "providers");
            directory.buildRouterChain(subscription);
            directory.subscribe(subscription);
            return directory;
        }

        private void requireAnswers() {
            for (int i = 0; i < 100; i++) {
                Object version = leaf.invoke(new Call().invocation).getValue();
                require(
                        scenario.weight() == 50 || version.equals(expectedVersion()),
                        "version " + version + " answered");
            }
        }

        private String expectedVersion() {
            return scenario.isRouted() && scenario.weight() == 100 ? Scenario.CANDIDATE : Scenario.BASELINE;
        }

        /** A number that was measured while something else happened than its name says would mislead. */
        @TearDown(Level.Trial)
        public void tearDown() throws JMException {
            if (!scenario.hasAgent()) {
                return;
            }
            require(agent.faults() == 0, "faults, the last was " + agent.lastFault());
            long toCandidate = agent.callsDecided("CANDIDATE");
            long decided = toCandidate + agent.callsDecided("BASELINE");
            require(scenario.isRouted() == decided > 0, decided + " calls were decided");
            if (scenario.isRouted()) {
                // Those before the candidate was there went to the baseline for another reason.
                double share = 100.0 * toCandidate / decided;
                require(Math.abs(share - scenario.weight()) < 1, "the candidate got " + share + " %");
            }
        }

        private void await(String what, Condition condition) throws JMException, InterruptedException {
            long start = System.nanoTime();
            while (!condition.holds()) {
                if (System.nanoTime() - start > TIMEOUT_NANOS) {
                    String state = agent.isThere() ? agent.candidateStates() + " " + agent.lastFault() : "no agent";
                    throw new IllegalStateException(what + " did not come about: " + state);
                }
                Thread.sleep(50);
            }
        }

        private void require(boolean condition, String otherwise) {
            if (!condition) {
                throw new IllegalStateException(scenario + ": " + otherwise);
            }
        }

        private interface Condition {
            boolean holds() throws JMException;
        }
    }

    /** A call as it reaches the leaf from the proxy. Made once: no target lets Dubbo's own garbage hide ours. */
    @State(Scope.Thread)
    public static class Call {

        final RpcInvocation invocation = new RpcInvocation();

        public Call() {
            invocation.setMethodName("greet");
            invocation.setParameterTypes(new Class<?>[] {String.class, int.class});
            invocation.setArguments(new Object[] {"world", 1});
            invocation.setTargetServiceUniqueName(GreetingService.class.getName() + ":" + Scenario.BASELINE);
            invocation.setInvokeMode(InvokeMode.SYNC);
            invocation.setAttachment("remote.application", "benchmark");
            invocation.setAttachment("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        }
    }
}
