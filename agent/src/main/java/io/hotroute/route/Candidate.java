package io.hotroute.route;

import io.hotroute.rule.Degrade;
import io.hotroute.rule.Weight;

/**
 * The candidate of a reference, as far as a decision about calls of one method needs it. Thread-safe; neither locks nor
 * allocates. Shares are in 10,000ths, and only ever lower what the rule gives.
 */
public interface Candidate {

    /** @return whether it can take a call of that method now; not null */
    Availability availability(String method);

    /** @return the most that it may have of any calls, because of how it did with those it had */
    default int limit() {
        return Weight.WHOLE;
    }

    /** @return the most that it may have of the calls that no rule matches, as far as its rollout has come */
    default int step() {
        return Weight.WHOLE;
    }

    /** @return the most that the baseline may have of its own calls, because of how it did with those it had */
    default int baselineLimit() {
        return Weight.WHOLE;
    }

    /** @return what becomes of a call that is taken off; asked only if there is one */
    default Degrade.Action whenDegraded() {
        return Degrade.Action.BASELINE;
    }

    /** @return whether a call that is taken off had better stay, as the baseline would be overrun; asked only if it would go there */
    default boolean isRouteBackFull() {
        return false;
    }
}
