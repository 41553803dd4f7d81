package io.hotroute.shadow;

import io.hotroute.latency.RateInterval;
import io.hotroute.rule.PathGlob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often the answers of one method differ at one path. Immutable. */
public final class PathReport {

    private final String path;
    private final long rawDiffers;
    private final long raw;
    private final long noiseDiffers;
    private final long noise;
    private final List<String> examples;
    private final Verdict verdict;

    PathReport(String path, long rawDiffers, long raw, long noiseDiffers, long noise, List<String> examples) {
        this.path = path;
        this.rawDiffers = rawDiffers;
        this.raw = raw;
        this.noiseDiffers = noiseDiffers;
        this.noise = noise;
        this.examples = Collections.unmodifiableList(examples);
        this.verdict = Verdict.of(rawDiffers, raw, noiseDiffers, noise);
    }

    /**
     * @return every index is {@code *}, and {@code ?} a character of a name that a pattern can't have; empty for the answer
     *     itself, {@code (other)} for those that there was no room for
     */
    public String path() {
        return path;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** @return how many pairs of baseline and candidate differ here */
    public long rawDiffers() {
        return rawDiffers;
    }

    /** @return how many pairs of baseline and baseline differ here */
    public long noiseDiffers() {
        return noiseDiffers;
    }

    /** @return what some of the pairs of baseline and candidate have here, values only where the rule shows them */
    public List<String> examples() {
        return examples;
    }

    /** @return whether a path glob can name it, and it is noise and nothing else */
    boolean isWorthIgnoring() {
        return verdict == Verdict.NOISE && !path.isEmpty() && !path.startsWith("!") && PathGlob.isGlob(path);
    }

    String line() {
        return verdict + " " + (path.isEmpty() ? "(answer)" : path) + ": " + rate(rawDiffers, raw) + ", noise "
                + rate(noiseDiffers, noise);
    }

    static String rate(long k, long n) {
        if (n == 0) {
            return "no samples";
        }
        RateInterval interval = new RateInterval(k, n);
        return k + " of " + n + " = " + Texts.percent(interval.rate()) + " [" + Texts.percent(interval.lower()) + ", "
                + Texts.percent(interval.upper()) + "]";
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", path);
        map.put("verdict", verdict.name());
        map.put("raw", rateMap(rawDiffers, raw));
        map.put("noise", rateMap(noiseDiffers, noise));
        map.put("examples", examples);
        return map;
    }

    /** @return without rates if there are no samples */
    static Map<String, Object> rateMap(long k, long n) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", k);
        map.put("of", n);
        if (n > 0) {
            RateInterval interval = new RateInterval(k, n);
            map.put("rate", interval.rate());
            map.put("lower", interval.lower());
            map.put("upper", interval.upper());
        }
        return map;
    }
}
