package io.hotroute.it.samples;

import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.RegistryConfig;

/** Options of the sample applications: system properties named {@code sample.*}. */
final class SampleConfig {

    private SampleConfig() {}

    static String get(String name, String otherwise) {
        return System.getProperty("sample." + name, otherwise);
    }

    static int get(String name, int otherwise) {
        return Integer.getInteger("sample." + name, otherwise);
    }

    static ApplicationConfig application(String name) {
        ApplicationConfig application = new ApplicationConfig(get("application", name));
        application.setQosEnable(false);
        application.setShutwait("100");
        return application;
    }

    static RegistryConfig registry() {
        return registry("registry", null);
    }

    /** A second and further registry by its id: {@code -Dsample.registry.<id>}; {@code first} is the usual one. */
    static RegistryConfig registry(String id) {
        return registry(id.equals("first") ? "registry" : "registry." + id, id);
    }

    private static RegistryConfig registry(String option, String id) {
        String address = get(option, null);
        if (address == null) {
            throw new IllegalArgumentException("-Dsample." + option + "=zookeeper://<host>:<port> is missing");
        }
        RegistryConfig registry = new RegistryConfig(address);
        registry.setId(id);
        int sessionMillis = get("session", 5_000);
        registry.setSession(sessionMillis);
        registry.setTimeout(sessionMillis);
        // Dubbo 2.7 has a name of its own for the same setting.
        Map<String, String> parameters = new HashMap<>();
        parameters.put("zk.session.expire", String.valueOf(sessionMillis));
        registry.setParameters(parameters);
        return registry;
    }
}
