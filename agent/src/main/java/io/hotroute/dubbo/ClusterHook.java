package io.hotroute.dubbo;

import io.hotroute.launch.Log;
import io.hotroute.route.LiveRoutes;
import io.hotroute.route.RouteTable;
import io.hotroute.weave.Detour;
import io.hotroute.weave.Glue;
import io.hotroute.weave.ReferenceStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.dubbo.rpc.cluster.support.AbstractClusterInvoker;

/**
 * The glue's front: from a woven cluster invoker to the {@link Reference} that it is the leaf of, and on to its decision.
 *
 * <p><b>Cost.</b> One identity look-up in the {@link ReferenceTable}; with a rule, {@link Reference#enter}'s on top.
 */
public final class ClusterHook implements Glue {

    private final ReferenceTable references = new ReferenceTable();
    private final SiblingKeeper keeper;

    /** Called by reflection, once for each Dubbo. */
    public ClusterHook(LiveRoutes routes, Log log) {
        this.keeper = new SiblingKeeper(DubboBinding.ofThisDubbo(), references, routes, log);
    }

    @Override
    public Detour enter(Object invoker, RouteTable routes) {
        Reference reference = references.find(invoker);
        if (reference == null) {
            reference = references.add(Reference.of((AbstractClusterInvoker<?>) invoker));
        }
        return reference.enter(routes);
    }

    @Override
    public void created(Object invoker) {
        keeper.created((AbstractClusterInvoker<?>) invoker);
    }

    @Override
    public void tick() {
        keeper.wake();
    }

    @Override
    public boolean isIdle() {
        return keeper.isIdle();
    }

    @Override
    public List<String> remaining() {
        return keeper.remaining();
    }

    @Override
    public List<ReferenceStatus> references() {
        List<ReferenceStatus> statuses = new ArrayList<>();
        for (Reference reference : references.all()) {
            if (reference.isRoutable()) {
                statuses.add(reference.status());
            }
        }
        return statuses;
    }
}
