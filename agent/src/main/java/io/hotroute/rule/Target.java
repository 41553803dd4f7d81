package io.hotroute.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of the two sides of a rule: the providers that are meant. What is null or empty is as the reference has it. Immutable.
 */
public final class Target {

    private final String group;
    private final String version;
    private final String tag;
    private final Map<String, String> parameters;
    private final List<String> addresses;

    Target(String group, String version, String tag, Map<String, String> parameters, List<String> addresses) {
        this.group = group;
        this.version = version;
        this.tag = tag;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.addresses = Collections.unmodifiableList(new ArrayList<>(addresses));
    }

    /** @return the group, or null */
    public String group() {
        return group;
    }

    /** @return the version as the rule has it, {@code 0.0.0} meaning none; or null */
    public String version() {
        return version;
    }

    /** @return the providers' {@code dubbo.tag}, or null */
    public String tag() {
        return tag;
    }

    /** @return parameters that the providers have; never null */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** @return {@code host:port} of providers that are called directly; never null */
    public List<String> addresses() {
        return addresses;
    }

    /** @return the service that a reference would name for this target */
    public ServiceKey serviceOf(ServiceKey reference) {
        return ServiceKey.of(
                group == null ? reference.group() : group,
                reference.interfaceName(),
                version == null ? reference.version() : version);
    }

    /** @return whether only some of a service's providers are meant: those with a tag, parameters or addresses */
    public boolean isSubset() {
        return tag != null || !parameters.isEmpty() || !addresses.isEmpty();
    }

    boolean isEmpty() {
        return group == null && version == null && !isSubset();
    }

    /** @return whether for a reference with that key both are the same providers */
    boolean isSameFor(ServiceKey reference, Target other) {
        return serviceOf(reference).equals(other.serviceOf(reference))
                && Objects.equals(tag, other.tag)
                && parameters.equals(other.parameters)
                && addresses.equals(other.addresses);
    }

    Target withDefaultVersion(String defaultVersion) {
        return version != null ? this : new Target(group, defaultVersion, tag, parameters, addresses);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Target)) {
            return false;
        }
        Target that = (Target) other;
        return Objects.equals(group, that.group)
                && Objects.equals(version, that.version)
                && Objects.equals(tag, that.tag)
                && parameters.equals(that.parameters)
                && addresses.equals(that.addresses);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, version, tag, parameters, addresses);
    }

    /** @return the version if that is all, otherwise each field with its name */
    @Override
    public String toString() {
        if (group == null && version != null && !isSubset()) {
            return version;
        }
        List<String> fields = new ArrayList<>();
        add(fields, "version", version);
        add(fields, "group", group);
        add(fields, "tag", tag);
        add(fields, "parameters", parameters.isEmpty() ? null : parameters);
        add(fields, "addresses", addresses.isEmpty() ? null : addresses);
        return "{" + String.join(", ", fields) + "}";
    }

    private static void add(List<String> fields, String name, Object value) {
        if (value != null) {
            fields.add(name + ": " + value);
        }
    }
}
