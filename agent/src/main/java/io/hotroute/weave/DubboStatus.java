package io.hotroute.weave;

/** A Dubbo that was found in this JVM, and what became of it. Immutable. */
public final class DubboStatus {

    private final String version;
    private final String state;
    private final String reason;
    private final String classLoader;

    DubboStatus(String version, String state, String reason, String classLoader) {
        this.version = version;
        this.state = state;
        this.reason = reason;
        this.classLoader = classLoader;
    }

    /** @return Dubbo's version as its jar says, or {@code unknown} */
    public String version() {
        return version;
    }

    /** @return {@code woven} or {@code untouched} */
    public String state() {
        return state;
    }

    /** @return why it is untouched, or empty */
    public String reason() {
        return reason;
    }

    /** @return its class loader's class name and identity */
    public String classLoader() {
        return classLoader;
    }

    @Override
    public String toString() {
        return "Dubbo " + version + " " + state + (reason.isEmpty() ? "" : ": " + reason);
    }
}
