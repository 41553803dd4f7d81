package io.hotroute.dubbo;

import io.hotroute.rule.RuleException;
import io.hotroute.rule.ServiceKey;
import io.hotroute.rule.YamlValue;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.common.URL;

/**
 * What providers have written to Dubbo's metadata reports: the methods of their services, with their types. Stateless. It
 * blocks on the metadata centre: never for a caller's thread.
 *
 * <p>All by reflection: a Dubbo without metadata reports is as good as any other.
 */
final class ServiceDefinitions {

    private static final String PACKAGE = "org.apache.dubbo.metadata.report.";
    private static final int MOST_CHARS = 4_000_000;

    private ServiceDefinitions() {}

    /**
     * @param consumer names the model whose reports are asked
     * @param application the providers'
     * @return the methods of the first definition that is found; empty if there is none
     * @throws ReflectiveOperationException if this Dubbo has no metadata reports, or one of them can't be asked
     * @throws RuleException if the definition can't be read
     */
    static List<MethodTypes> find(URL consumer, ServiceKey service, String application)
            throws ReflectiveOperationException, RuleException {
        ClassLoader loader = ServiceDefinitions.class.getClassLoader();
        Class<?> identifierType = Class.forName(PACKAGE + "identifier.MetadataIdentifier", true, loader);
        Object identifier = identifierType
                .getConstructor(String.class, String.class, String.class, String.class, String.class)
                .newInstance(service.interfaceName(), service.version(), service.group(), "provider", application);
        Method definition = Class.forName(PACKAGE + "MetadataReport", true, loader)
                .getMethod("getServiceDefinition", identifierType);
        for (Object report : reports(Class.forName(PACKAGE + "MetadataReportInstance", true, loader), consumer)) {
            String json = (String) definition.invoke(report, identifier);
            if (json != null && !json.isEmpty()) {
                return methods(json);
            }
        }
        return Collections.emptyList();
    }

    private static Collection<?> reports(Class<?> type, URL consumer) throws ReflectiveOperationException {
        Method reports = type.getMethod("getMetadataReports", boolean.class);
        Object instance = null;
        if (!Modifier.isStatic(reports.getModifiers())) {
            // Since 3.0 it is the application model's.
            Object model = URL.class.getMethod("getOrDefaultApplicationModel").invoke(consumer);
            Object beans = model.getClass().getMethod("getBeanFactory").invoke(model);
            instance = beans.getClass().getMethod("getBean", Class.class).invoke(beans, type);
            if (instance == null) {
                return Collections.emptyList();
            }
        }
        return ((Map<?, ?>) reports.invoke(instance, false)).values();
    }

    /** @param json as Dubbo writes its {@code ServiceDefinition} */
    static List<MethodTypes> methods(String json) throws RuleException {
        Object definition = YamlValue.parse("service definition", json, MOST_CHARS);
        Object methods = definition instanceof Map ? ((Map<?, ?>) definition).get("methods") : null;
        List<MethodTypes> types = new ArrayList<>();
        for (Object each : listed(methods)) {
            if (each instanceof Map) {
                Map<?, ?> method = (Map<?, ?>) each;
                types.add(MethodTypes.of(
                        String.valueOf(method.get("name")),
                        listed(method.get("parameterTypes")),
                        String.valueOf(method.get("returnType"))));
            }
        }
        return types;
    }

    private static List<?> listed(Object value) {
        return value instanceof List ? (List<?>) value : Collections.emptyList();
    }
}
