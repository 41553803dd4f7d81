package io.hotroute.route;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The methods that a reference's interface declares, as far as a rule can be about them. Immutable. */
public final class DeclaredMethods {

    /** Of a reference without an interface of its own, as generic ones are. */
    public static final DeclaredMethods UNKNOWN = new DeclaredMethods("", Collections.emptyMap());

    private final String interfaceName;
    private final Map<String, Integer> mostArguments;

    private DeclaredMethods(String interfaceName, Map<String, Integer> mostArguments) {
        this.interfaceName = interfaceName;
        this.mostArguments = mostArguments;
    }

    /** @return the methods of an interface, inherited ones too */
    public static DeclaredMethods of(Class<?> type) {
        Map<String, Integer> mostArguments = new TreeMap<>();
        for (Method method : type.getMethods()) {
            mostArguments.merge(method.getName(), method.getParameterCount(), Math::max);
        }
        return new DeclaredMethods(type.getName(), mostArguments);
    }

    boolean isKnown() {
        return this != UNKNOWN;
    }

    String interfaceName() {
        return interfaceName;
    }

    Collection<String> names() {
        return mostArguments.keySet();
    }

    /** @return the length of the longest parameter list among the method's overloads */
    int mostArguments(String method) {
        return mostArguments.get(method);
    }
}
