package io.hotroute.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Why a call goes where it goes, rule by rule, for an operator. Immutable. Values of the call are not in it. */
public final class Explanation {

    private final String rule;
    private final Decision decision;
    private final int bucket;
    private final List<String> lines;

    Explanation(String rule, Decision decision, int bucket, List<String> lines) {
        this.rule = rule;
        this.decision = decision;
        this.bucket = bucket;
        this.lines = Collections.unmodifiableList(new ArrayList<>(lines));
    }

    /** @return the rule that decides: its name, {@code weight} or {@code methods} */
    public String rule() {
        return rule;
    }

    /** @return the decision; where it was taken at random, another call may get another */
    public Decision decision() {
        return decision;
    }

    /** @return the sticky bucket, from 0 to before 10,000; -1 if the call has none */
    public int bucket() {
        return bucket;
    }

    /** @return one line for each step, the decision last */
    public List<String> lines() {
        return lines;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
