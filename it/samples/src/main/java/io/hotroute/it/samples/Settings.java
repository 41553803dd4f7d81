package io.hotroute.it.samples;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.config.AbstractInterfaceConfig;
import org.apache.dubbo.config.ArgumentConfig;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.RegistryConfig;

/**
 * Settings of a reference or a service from words {@code name=value}: {@code registries=first,second}, {@code
 * method.<method>.<name>=<value>}, {@code method.<method>.callback=<argument>}, {@code parameter.<name>=<value>}; any other
 * name is a property of Dubbo's configuration class. A plus sign stands for a space.
 */
final class Settings {

    private static final String METHOD = "method.";
    private static final String PARAMETER = "parameter.";

    private final Map<String, String> values = new LinkedHashMap<>();

    static Settings of(String... words) {
        Settings settings = new Settings();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            settings.values.put(parts[0], parts[1].replace('+', ' '));
        }
        return settings;
    }

    /** Takes a setting out: it is not one of Dubbo's. */
    String take(String name, String otherwise) {
        String value = values.remove(name);
        return value == null ? otherwise : value;
    }

    /** Takes out {@code type}, an interface of this package: {@link KindsService} if none is set. */
    Class<?> type() throws ClassNotFoundException {
        return Class.forName(Settings.class.getPackage().getName() + "." + take("type", "KindsService"));
    }

    void applyTo(AbstractInterfaceConfig config, List<MethodConfig> methods) throws ReflectiveOperationException {
        config.setRegistries(registries(take("registries", "first")));
        Map<String, MethodConfig> byName = new LinkedHashMap<>();
        for (MethodConfig method : methods) {
            byName.put(method.getName(), method);
        }
        Map<String, String> parameters = new HashMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), entry.getValue());
            } else if (name.startsWith(METHOD)) {
                String[] parts = name.substring(METHOD.length()).split("\\.");
                set(byName.computeIfAbsent(parts[0], Settings::method), parts[1], entry.getValue());
            } else {
                set(config, name, entry.getValue());
            }
        }
        if (!parameters.isEmpty()) {
            config.setParameters(parameters);
        }
        if (!byName.isEmpty()) {
            config.setMethods(new ArrayList<>(byName.values()));
        }
    }

    static MethodConfig method(String name) {
        MethodConfig method = new MethodConfig();
        method.setName(name);
        return method;
    }

    private static List<RegistryConfig> registries(String ids) {
        List<RegistryConfig> registries = new ArrayList<>();
        for (String id : ids.split(",")) {
            registries.add(SampleConfig.registry(id));
        }
        return registries;
    }

    private static void set(Object config, String name, String value) throws ReflectiveOperationException {
        if (name.equals("callback")) {
            ArgumentConfig argument = new ArgumentConfig();
            argument.setIndex(Integer.valueOf(value));
            argument.setCallback(true);
            ((MethodConfig) config).setArguments(Arrays.asList(argument));
            return;
        }
        String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (Class<?> type : Arrays.asList(String.class, Integer.class, Boolean.class)) {
            try {
                Method method = config.getClass().getMethod(setter, type);
                method.invoke(
                        config,
                        type == String.class
                                ? value
                                : type.getMethod("valueOf", String.class).invoke(null, value));
                return;
            } catch (NoSuchMethodException next) {
                // It may be of another type.
            }
        }
        throw new NoSuchMethodException(setter);
    }
}
