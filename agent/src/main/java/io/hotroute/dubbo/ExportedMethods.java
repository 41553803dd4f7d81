package io.hotroute.dubbo;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.dubbo.rpc.Invoker;

/**
 * The methods that every provider of a candidate exports, by what the registry says of them. Immutable: {@link #of} hands
 * the old one back while nothing has changed. A provider that does not say, or says {@code *}, exports all.
 *
 * <p>Providers say the Java interface's names. Triple's calls of an interface made of a proto file have the proto file's, which
 * differ in the first letter's case: both are known.
 */
final class ExportedMethods {

    static final ExportedMethods ALL = new ExportedMethods(new TreeSet<>(), null);

    private final Set<String> sources;
    private final Set<String> common;

    private ExportedMethods(Set<String> sources, Set<String> common) {
        this.sources = sources;
        this.common = common;
    }

    /** Called by the keeper at every tick: parses only what it has not seen. */
    static ExportedMethods of(List<? extends Invoker<?>> providers, ExportedMethods old) {
        Set<String> sources = new TreeSet<>();
        for (Invoker<?> provider : providers) {
            String methods = provider.getUrl().getParameter("methods");
            if (methods != null && !methods.isEmpty() && !methods.equals("*")) {
                sources.add(methods);
            }
        }
        return sources.equals(old.sources) ? old : new ExportedMethods(sources, common(sources));
    }

    private static Set<String> common(Collection<String> sources) {
        Set<String> common = null;
        for (String source : sources) {
            Set<String> methods = new HashSet<>();
            for (String method : source.split(",")) {
                methods.add(method);
                if (!method.isEmpty()) {
                    methods.add(Character.toUpperCase(method.charAt(0)) + method.substring(1));
                }
            }
            if (common == null) {
                common = methods;
            } else {
                common.retainAll(methods);
            }
        }
        return common;
    }

    /** Cost: a hash look-up; no allocation. {@code $echo} and the like are every provider's. */
    boolean contains(String method) {
        return common == null || common.contains(method) || method.startsWith("$");
    }
}
