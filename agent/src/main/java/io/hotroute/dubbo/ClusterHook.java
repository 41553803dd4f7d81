package io.hotroute.dubbo;

import io.hotroute.bootstrap.Gate;
import io.hotroute.launch.Log;
import io.hotroute.route.CallReader;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import io.hotroute.upgrade.Upgrades;
import io.hotroute.weave.CheckResult;
import io.hotroute.weave.Glue;
import io.hotroute.weave.ReferenceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.ClusterInvoker;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * The glue's front: from a woven cluster invoker to the {@link Reference} that it is the leaf of, and on to its decision.
 *
 * <p><b>Cost.</b> One identity look-up in the {@link ReferenceTable}; with a rule, {@link Reference#enter}'s on top.
 */
public final class ClusterHook implements Glue {

    private final ReferenceTable<Reference> references = new ReferenceTable<>(this::remember);
    private final ReferenceTable<SoleProvider> soleProviders = new ReferenceTable<>(sole -> {});
    private final Upgrades upgrades;
    private final SiblingKeeper keeper;
    private final InvocationReader reader;
    private final Mirrors mirrors;
    /** How many calls each reference to a service is to remember; at least one. */
    private final Map<ServiceKey, Integer> remembered = new ConcurrentHashMap<>();

    /** Called by reflection, once for each Dubbo. */
    public ClusterHook(LiveRoutes routes, Upgrades upgrades, Log log) {
        this.upgrades = upgrades;
        DubboBinding binding = DubboBinding.ofThisDubbo();
        this.reader = new InvocationReader(binding);
        this.mirrors = new Mirrors(binding, reader);
        this.keeper = new SiblingKeeper(binding, references, routes, upgrades, mirrors, log);
    }

    @Override
    public Object enter(Object invoker, Object invocation, RouteTable routes) {
        Reference reference = references.find(invoker);
        if (reference == null) {
            reference = references.add(referenceOf((AbstractClusterInvoker<?>) invoker));
        }
        return reference.enter(reader, invocation, routes, upgrades, mirrors);
    }

    @Override
    public Object invokerFor(Object invoker, Object invocation, RouteTable routes) {
        if (invoker instanceof ClusterInvoker) {
            return invoker;
        }
        SoleProvider sole = soleProviders.find(invoker);
        if (sole == null) {
            sole = soleProviders.add(new SoleProvider((Invoker<?>) invoker));
        }
        return sole.invokerFor((Invoker<?>) invoker, invocation, reader, routes, upgrades, mirrors, references);
    }

    /** What can't be understood is left alone: one fault, not one for each of its calls. */
    private static Reference referenceOf(AbstractClusterInvoker<?> invoker) {
        try {
            return Reference.of(invoker);
        } catch (RuntimeException fault) {
            Gate.fault(fault);
            return Reference.notRoutable(invoker);
        }
    }

    @Override
    public void created(Object invoker) {
        keeper.created((AbstractClusterInvoker<?>) invoker);
    }

    @Override
    public void tick() {
        keeper.wake();
        mirrors.tick(isMirroring());
    }

    private boolean isMirroring() {
        for (Reference reference : references.all()) {
            if (reference.view().mirror != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<CheckResult> check(ServiceKey service) {
        List<CheckResult> results = new ArrayList<>();
        for (Reference reference : references.all()) {
            if (service.equals(reference.service()) && reference.candidate() != null) {
                if (!reference.doubt().isEmpty()) {
                    results.add(new CheckResult(
                            reference.place(),
                            "routing",
                            CheckResult.Verdict.WARN,
                            reference.doubt(),
                            "check again after a call; if it stays, the class does not call super.invoke, and no rule can"
                                    + " reach its calls"));
                }
                results.addAll(keeper.check(reference, reference.candidate()));
            }
        }
        return results;
    }

    @Override
    public String problem(Rule rule) {
        for (Reference reference : references.all()) {
            AbstractClusterInvoker<?> leaf = reference.get();
            if (leaf != null && rule.degrade() != null && rule.service().equals(reference.service())) {
                String problem =
                        Answer.problem(leaf.getInterface(), rule.degrade().fallbacks());
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    @Override
    public boolean isIdle() {
        return keeper.isIdle() && mirrors.isIdle();
    }

    @Override
    public List<String> remaining() {
        List<String> remaining = keeper.remaining();
        if (!mirrors.isIdle()) {
            remaining.add("a thread of the shadows' has not ended");
        }
        return remaining;
    }

    @Override
    public List<String> explain(ServiceKey service, CallReader sampleReader, Object sample) {
        List<String> lines = new ArrayList<>();
        forEach(service, reference -> lines.addAll(reference.explain(sampleReader, sample)));
        return lines;
    }

    @Override
    public void remember(ServiceKey service, int calls) {
        if (calls == 0) {
            remembered.remove(service);
        } else {
            remembered.put(service, calls);
        }
        forEach(service, this::remember);
    }

    private void remember(Reference reference) {
        if (reference.isRoutable()) {
            reference.remember(remembered.getOrDefault(reference.service(), 0));
        }
    }

    @Override
    public List<String> recentCalls(ServiceKey service) {
        List<String> lines = new ArrayList<>();
        forEach(service, reference -> lines.addAll(reference.recentCalls()));
        return lines;
    }

    private void forEach(ServiceKey service, Consumer<Reference> action) {
        for (Reference reference : references.all()) {
            if (service.equals(reference.service())) {
                action.accept(reference);
            }
        }
    }

    @Override
    public List<ReferenceStatus> references() {
        List<ReferenceStatus> statuses = new ArrayList<>();
        for (Reference reference : references.all()) {
            if (reference.isRoutable()) {
                statuses.add(reference.status());
            }
        }
        return statuses;
    }
}
