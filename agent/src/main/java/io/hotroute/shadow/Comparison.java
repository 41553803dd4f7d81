package io.hotroute.shadow;

import io.hotroute.rule.Compare;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares two values by the settings of a rule. Immutable and thread-safe; not for a caller's thread. */
public final class Comparison {

    private final Compare settings;

    public Comparison(Compare settings) {
        this.settings = settings;
    }

    /**
     * Numbers compare by value, dates and times by instant, sets and maps without order; objects of different classes differ,
     * collections of different classes do not.
     *
     * @return the places at which they differ, at most one for each generalised path; empty if they are the same
     */
    public List<Difference> differences(Snapshot baseline, Snapshot candidate) {
        Differ differ = new Differ(settings);
        differ.compare(baseline.root(), candidate.root(), Place.root(settings));
        return differ.differences();
    }

    /** @return the places at which two exceptions differ, by class and normalised message: paths {@code !class}, {@code !message} */
    public List<Difference> differences(
            String baselineClass, String baselineMessage, String candidateClass, String candidateMessage) {
        List<Difference> differences = new ArrayList<>();
        Place root = Place.root(settings);
        Place type = root.name("!class");
        Place message = root.name("!message");
        if (!baselineClass.equals(candidateClass) && !type.isIgnored) {
            differences.add(
                    new Difference(type.path(), Shown.clip(baselineClass) + " -> " + Shown.clip(candidateClass)));
        }
        if (!Objects.equals(Messages.normalised(baselineMessage), Messages.normalised(candidateMessage))
                && !message.isIgnored) {
            differences.add(
                    new Difference(message.path(), Shown.pair(baselineMessage, candidateMessage, message.isShown)));
        }
        return differences;
    }
}
