package io.hotroute.dubbo;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A method's name and the names of its types, as far as lines of Dubbo agree on them: without type arguments, nested
 * classes with a dot. Immutable.
 */
final class MethodTypes {

    private final String name;
    private final String parameters;
    private final String returned;

    private MethodTypes(String name, String parameters, String returned) {
        this.name = name;
        this.parameters = parameters;
        this.returned = returned;
    }

    static MethodTypes of(Method method) {
        List<String> parameters = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            parameters.add(type.getCanonicalName());
        }
        return of(method.getName(), parameters, method.getReturnType().getCanonicalName());
    }

    /** @param parameters the types' names */
    static MethodTypes of(String name, List<?> parameters, String returned) {
        List<String> plain = new ArrayList<>();
        for (Object type : parameters) {
            plain.add(plain(String.valueOf(type)));
        }
        return new MethodTypes(name, String.join(", ", plain), plain(returned));
    }

    /** {@code java.util.Map<K, java.util.List<V>>[]} becomes {@code java.util.Map[]}. */
    private static String plain(String type) {
        int open = type.indexOf('<');
        int close = type.lastIndexOf('>');
        String raw = open < 0 || close < open ? type : type.substring(0, open) + type.substring(close + 1);
        return raw.replace('$', '.');
    }

    String name() {
        return name;
    }

    boolean isSameAs(MethodTypes other) {
        return name.equals(other.name) && parameters.equals(other.parameters) && returned.equals(other.returned);
    }

    @Override
    public String toString() {
        return returned + " " + name + "(" + parameters + ")";
    }
}
