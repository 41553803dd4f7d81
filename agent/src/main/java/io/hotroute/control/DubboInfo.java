package io.hotroute.control;

import io.hotroute.weave.DubboStatus;

/** A Dubbo in this JVM, as JMX shows it. Immutable. */
public final class DubboInfo {

    private final DubboStatus status;

    DubboInfo(DubboStatus status) {
        this.status = status;
    }

    /** @return Dubbo's version as its jar says, or {@code unknown} */
    public String getVersion() {
        return status.version();
    }

    /** @return {@code woven} or {@code untouched} */
    public String getState() {
        return status.state();
    }

    /** @return why it is untouched, or empty */
    public String getReason() {
        return status.reason();
    }

    /** @return its class loader */
    public String getClassLoader() {
        return status.classLoader();
    }
}
