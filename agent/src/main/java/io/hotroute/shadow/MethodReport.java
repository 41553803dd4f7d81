package io.hotroute.shadow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one method's shadows have shown so far. Immutable. */
public final class MethodReport {

    private final String method;
    private final Counts counts;
    private final Side raw;
    private final Side noise;
    private final List<PathReport> paths;
    private final LatencyComparison latency;
    private final Verdict errors;
    private final Verdict verdict;

    MethodReport(
            String method, Counts counts, Side raw, Side noise, List<PathReport> paths, LatencyComparison latency) {
        this.method = method;
        this.counts = counts;
        this.raw = raw;
        this.noise = noise;
        this.latency = latency;
        paths.sort(Comparator.comparing(PathReport::verdict, Comparator.comparing(v -> v != Verdict.DIFFERS))
                .thenComparing(PathReport::rawDiffers, Comparator.reverseOrder())
                .thenComparing(PathReport::path));
        this.paths = Collections.unmodifiableList(paths);
        this.errors = Verdict.ofFailures(raw.failed(), raw.compared() + raw.failed(), noise.failed(), noiseSettled());
        // Of whole answers too: what is rare at each of many paths may be frequent in all.
        Verdict all = Verdict.of(raw.mismatched(), raw.compared(), noise.mismatched(), noise.compared());
        // All shadows of the candidate fail: that is known, though no answer could be compared.
        all = errors == Verdict.DIFFERS && all != Verdict.UNCALIBRATED ? errors : all.and(errors);
        for (PathReport path : paths) {
            all = all.and(path.verdict());
        }
        this.verdict = all;
    }

    private long noiseSettled() {
        return noise.compared() + noise.failed();
    }

    public String method() {
        return method;
    }

    /** @return over all paths, and the shadows that failed; not over latency */
    public Verdict verdict() {
        return verdict;
    }

    /** @return how many calls were admitted */
    public long sampled() {
        return counts.sampled;
    }

    /** @return how many shadows were sent */
    public long sent() {
        return counts.sent;
    }

    /** @return how many samples have not ended */
    public long inFlight() {
        return Math.max(0, counts.sampled - counts.ended);
    }

    /** @return how many pairs of baseline and candidate were compared */
    public long compared() {
        return raw.compared();
    }

    /** @return how many of them do not differ */
    public long matched() {
        return raw.matched();
    }

    /** @return how many of them differ */
    public long mismatched() {
        return raw.mismatched();
    }

    /** @return how many of those that do not differ are the same exception of the business */
    public long failedAlike() {
        return raw.failedAlike();
    }

    /** @return how many shadows got no answer from the candidate */
    public long candidateErrors() {
        return raw.failed();
    }

    /** @return how many pairs of baseline and baseline were compared */
    public long noiseCompared() {
        return noise.compared();
    }

    /** @return how many of them differ */
    public long noiseMismatched() {
        return noise.mismatched();
    }

    /** @return how many shadows got no answer from the baseline */
    public long baselineErrors() {
        return noise.failed();
    }

    /** @return how many samples were not mirrored or not compared, by reason; without reasons that there were none of */
    public Map<Skip, Long> skips() {
        return counts.skips;
    }

    /** @return the paths at which answers differ: first those of verdict {@link Verdict#DIFFERS}, then by how often */
    public List<PathReport> paths() {
        return paths;
    }

    /** @return how long shadows take */
    public LatencyComparison latency() {
        return latency;
    }

    /** @return {@code compare.ignore} as it could be, were noise to be ignored; empty if there is none */
    public List<String> suggestedIgnores() {
        List<String> ignores = new ArrayList<>();
        for (PathReport path : paths) {
            if (path.isWorthIgnoring()) {
                ignores.add(path.path());
            }
        }
        return ignores;
    }

    /** @return verdict and what it rests on, in one line */
    public String summary() {
        StringBuilder text = new StringBuilder(verdict.toString());
        if (verdict == Verdict.UNCALIBRATED) {
            text.append(" (").append(Math.min(noise.compared(), noiseSettled())).append(" of ");
            text.append(Verdict.LEAST_NOISE).append(" noise samples)");
        } else if (raw.compared() < Verdict.LEAST_RAW) {
            text.append(" (")
                    .append(raw.compared())
                    .append(" of ")
                    .append(Verdict.LEAST_RAW)
                    .append(" samples)");
        }
        text.append(": differ ").append(PathReport.rate(raw.mismatched(), raw.compared()));
        return text.append(", noise ")
                .append(PathReport.rate(noise.mismatched(), noise.compared()))
                .toString();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(method + ": " + summary());
        if (raw.failed() + noise.failed() > 0) {
            lines.add("  errors " + errors + ": " + PathReport.rate(raw.failed(), raw.compared() + raw.failed())
                    + ", noise " + PathReport.rate(noise.failed(), noiseSettled()) + failures());
        }
        for (PathReport path : paths) {
            lines.add("  " + path.line());
            for (String example : path.examples()) {
                lines.add("    " + example);
            }
        }
        if (!suggestedIgnores().isEmpty()) {
            lines.add("  suggested: compare.ignore: [\"" + String.join("\", \"", suggestedIgnores()) + "\"]");
        }
        for (String line : latency.lines()) {
            lines.add("  latency " + line);
        }
        if (latency.isKnown()) {
            lines.add(
                    "  latency of noise is of calls that were just served: what they warmed may flatter the old version");
        }
        lines.add("  " + sampled() + " sampled, " + sent() + " sent, " + inFlight() + " in flight, " + failedAlike()
                + " failed alike" + (skips().isEmpty() ? "" : "; skipped " + skipText()));
        return lines;
    }

    private String failures() {
        return raw.failures().isEmpty() ? "" : " " + raw.failures();
    }

    private String skipText() {
        List<String> texts = new ArrayList<>();
        skips().forEach((reason, count) -> texts.add(count + " " + reason));
        return String.join(", ", texts);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", method);
        map.put("verdict", verdict.name());
        map.put("sampled", sampled());
        map.put("sent", sent());
        map.put("inFlight", inFlight());
        map.put("candidate", sideMap(raw));
        map.put("noise", sideMap(noise));
        map.put("errors", errors.name());
        List<Object> pathMaps = new ArrayList<>();
        paths.forEach(path -> pathMaps.add(path.asMap()));
        map.put("paths", pathMaps);
        map.put("suggestedIgnore", suggestedIgnores());
        map.put("latency", latency.asMap());
        Map<String, Object> skipped = new LinkedHashMap<>();
        skips().forEach((reason, count) -> skipped.put(reason.name(), count));
        map.put("skipped", skipped);
        return map;
    }

    private static Map<String, Object> sideMap(Side side) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("compared", side.compared());
        map.put("matched", side.matched());
        map.put("mismatched", side.mismatched());
        map.put("failedAlike", side.failedAlike());
        map.put("errors", side.failed());
        map.put("errorsByKind", side.failures());
        return map;
    }

    /** How many samples there were, and what became of them. Immutable. */
    static final class Counts {
        private final long sampled;
        private final long sent;
        private final long ended;
        private final Map<Skip, Long> skips;

        Counts(long sampled, long sent, long ended, Map<Skip, Long> skips) {
            this.sampled = sampled;
            this.sent = sent;
            this.ended = ended;
            this.skips = Collections.unmodifiableMap(skips);
        }
    }
}
