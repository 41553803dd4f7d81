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
import java.util.function.Function;
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

    private static final String DEFAULT = "default";
    private static final String NO_REGISTRY = "no registry tells";

    /** Since 3.2 consumers look at the serializations that a provider prefers before the one that it has. */
    private static final boolean HAS_PREFERENCES = hasPreferences();

    private final String reference;
    private final AbstractClusterInvoker<?> baseline;
    private final String candidate;
    private final List<? extends Invoker<?>> providers;
    private final boolean byAddress;
    private final List<CheckResult> results = new ArrayList<>();

    /** @param byAddress whether the candidate's providers are but addresses: all else is then the baseline's own */
    CandidateCheck(
            String reference,
            AbstractClusterInvoker<?> baseline,
            String candidate,
            List<? extends Invoker<?>> providers,
            boolean byAddress) {
        this.reference = reference;
        this.baseline = baseline;
        this.candidate = candidate;
        this.providers = providers;
        this.byAddress = byAddress;
    }

    private static boolean hasPreferences() {
        try {
            Class.forName("org.apache.dubbo.remoting.utils.UrlUtils", false, CandidateCheck.class.getClassLoader())
                    .getMethod("preferSerialization", URL.class);
            return true;
        } catch (ReflectiveOperationException | LinkageError older) {
            return false;
        }
    }

    List<CheckResult> run() {
        if (providers.isEmpty()) {
            add("providers", FAIL, "none", "start a provider of " + candidate + " where this reference looks for one");
            return results;
        }
        add("providers", PASS, providers.size() + ": " + Providers.addresses(providers), "");
        reachable();
        add("service", PASS, services(providers) + " (baseline: " + services(baselineProviders()) + ")", "");
        if (byAddress) {
            unknown(
                    "methods",
                    WARN,
                    NO_REGISTRY,
                    "if it lacks some, exclude them by route.methods: their calls would fail there");
            for (String item : new String[] {"types", "protocol", "serialization", "token", "auth"}) {
                unknown(item, PASS, NO_REGISTRY, "");
            }
            return results;
        }
        methods();
        types();
        same("protocol", URL::getProtocol, "calls take another protocol: check that its port is open to this consumer");
        same(
                "serialization",
                CandidateCheck::serialization,
                "arguments and results are encoded otherwise: check that both sides have it");
        same("token", url -> url.getParameter("token") == null ? "none" : "set, taken from the registry", "");
        same("auth", CandidateCheck::auth, "the candidate asks for other credentials: check this consumer's");
        same(
                "timeout",
                url -> url.getParameter("timeout", DEFAULT),
                "calls get another time-out where the reference has none of its own");
        same("release", url -> url.getParameter("release", DEFAULT), "");
        return results;
    }

    private void unknown(String item, CheckResult.Verdict verdict, String why, String advice) {
        add(item, verdict, "not known: " + why, advice);
    }

    private List<? extends Invoker<?>> baselineProviders() {
        return Providers.of(baseline.getDirectory());
    }

    private static String services(List<? extends Invoker<?>> providers) {
        return shown(values(
                url -> ServiceKey.of(url.getParameter("group"), url.getServiceInterface(), url.getParameter("version"))
                        .toString(),
                providers));
    }

    /** @return the one that Dubbo would take; Hessian 2 is the default on every line */
    private static String serialization(URL url) {
        String preferred = HAS_PREFERENCES ? url.getParameter("prefer.serialization") : null;
        String first = preferred == null ? "" : preferred.split(",", 2)[0].trim();
        String serialization = first.isEmpty() ? url.getParameter("serialization", DEFAULT) : first;
        return serialization.equals("hessian2") ? DEFAULT : serialization;
    }

    private static String auth(URL url) {
        return Boolean.parseBoolean(url.getParameter("auth"))
                ? "by " + url.getParameter("authenticator", DEFAULT)
                : "none";
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
            if (exported != null && !exported.isEmpty() && !exported.equals("*")) {
                Set<String> lacking = new TreeSet<>(wanted);
                lacking.removeAll(Arrays.asList(exported.split(",")));
                missing.addAll(lacking);
            }
        }
        if (wanted.isEmpty()) {
            unknown("methods", PASS, "the reference is generic", "");
        } else if (missing.isEmpty()) {
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

    /** @return none if it is generic */
    private Set<String> consumerMethods() {
        Set<String> methods = new TreeSet<>();
        String named = baseline.getUrl().getParameter("methods");
        if (named != null && !named.equals("*")) {
            methods.addAll(Arrays.asList(named.split(",")));
            return methods;
        }
        if (Reference.isGeneric(baseline.getInterface())) {
            return methods;
        }
        for (Method method : baseline.getInterface().getMethods()) {
            methods.add(method.getName());
        }
        return methods;
    }

    /** Passes if the candidate's providers say the same as the baseline's, or if it does not matter to calls. */
    private void same(String item, Function<URL, String> value, String advice) {
        Set<String> before = values(value, baselineProviders());
        Set<String> after = values(value, providers);
        if (before.equals(after) || before.isEmpty()) {
            add(item, PASS, shown(after), "");
        } else {
            add(item, advice.isEmpty() ? PASS : WARN, shown(after) + " (baseline: " + shown(before) + ")", advice);
        }
    }

    private static Set<String> values(Function<URL, String> value, List<? extends Invoker<?>> providers) {
        Set<String> values = new TreeSet<>();
        for (Invoker<?> provider : providers) {
            values.add(value.apply(provider.getUrl()));
        }
        return values;
    }

    private static String shown(Set<String> values) {
        return values.isEmpty() ? "none" : String.join(", ", values);
    }

    private void add(String item, CheckResult.Verdict verdict, String found, String advice) {
        results.add(new CheckResult(reference, item, verdict, found, advice));
    }
}
