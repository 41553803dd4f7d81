package io.hotroute.upgrade;

import io.hotroute.degrade.Transition;
import io.hotroute.drill.DrillReport;
import io.hotroute.rollout.RolloutEvent;

/** Told what upgrades do by themselves, on the ticker's thread. Must neither throw nor block. */
public interface UpgradeListener {

    /** A guard went from one state to another. */
    void guardChanged(Transition transition);

    /** A rollout went on, stopped, or says why it does neither. */
    void rolloutChanged(RolloutEvent event);

    /** Shadows of a rule were stopped or go on again. Also told on an operator's thread. @param text what happened and why */
    void shadowChanged(String service, String text);

    /** A drill has ended, and every guard that it opened has closed again. */
    void drillSettled(DrillReport report);
}
