package io.hotroute.dubbo;

import static io.hotroute.weave.CheckResult.Verdict.FAIL;
import static io.hotroute.weave.CheckResult.Verdict.PASS;
import static io.hotroute.weave.CheckResult.Verdict.WARN;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.ServiceKey;
import io.hotroute.weave.CheckResult;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * Compares a candidate's providers with the consumer's interface and the baseline's providers, by what the registry says of
 * them and whether they are connected. No call is sent.
 *
 * <p>Runs on a thread of its own, which Dubbo may leave its thread locals on. Not thread-safe; lives for one check.
 */
final class CandidateCheck {

    private final String reference;
    private final AbstractClusterInvoker<?> baseline;
    private final String candidate;
    private final List<? extends Invoker<?>> providers;
    private final List<CheckResult> results = new ArrayList<>();

    CandidateCheck(
            String reference,
            AbstractClusterInvoker<?> baseline,
            String candidate,
            List<? extends Invoker<?>> providers) {
        this.reference = reference;
        this.baseline = baseline;
        this.candidate = candidate;
        this.providers = providers;
    }

    List<CheckResult> run() {
        if (providers.isEmpty()) {
            add("providers", FAIL, "none", "start a provider of " + candidate + " where this reference looks for one");
            return results;
        }
        add("providers", PASS, providers.size() + ": " + Providers.addresses(providers), "");
        reachable();
        methods();
        types();
        same("protocol", "calls take another protocol: check that its port is open to this consumer");
        same("serialization", "arguments and results are encoded otherwise: check that both sides have it");
        same("token", "");
        same("auth", "the candidate asks for other credentials: check this consumer's");
        same("timeout", "calls get another time-out where the reference has none of its own");
        same("release", "");
        return results;
    }

    private void reachable() {
        List<Invoker<?>> unreachable = new ArrayList<>();
        for (Invoker<?> provider : providers) {
            if (!provider.isAvailable()) {
                unreachable.add(provider);
            }
        }
        if (unreachable.isEmpty()) {
            add("reachable", PASS, "all", "");
        } else {
            add(
                    "reachable",
                    unreachable.size() == providers.size() ? FAIL : WARN,
                    "not " + Providers.addresses(unreachable),
                    "check the network from this host and the providers' logs");
        }
    }

    private void methods() {
        Set<String> wanted = consumerMethods();
        Set<String> missing = new TreeSet<>();
        for (Invoker<?> provider : providers) {
            String exported = provider.getUrl().getParameter("methods");
            if (exported != null && !exported.equals("*")) {
                Set<String> lacking = new TreeSet<>(wanted);
                lacking.removeAll(Arrays.asList(exported.split(",")));
                missing.addAll(lacking);
            }
        }
        if (missing.isEmpty()) {
            add("methods", PASS, "all " + wanted.size() + " of the consumer's interface", "");
        } else {
            add("methods", WARN, "missing " + missing, "calls of these stay on the baseline");
        }
    }

    /** By what the providers' applications have written to the metadata report, if they did. */
    private void types() {
        Class<?> type = baseline.getInterface();
        if (Reference.isGeneric(type)) {
            results.add(TypeCheck.notKnown(reference, "the reference is generic"));
            return;
        }
        Map<String, URL> applications = new TreeMap<>();
        for (Invoker<?> provider : providers) {
            String application = provider.getUrl().getParameter("remote.application");
            if (application != null) {
                applications.put(application, provider.getUrl());
            }
        }
        boolean found = false;
        for (Map.Entry<String, URL> application : applications.entrySet()) {
            found |= types(type, application.getKey(), application.getValue());
        }
        if (!found) {
            results.add(TypeCheck.notKnown(
                    reference, "no metadata report of this consumer has the candidate's definition"));
        }
    }

    /** @return whether there is something to say about that application's */
    private boolean types(Class<?> type, String application, URL provider) {
        ServiceKey service =
                ServiceKey.of(provider.getParameter("group"), type.getName(), provider.getParameter("version"));
        try {
            List<MethodTypes> provided = ServiceDefinitions.find(baseline.getUrl(), service, application);
            if (!provided.isEmpty()) {
                results.add(TypeCheck.compare(reference, type, provided));
            }
            return !provided.isEmpty();
        } catch (RuleException unreadable) {
            results.add(TypeCheck.notKnown(reference, "the definition of " + application + " can't be read"));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            results.add(TypeCheck.notKnown(reference, "the metadata report can't be asked: " + cause));
        }
        return true;
    }

    private Set<String> consumerMethods() {
        Set<String> methods = new TreeSet<>();
        String named = baseline.getUrl().getParameter("methods");
        if (named != null && !named.equals("*")) {
            methods.addAll(Arrays.asList(named.split(",")));
            return methods;
        }
        for (Method method : baseline.getInterface().getMethods()) {
            methods.add(method.getName());
        }
        return methods;
    }

    /** Passes if the candidate's providers say the same as the baseline's. A token's value is nobody's business. */
    private void same(String parameter, String advice) {
        Set<String> before = values(parameter, baseline.getDirectory().getAllInvokers());
        Set<String> after = values(parameter, providers);
        if (before.equals(after) || before.isEmpty()) {
            add(parameter, PASS, after.isEmpty() ? "default" : shown(parameter, after), "");
        } else {
            add(
                    parameter,
                    advice.isEmpty() ? PASS : WARN,
                    shown(parameter, after) + " (baseline: " + shown(parameter, before) + ")",
                    advice);
        }
    }

    private static Set<String> values(String parameter, List<? extends Invoker<?>> providers) {
        Set<String> values = new TreeSet<>();
        for (Invoker<?> provider : providers) {
            URL url = provider.getUrl();
            String value = parameter.equals("protocol") ? url.getProtocol() : url.getParameter(parameter);
            values.add(value == null ? "default" : value);
        }
        return values;
    }

    private static String shown(String parameter, Set<String> values) {
        if (!parameter.equals("token")) {
            return String.join(", ", values);
        }
        return values.equals(new TreeSet<>(Arrays.asList("default"))) ? "none" : "set, taken from the registry";
    }

    private void add(String item, CheckResult.Verdict verdict, String found, String advice) {
        results.add(new CheckResult(reference, item, verdict, found, advice));
    }
}
