package io.hotroute.it.harness;

import java.util.Locale;

/** Which kind of method the sample consumer calls. */
public enum CallMode {
    SYNC,
    ASYNC,
    /** Both in turn. */
    MIXED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
