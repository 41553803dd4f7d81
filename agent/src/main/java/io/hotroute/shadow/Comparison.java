package io.hotroute.shadow;

import io.hotroute.rule.Compare;
import java.util.List;

/** SKELETON, owner: snapshot. Compares two values by the settings of a rule. Immutable. */
public final class Comparison {

    public Comparison(Compare settings) {}

    /** @return the places at which they differ, at most one for each generalised path; empty if they are the same */
    public List<Difference> differences(Snapshot baseline, Snapshot candidate) {
        throw new UnsupportedOperationException();
    }

    /** @return the places at which two exceptions differ, by class and normalised message: paths {@code !class}, {@code !message} */
    public List<Difference> differences(
            String baselineClass, String baselineMessage, String candidateClass, String candidateMessage) {
        throw new UnsupportedOperationException();
    }
}
