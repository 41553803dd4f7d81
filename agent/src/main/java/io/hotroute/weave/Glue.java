package io.hotroute.weave;

import io.hotroute.route.CallReader;
import io.hotroute.route.RouteTable;
import io.hotroute.rule.Rule;
import io.hotroute.rule.ServiceKey;
import java.util.List;

/** The agent's end in one Dubbo: lives in a class loader of its own that sees that Dubbo. Thread-safe. */
public interface Glue {

    /**
     * Decides one call, on the caller's thread. Neither locks nor allocates once a reference is known.
     *
     * @return a {@link io.hotroute.bootstrap.Detour} to take, a {@link io.hotroute.bootstrap.CallObserver} for the usual way, or
     *     null for the usual way
     */
    Object enter(Object invoker, Object invocation, RouteTable routes);

    /**
     * Decides one call that is about to be made on an invoker which may have no cluster above it, on the caller's thread.
     *
     * @return what to call in its place: the invoker itself, if a cluster decides or nothing is to be decided
     */
    Object invokerFor(Object invoker, Object invocation, RouteTable routes);

    /** Takes note of a cluster invoker that was made. It may be under construction still: nothing of it is called. */
    void created(Object invoker);

    /** Called by the control thread at every tick; does not block, and does not call Dubbo. */
    void tick();

    /**
     * Checks the candidates of a service's references, without a call. Blocks while Dubbo is asked.
     *
     * @return what was found; empty if no reference of this Dubbo has a rule for the service
     */
    List<CheckResult> check(ServiceKey service);

    /**
     * Holds a rule against the interfaces of the references that it is about, before it is applied.
     *
     * @return what does not fit, as the operator is to read it; or null
     */
    String problem(Rule rule);

    /** @return whether it has nothing in its Dubbo, neither a candidate nor a thread, and starts nothing before a tick */
    boolean isIdle();

    /** @return what it has in its Dubbo, or left there because it could not be taken down; one line each */
    List<String> remaining();

    /**
     * Says what the rules do with a sample call, and why.
     *
     * @param reader reads the sample
     * @return a line for each step, for each of the service's references
     */
    List<String> explain(ServiceKey service, CallReader reader, Object sample);

    /** @param calls how many of the newest calls of each of the service's references to remember; 0 for none */
    void remember(ServiceKey service, int calls);

    /** @return the calls remembered, a line each: time, method, rule, decision and provider */
    List<String> recentCalls(ServiceKey service);

    /** @return the references that were made, or called under a rule, since the agent came */
    List<ReferenceStatus> references();
}
