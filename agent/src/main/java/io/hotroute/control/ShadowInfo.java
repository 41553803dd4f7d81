package io.hotroute.control;

import io.hotroute.shadow.MethodReport;
import io.hotroute.shadow.ShadowReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One method whose calls are mirrored, as JMX shows it; or a rule of which none was yet. Immutable. */
public final class ShadowInfo {

    private final ShadowReport report;
    private final MethodReport method;

    /** @param method null for a rule none of whose calls was drawn yet */
    ShadowInfo(ShadowReport report, MethodReport method) {
        this.report = report;
        this.method = method;
    }

    /** @return the rule's service key */
    public String getService() {
        return report.service();
    }

    /** @return the method; empty if no call of one that the rule names was drawn yet */
    public String getMethod() {
        return method == null ? "" : method.method();
    }

    /** @return RUNNING, BACKED_OFF, STOPPED or ENDED; that of the whole rule */
    public String getState() {
        return report.state().name();
    }

    /** @return why it is not running; empty if it is */
    public String getWhy() {
        return report.why();
    }

    /** @return in how many seconds it goes on by itself; -1 if it does not */
    public long getResumesInSeconds() {
        return report.resumesInNanos() < 0 ? -1 : TimeUnit.NANOSECONDS.toSeconds(report.resumesInNanos());
    }

    /** @return whether the answers are the same: SAME, NOISE, DIFFERS or UNCALIBRATED, and what that rests on; empty without calls */
    public String getVerdict() {
        return method == null ? "" : method.summary();
    }

    /** @return calls that were to be mirrored */
    public long getSampled() {
        return method == null ? 0 : method.sampled();
    }

    /** @return shadows that were sent, to either version */
    public long getSent() {
        return method == null ? 0 : method.sent();
    }

    /** @return samples that have not ended */
    public long getInFlight() {
        return method == null ? 0 : method.inFlight();
    }

    /** @return answers of the candidate that do not differ from the baseline's */
    public long getMatched() {
        return method == null ? 0 : method.matched();
    }

    /** @return answers of the candidate that differ */
    public long getMismatched() {
        return method == null ? 0 : method.mismatched();
    }

    /** @return shadows that the candidate did not answer */
    public long getCandidateErrors() {
        return method == null ? 0 : method.candidateErrors();
    }

    /** @return answers of the baseline that were compared with another one of the baseline */
    public long getNoiseSamples() {
        return method == null ? 0 : method.noiseCompared();
    }

    /** @return of these, those that differ */
    public long getNoiseMismatched() {
        return method == null ? 0 : method.noiseMismatched();
    }

    /** @return shadows that the baseline did not answer */
    public long getBaselineErrors() {
        return method == null ? 0 : method.baselineErrors();
    }

    /** @return how many samples were not mirrored or not compared, and why, each as {@code REASON: number} */
    public List<String> getSkipped() {
        List<String> skipped = new ArrayList<>();
        if (method != null) {
            method.skips().forEach((reason, count) -> skipped.add(reason.name() + ": " + count));
        }
        return skipped;
    }

    /** @return how long the candidate's shadows take, against the baseline's; empty without calls */
    public String getLatency() {
        return method == null ? "" : method.latency().toString();
    }
}
