package io.hotroute.rule;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dubbo's service key, {@code [group/]interface[:version]}. Immutable. A missing group or version is null; Dubbo's habit
 * of writing "no version" as {@code 0.0.0} is normalised to null. A reference can have several groups, {@code a,b}, or
 * {@code *} for all of them: that is a group of its own here.
 */
public final class ServiceKey {

    static final String SHAPE = "[group/]interface[:version]";

    /** One or several. Possessive, as Java recurses into any other repeated group. */
    static final String GROUPS = "(?:[\\w.-]++,)*+[\\w.-]++";

    private static final Pattern TEXT =
            Pattern.compile("(?:(\\*|" + GROUPS + ")/)?([\\p{L}_$][\\p{L}\\p{N}_$.]*)(?::([\\w.+-]+|\\*))?");

    private final String group;
    private final String interfaceName;
    private final String version;

    private ServiceKey(String group, String interfaceName, String version) {
        this.group = emptyToNull(group);
        this.interfaceName = interfaceName;
        this.version = "0.0.0".equals(version) ? null : emptyToNull(version);
    }

    /** @return the key of these parts; an empty group or version counts as missing */
    public static ServiceKey of(String group, String interfaceName, String version) {
        return new ServiceKey(group, Objects.requireNonNull(interfaceName, "interfaceName"), version);
    }

    /** @return the key, or null if the text is none */
    static ServiceKey parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? new ServiceKey(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** @return the group, or null */
    public String group() {
        return group;
    }

    /** @return the interface's full name */
    public String interfaceName() {
        return interfaceName;
    }

    /** @return the version, or null */
    public String version() {
        return version;
    }

    /** @return whether references with this key take any version, which Dubbo writes as {@code *} */
    boolean isAnyVersion() {
        return "*".equals(version);
    }

    /** @return the same service in another version */
    public ServiceKey withVersion(String newVersion) {
        return new ServiceKey(group, interfaceName, newVersion);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ServiceKey)) {
            return false;
        }
        ServiceKey that = (ServiceKey) other;
        return interfaceName.equals(that.interfaceName)
                && Objects.equals(group, that.group)
                && Objects.equals(version, that.version);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, interfaceName, version);
    }

    @Override
    public String toString() {
        return (group == null ? "" : group + "/") + interfaceName + (version == null ? "" : ":" + version);
    }
}
