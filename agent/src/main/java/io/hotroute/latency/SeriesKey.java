package io.hotroute.latency;

import java.util.Objects;

/** What the calls of one series have in common. Immutable. */
public final class SeriesKey {

    private final String service;
    private final String method;
    private final String version;

    /**
     * @param service {@code [group/]interface[:version]} of the reference
     * @param method the method, or the name of a group of methods
     * @param version what served the calls
     */
    public SeriesKey(String service, String method, String version) {
        this.service = Objects.requireNonNull(service, "service");
        this.method = Objects.requireNonNull(method, "method");
        this.version = Objects.requireNonNull(version, "version");
    }

    public String service() {
        return service;
    }

    public String method() {
        return method;
    }

    public String version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SeriesKey)) {
            return false;
        }
        SeriesKey key = (SeriesKey) other;
        return service.equals(key.service) && method.equals(key.method) && version.equals(key.version);
    }

    @Override
    public int hashCode() {
        return (service.hashCode() * 31 + method.hashCode()) * 31 + version.hashCode();
    }

    @Override
    public String toString() {
        return service + " " + method + " " + version;
    }
}
