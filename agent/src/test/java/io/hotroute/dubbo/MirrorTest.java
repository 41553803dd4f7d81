package io.hotroute.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hotroute.bootstrap.CallObserver;
import io.hotroute.bootstrap.Detour;
import io.hotroute.bootstrap.Faults;
import io.hotroute.bootstrap.Gate;
import io.hotroute.bootstrap.Handler;
import io.hotroute.degrade.GuardBudget;
import io.hotroute.degrade.MethodGuard;
import io.hotroute.degrade.Probes;
import io.hotroute.degrade.ServiceGuard;
import io.hotroute.latency.CallOutcome;
import io.hotroute.route.Candidate;
import io.hotroute.route.RouteTable;
import io.hotroute.route.ServiceRoute;
import io.hotroute.rule.Degrade;
import io.hotroute.rule.RuleException;
import io.hotroute.rule.RuleParser;
import io.hotroute.shadow.MethodReport;
import io.hotroute.shadow.ServiceShadow;
import io.hotroute.shadow.Skip;
import io.hotroute.shadow.Snapshots;
import io.hotroute.upgrade.Upgrade;
import io.hotroute.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.AppResponse;
import org.apache.dubbo.rpc.AsyncRpcResult;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.InvokeMode;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.RpcException;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.FailfastClusterInvoker;
import org.apache.dubbo.rpc.protocol.dubbo.FutureAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call and its shadow, on Dubbo 2.7's own classes, with providers that are not there. */
class MirrorTest {

    private static final String RULE =
            """
            configVersion: v1
            key: a.B:1.0.0
            candidate: {version: 2.0.0}
            route: {weight: 0}
            shadow:
              methods: {include: ["get*"]}
              percent: 100
              maxPerSecond: 1000
              timeout: 300ms
              noise: %d
            """;
    private static final String DEGRADE = "degrade: {consecutiveErrors: 3, warmUp: 0s}\n";
    private static final URL CONSUMER = URL.valueOf("consumer://10.0.0.9/a.B?interface=a.B&version=1.0.0&timeout=5000");

    private static final URL SHADOWS = CONSUMER.addParameter("invocationid.autoattach", "false");

    /** Of the method that all calls are of. */
    interface Service {
        Object get(List<String> names);
    }

    /** Mirrors ask only whether the gate is open. */
    private static final Handler NOTHING = new Handler() {
        @Override
        public void created(Class<?> owner, Object invoker) {}

        @Override
        public Object enter(Class<?> owner, Object invoker, Object invocation) {
            return null;
        }

        @Override
        public Object invokerFor(Class<?> owner, Object invoker, Object invocation) {
            return invoker;
        }
    };

    private final DubboBinding binding = new Dubbo2Binding();
    private final Mirrors mirrors = new Mirrors(binding, new InvocationReader(binding));
    private final Provider candidate = new Provider("10.0.0.2", "2.0.0");
    private final Provider first = new Provider("10.0.0.1", "1.0.0");
    private final Provider second = new Provider("10.0.0.3", "1.0.0");
    private final List<String> names = new ArrayList<>(List.of("name"));
    private final List<String> answer = new ArrayList<>(List.of("answer"));
    private final RpcInvocation call = new RpcInvocation(
            "get", Service.class.getName(), "a.B:1.0.0", new Class<?>[] {List.class}, new Object[] {names});
    private final long faultsBefore = Faults.total();
    private ServiceShadow live;
    private Mirror mirror;

    @BeforeEach
    void noise() throws RuleException {
        Gate.open(NOTHING);
        mirror = mirror(0);
    }

    @AfterEach
    void end() {
        live.end();
        mirrors.tick(false);
        await().until(mirrors::isIdle);
        RpcContext.removeContext();
        Gate.close();
        assertThat(Faults.total()).as(Faults.last()).isEqualTo(faultsBefore);
    }

    private Mirror mirror(int noise) throws RuleException {
        ServiceRoute route = RouteTable.EMPTY
                .with(RuleParser.parse(RULE.formatted(noise)))
                .routes()
                .iterator()
                .next();
        live = new ServiceShadow("a.B:1.0.0", route.shadow(), 1, System.nanoTime(), (service, text) -> {});
        AbstractClusterInvoker<Service> leaf = leaf(first, second);
        Reference reference = Reference.of(leaf);
        return new Mirror(
                mirrors,
                live,
                new Snapshots(() -> 0),
                target(reference, route.candidate(), candidate),
                target(reference, route.baseline(), first, second),
                leaf);
    }

    private static AbstractClusterInvoker<Service> leaf(Provider... providers) {
        return new FailfastClusterInvoker<>(new StaticDirectory<>(CONSUMER, List.<Invoker<Service>>of(providers)));
    }

    private Sibling target(Reference reference, io.hotroute.rule.Target target, Provider... providers) {
        SubsetDirectory<Service> directory = new SubsetDirectory<>(
                new StaticDirectory<>(SHADOWS, List.<Invoker<Service>>of(providers)), null, null, target);
        Sibling sibling = Sibling.forShadows(reference, target);
        sibling.ready(new Built(binding, new FailfastClusterInvoker<>(directory), directory, null, null, null));
        sibling.refreshAvailability();
        return sibling;
    }

    /** As a provider's invoker would. */
    private void served(String address) {
        call.setInvoker(new Provider(address, "1.0.0"));
    }

    private void sync(Object value) {
        CallObserver way = (CallObserver) mirror.way(null, call);
        long begun = Gate.begin(way);
        Gate.end(way, begun, AsyncRpcResult.newDefaultAsyncResult(value, call), null);
    }

    private MethodReport ended() {
        await().untilAsserted(() -> {
            mirrors.tick(true);
            assertThat(live.report().methods()).isNotEmpty().allSatisfy(method -> assertThat(method.inFlight())
                    .isZero());
        });
        return live.report().methods().get(0);
    }

    private void assertMatched() {
        MethodReport report = ended();
        assertThat(report.matched())
                .as("%s", String.join("\n", live.report().lines()))
                .isEqualTo(1);
        assertThat(report.mismatched()).isZero();
        assertThat(report.skips()).isEmpty();
    }

    private void assertSkipped(Skip reason) {
        assertThat(ended().skips()).containsExactly(Map.entry(reason, 1L));
        assertThat(candidate.calls).isEmpty();
    }

    @Test
    void whatTheCallerChangesAfterwardsIsNotWhatIsComparedNorSent() {
        sync(answer);
        answer.add("changed");
        names.add("changed");
        assertMatched();
        assertThat(candidate.calls.get(0).getArguments()[0])
                .isEqualTo(List.of("name"))
                .isNotSameAs(names);
    }

    @Test
    void afterTheKillSwitchWhatIsUnderWayIsNotMirrored() {
        CallObserver way = (CallObserver) mirror.way(null, call);
        long begun = Gate.begin(way);
        Gate.close();
        Gate.end(way, begun, AsyncRpcResult.newDefaultAsyncResult(answer, call), null);
        assertSkipped(Skip.STOPPED);
    }

    @Test
    void anAnswerThatIsTooLargeWhereTheCallsWasNotDiffers() {
        candidate.behaviour = shadow ->
                AsyncRpcResult.newDefaultAsyncResult(new ArrayList<>(Collections.nCopies(3_000, "x")), shadow);
        sync(answer);
        MethodReport report = ended();
        assertThat(report.mismatched()).isEqualTo(1);
        assertThat(report.paths().get(0).examples()).containsExactly("a value -> too large");
    }

    /** No fault of the agent: a hundred of them would switch it off. */
    @Test
    void anExceptionWhoseMessageThrowsIsNoFault() {
        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        candidate.behaviour = shadow -> AsyncRpcResult.newDefaultAsyncResult(hostile, shadow);
        sync(answer);
        MethodReport report = ended();
        assertThat(report.mismatched()).isEqualTo(1);
        assertThat(report.paths().get(0).examples()).containsExactly("a value -> not readable");
    }

    /** A round of probes that begins with shadows, as a guard has it soon after the candidate's calls failed. */
    private static Probes probes() throws RuleException {
        long now = System.nanoTime();
        Degrade degrade =
                RuleParser.parse(RULE.formatted(0) + DEGRADE).rules().get(0).degrade();
        ServiceGuard service =
                new ServiceGuard("a.B:1.0.0", degrade, true, new GuardBudget(1), 1, now, transition -> {});
        service.shadowsMayProbe(method -> true);
        return tripped(service, true).admission().probes();
    }

    /** @return the guard, when the candidate's calls have failed, and probes are wanted or not yet */
    private static MethodGuard tripped(ServiceGuard service, boolean wantsProbes) {
        long now = System.nanoTime();
        MethodGuard guard = service.of("get", now);
        for (int i = 0; i < 5; i++) {
            guard.candidate().begin(now);
            guard.candidate().end(now, now + 1, CallOutcome.ERROR);
        }
        for (int tick = 0; tick < 60 && !isTripped(guard, wantsProbes); tick++) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            service.tick(now);
        }
        assertThat(isTripped(guard, wantsProbes)).isTrue();
        return guard;
    }

    private static boolean isTripped(MethodGuard guard, boolean wantsProbes) {
        return guard.admission().limit() == 0
                && wantsProbes == (guard.admission().probes() != null);
    }

    /** What calls of a reference go by whose rule gives all of them to the candidate. */
    private View view() throws RuleException {
        String rule = RULE.formatted(0).replace("weight: 0", "weight: 100");
        RouteTable routes = RouteTable.EMPTY.with(RuleParser.parse(rule + DEGRADE));
        Upgrades upgrades = new Upgrades(new Silent());
        upgrades.prepare(routes);
        ServiceRoute route = routes.routes().iterator().next();
        Upgrade upgrade = upgrades.find(route.service());
        AbstractClusterInvoker<Service> leaf = leaf(first, second);
        return new View(routes, route, upgrade, null, mirror.candidate(), null, mirror, Reference.of(leaf), leaf);
    }

    private Object way(View view) {
        String method = mirrors.reader().method(call);
        Candidate watched = view.candidate(method);
        return view.way(view.route.decide(mirrors.reader(), call, method, watched), watched, call);
    }

    private void answered(Object way) {
        CallObserver observer = (CallObserver) way;
        Gate.end(observer, Gate.begin(observer), AsyncRpcResult.newDefaultAsyncResult(answer, call), null);
    }

    @Test
    void aCallThatABadCandidateGaveBackIsMirrored() throws RuleException {
        View view = view();
        assertThat(way(view)).isInstanceOf(RecordedDetour.class);
        MethodGuard guard = tripped(view.upgrade.guard(), false);

        answered(way(view));
        assertMatched();
        guard.tick(System.nanoTime());
        assertThat(guard.baseline().completed()).as("recorded as well").isEqualTo(1);
    }

    @Test
    void aCallThatABadCandidateGaveBackIsDrawnForAProbe() throws RuleException {
        View view = view();
        view.upgrade.guard().shadowsMayProbe(method -> true);
        MethodGuard guard = tripped(view.upgrade.guard(), true);

        answered(way(view));
        assertMatched();
        assertThat(guard.admission().probes().toString()).isEqualTo("1 of 1 probes good, 1 of them shadows");
    }

    @Test
    void aCallThatIsAProbeIsNotMirrored() throws RuleException {
        View view = view();
        view.upgrade.guard().shadowsMayProbe(method -> false);
        tripped(view.upgrade.guard(), true);

        assertThat(way(view)).isInstanceOf(RecordedDetour.class);
        assertThat(live.report().methods()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProbeIsACallThatIsMirroredToTheCandidateAndNotRecorded(boolean isWell) throws RuleException {
        Probes probes = probes();
        candidate.behaviour = call -> {
            if (isWell) {
                return AsyncRpcResult.newDefaultAsyncResult(answer, call);
            }
            throw new RpcException(RpcException.NETWORK_EXCEPTION, "gone");
        };
        assertThat(probes.tryDraw(System.nanoTime())).isTrue();
        CallObserver way = (CallObserver) mirror.probe(null, call, probes);
        Gate.end(way, Gate.begin(way), AsyncRpcResult.newDefaultAsyncResult(answer, call), null);

        ended();
        assertThat(probes.toString()).isEqualTo((isWell ? 1 : 0) + " of 1 probes good, 1 of them shadows");
        assertThat(candidate.calls).hasSize(1);
        assertThat(candidate.calls.get(0).getObjectAttachments()).containsEntry("hotroute-shadow", "true");
    }

    @Test
    void aProbeThatCannotBeMirroredIsGivenBack() throws RuleException {
        Probes probes = probes();
        live.requestStop("an operator");
        for (int i = 0; i < 30; i++) {
            assertThat(probes.tryDraw(System.nanoTime())).isTrue();
            assertThat(mirror.probe(null, call, probes)).isNull();
        }
        live.requestResume("an operator");
        for (int i = 0; i < 12; i++) {
            assertThat(probes.tryDraw(System.nanoTime())).isTrue();
            CallObserver way = (CallObserver) mirror.probe(null, call, probes);
            Gate.end(way, Gate.begin(way), null, new RpcException(RpcException.NETWORK_EXCEPTION, "gone"));
        }
        assertThat(ended().skips()).containsEntry(Skip.BASELINE_FAILED, 12L);
        assertThat(candidate.calls).isEmpty();
        assertThat(probes.toString()).isEqualTo("0 of 0 probes good");
    }

    @Test
    void anotherAnswerDiffers() {
        sync("another");
        assertThat(ended().mismatched()).isEqualTo(1);
    }

    /** As Dubbo makes futures: the caller's over one that depends on the network's. */
    @Test
    void theCallersCallbackComesAfterTheSnapshot() {
        async(result -> {}, future -> future.thenAccept(value -> answer.add("changed")));
        assertThat(answer).contains("changed");
        assertMatched();
    }

    /** As filters above the leaf do, on 3.x, and callbacks such as {@code onreturn} with them. */
    @Test
    void aFilterAboveTheLeafComesAfterTheSnapshot() {
        async(result -> result.whenCompleteWithContext((value, thrown) -> answer.add("changed")), future -> {});
        assertThat(answer).contains("changed");
        assertMatched();
    }

    private void async(Consumer<AsyncRpcResult> above, Consumer<CompletableFuture<Object>> caller) {
        CompletableFuture<Object> network = new CompletableFuture<>();
        CompletableFuture<AppResponse> raw = network.thenApply(AppResponse::new);
        AsyncRpcResult result = new AsyncRpcResult(raw, call);
        RpcContext.getContext().setFuture(new FutureAdapter<>(raw));
        result.whenCompleteWithContext((value, thrown) -> {});
        CallObserver way = (CallObserver) mirror.way(null, call);
        Gate.end(way, Gate.begin(way), result, null);
        CompletableFuture<Object> callers = RpcContext.getContext().getCompletableFuture();
        above.accept(result);
        caller.accept(callers);
        assertThat(callers).isNotDone();
        network.complete(answer);
        assertThat(callers).isCompletedWithValue(answer);
        assertThat(result.getResponseFuture()).isDone();
    }

    @Test
    void anAsynchronousCallThatFailsIsNotMirrored() {
        CompletableFuture<AppResponse> raw = new CompletableFuture<>();
        CallObserver way = (CallObserver) mirror.way(null, call);
        AsyncRpcResult result = new AsyncRpcResult(raw, call);
        Gate.end(way, Gate.begin(way), result, null);
        RpcException failure = new RpcException(RpcException.TIMEOUT_EXCEPTION, "late");
        raw.completeExceptionally(failure);
        assertThat(result.getResponseFuture()).isCompletedExceptionally();
        assertSkipped(Skip.BASELINE_FAILED);
    }

    @Test
    void aCallThatFailsIsNotMirrored() {
        CallObserver way = (CallObserver) mirror.way(null, call);
        Gate.end(way, Gate.begin(way), null, new RpcException(RpcException.NETWORK_EXCEPTION, "gone"));
        assertSkipped(Skip.BASELINE_FAILED);
    }

    @Test
    void exceptionsOfTheServiceAreCompared() {
        candidate.behaviour =
                call -> AsyncRpcResult.newDefaultAsyncResult(null, new IllegalStateException("order 17 is gone"), call);
        CallObserver way = (CallObserver) mirror.way(null, call);
        Result result = AsyncRpcResult.newDefaultAsyncResult(null, new IllegalStateException("order 17 is gone"), call);
        Gate.end(way, Gate.begin(way), result, null);
        assertMatched();
        assertThat(ended().failedAlike()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCandidateThatFailsIsItsError(boolean later) {
        RpcException failure = new RpcException(RpcException.TIMEOUT_EXCEPTION, "late");
        candidate.behaviour = call -> {
            if (!later) {
                throw failure;
            }
            CompletableFuture<AppResponse> raw = new CompletableFuture<>();
            raw.completeExceptionally(failure);
            return new AsyncRpcResult(raw, call);
        };
        sync(answer);
        assertThat(ended().candidateErrors()).isEqualTo(1);
        assertThat(live.report().lines().toString()).contains("time-out");
    }

    @Test
    void aShadowHasWhatTheCallHadButForWhatItsProviderGot() {
        call.setAttachment("trace", "of application");
        List<String> baggage = new ArrayList<>(List.of("of application"));
        call.setObjectAttachment("baggage", baggage);
        CallObserver way = (CallObserver) mirror.way(null, call);
        long begun = Gate.begin(way);
        for (String key :
                List.of("interface", "group", "token", "timeout", "path", "version", "_TO", "id", "dubbo.tag")) {
            call.setAttachment(key, "of provider");
        }
        call.setAttachment("added", "by a filter below");
        Gate.end(way, begun, AsyncRpcResult.newDefaultAsyncResult(answer, call), null);
        baggage.add("changed");
        assertMatched();
        RpcInvocation shadow = candidate.calls.get(0);
        Map<String, Object> expected = new HashMap<>();
        expected.put("trace", "of application");
        expected.put("baggage", List.of("of application"));
        expected.put("added", "by a filter below");
        expected.put("hotroute-shadow", "true");
        // 2.7 has its time-out from the context, and that is attached.
        expected.put("timeout", "300");
        assertThat(shadow.getObjectAttachments()).isEqualTo(expected);
        assertThat(shadow.getInvokeMode()).isEqualTo(InvokeMode.ASYNC);
        assertThat(shadow.getMethodName()).isEqualTo("get");
        assertThat(call.getObjectAttachments()).doesNotContainKey("hotroute-shadow");
    }

    /** Each alone would be within it: 64 KB. */
    @Test
    void attachmentsHaveOneBudget() {
        call.setObjectAttachment("first", List.of("x".repeat(40_000)));
        sync(answer);
        assertMatched();
        candidate.calls.clear();
        call.setObjectAttachment("second", List.of("x".repeat(40_000)));
        sync(answer);
        assertSkipped(Skip.TOO_LARGE);
    }

    @Test
    void theApplicationsOwnIdAndTagStay() {
        call.setAttachment("id", "of application");
        RpcContext.getContext().setAttachment("dubbo.tag", "of application");
        CallObserver way = (CallObserver) mirror.way(null, call);
        call.setAttachment("dubbo.tag", "of application");
        Gate.end(way, Gate.begin(way), AsyncRpcResult.newDefaultAsyncResult(answer, call), null);
        assertMatched();
        assertThat(candidate.calls.get(0).getObjectAttachments())
                .containsEntry("id", "of application")
                .containsEntry("dubbo.tag", "of application");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 5000})
    void itsTimeOutIsTheShorterOne(int ofCall) {
        call.put("timeout", ofCall);
        sync(answer);
        assertMatched();
        assertThat(candidate.timeouts).containsExactly(Math.min(ofCall, 300));
    }

    @Test
    void theCallersContextStays() {
        RpcContext.getContext().setAttachment("own", "value");
        RpcContext before = RpcContext.getContext();
        sync(answer);
        assertMatched();
        assertThat(RpcContext.getContext()).isSameAs(before);
        assertThat(before.getObjectAttachments()).containsOnlyKeys("own");
        assertThat(candidate.calls.get(0).getObjectAttachments()).doesNotContainKey("own");
    }

    @Test
    void whatIsMirroredAlreadyIsNotMirroredAgain() {
        call.setAttachment("hotroute-shadow", "true");
        assertThat(mirror.way(null, call)).isNull();
        assertSkipped(Skip.IS_SHADOW);
    }

    @Test
    void whatIsMadeOnBehalfOfAShadowIsNotMirrored() {
        RpcContext.getContext().setAttachment("hotroute-shadow", "true");
        assertThat(mirror.way(null, call)).isNull();
        assertSkipped(Skip.IS_SHADOW);
    }

    @Test
    void aCallWithoutAnswerIsNotMirrored() {
        call.setAttachment("return", "false");
        assertThat(mirror.way(null, call)).isNull();
        assertSkipped(Skip.ONE_WAY);
    }

    @Test
    void withoutACandidateNothingIsMirrored() {
        mirror.candidate().notReady("gone");
        assertThat(mirror.way(null, call)).isNull();
        assertSkipped(Skip.UNAVAILABLE);
    }

    @Test
    void aMethodThatTheRuleDoesNotNameIsNotMirrored() {
        call.setMethodName("save");
        assertThat(mirror.way(null, call)).isNull();
        assertThat(live.report().methods()).isEmpty();
    }

    private static Detour detour(Object outcome) {
        return new Detour() {
            @Override
            public Object invoke(Object invocation) {
                return outcome;
            }
        };
    }

    @Test
    void aDetourOfTheBaselineIsTakenAsEver() throws Throwable {
        Detour usual = detour(AsyncRpcResult.newDefaultAsyncResult(answer, call));
        Detour way = (Detour) mirror.way(usual, call);
        assertThat(((Result) way.invoke(call)).getValue()).isSameAs(answer);
        assertMatched();
    }

    @Test
    void aDetourThatSendsTheCallElsewhereIsNotMirrored() throws Throwable {
        Detour way = (Detour) mirror.way(detour(Gate.PROCEED), call);
        assertThat(way.invoke(call)).isSameAs(Gate.PROCEED);
        assertSkipped(Skip.BASELINE_FAILED);
    }

    @Test
    void noiseGoesToTheOtherAddress() throws RuleException {
        mirror = mirror(90);
        served("10.0.0.1");
        for (int i = 0; i < 40; i++) {
            sync(answer);
            ended();
        }
        assertThat(ended().noiseCompared()).isGreaterThan(20);
        assertThat(second.calls).hasSizeGreaterThan(20);
        assertThat(first.calls).isEmpty();
    }

    @Test
    void noiseGoesToTheSameAddressIfThereIsNoOther() throws RuleException {
        second.available = false;
        mirror = mirror(90);
        served("10.0.0.1");
        for (int i = 0; i < 10; i++) {
            sync(answer);
            ended();
        }
        assertThat(first.calls).isNotEmpty();
        assertThat(second.calls).isEmpty();
    }

    private static final class Provider implements Invoker<Service> {

        final List<RpcInvocation> calls = new CopyOnWriteArrayList<>();
        final List<Integer> timeouts = new CopyOnWriteArrayList<>();
        volatile boolean available = true;
        volatile Function<Invocation, Result> behaviour =
                call -> AsyncRpcResult.newDefaultAsyncResult(new ArrayList<>(List.of("answer")), call);
        private final URL url;

        Provider(String address, String version) {
            this.url = URL.valueOf("dubbo://" + address + ":20880/a.B?interface=a.B&token=secret&version=" + version);
        }

        @Override
        public Class<Service> getInterface() {
            return Service.class;
        }

        @Override
        public Result invoke(Invocation invocation) {
            calls.add((RpcInvocation) invocation);
            timeouts.add(Integer.valueOf((String) RpcContext.getContext().getObjectAttachment("timeout")));
            return behaviour.apply(invocation);
        }

        @Override
        public URL getUrl() {
            return url;
        }

        @Override
        public boolean isAvailable() {
            return available;
        }

        @Override
        public void destroy() {}
    }
}
