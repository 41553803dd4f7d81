package io.hotroute.weave;

/** Another way for a call than the woven method's body. Implemented by the glue; shared by many calls at once. */
public interface Detour {

    /**
     * Makes the call.
     *
     * @return the call's result, or {@link io.hotroute.bootstrap.Gate#PROCEED} to have the body run after all
     * @throws Throwable the call's own failure
     */
    Object invoke(Object invocation) throws Throwable;
}
