package io.hotroute.control;

import io.hotroute.weave.CheckResult;
import java.util.Locale;

/** One line of a candidate's check, as JMX shows it. Immutable. */
public final class CheckInfo {

    private final CheckResult result;

    CheckInfo(CheckResult result) {
        this.result = result;
    }

    /** @return which of the service's references: its discovery and registry */
    public String getReference() {
        return result.reference();
    }

    /** @return what was looked at, such as {@code methods} */
    public String getItem() {
        return result.item();
    }

    /** @return {@code pass}, {@code warn} or {@code fail} */
    public String getVerdict() {
        return result.verdict().name().toLowerCase(Locale.ROOT);
    }

    /** @return what was found */
    public String getFound() {
        return result.found();
    }

    /** @return what to do, or empty */
    public String getAdvice() {
        return result.advice();
    }
}
