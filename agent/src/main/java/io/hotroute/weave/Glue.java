package io.hotroute.weave;

import io.hotroute.route.RouteTable;
import java.util.List;

/** The agent's end in one Dubbo: lives in a class loader of its own that sees that Dubbo. Thread-safe. */
public interface Glue {

    /**
     * Decides one call, on the caller's thread. Neither locks nor allocates once a reference is known.
     *
     * @return the detour to take, or null for the usual way
     */
    Detour enter(Object invoker, RouteTable routes);

    /** Takes note of a cluster invoker that was made. It may be under construction still: nothing of it is called. */
    void created(Object invoker);

    /** Called by the control thread at every tick; does not block, and does not call Dubbo. */
    void tick();

    /** @return whether it has nothing in its Dubbo, neither a candidate nor a thread, and starts nothing before a tick */
    boolean isIdle();

    /** @return what it has in its Dubbo, or left there because it could not be taken down; one line each */
    List<String> remaining();

    /** @return the references that were made, or called under a rule, since the agent came */
    List<ReferenceStatus> references();
}
