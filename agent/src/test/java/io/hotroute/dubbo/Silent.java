package io.hotroute.dubbo;

import io.hotroute.degrade.Transition;
import io.hotroute.drill.DrillReport;
import io.hotroute.rollout.RolloutEvent;
import io.hotroute.upgrade.UpgradeListener;

/** Does nothing with what it is told. */
final class Silent implements UpgradeListener {

    @Override
    public void guardChanged(Transition transition) {}

    @Override
    public void rolloutChanged(RolloutEvent event) {}

    @Override
    public void shadowChanged(String service, String text) {}

    @Override
    public void drillSettled(DrillReport report) {}
}
