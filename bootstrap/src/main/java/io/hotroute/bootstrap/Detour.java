package io.hotroute.bootstrap;

/**
 * Another way for a call than the woven method's body: woven code that is given one skips the body. Shared by many calls at
 * once.
 */
public interface Detour {

    /**
     * Makes the call.
     *
     * @param invocation the call
     * @return the call's result, or {@link Gate#PROCEED} to have the body run after all
     * @throws Throwable the call's own failure
     */
    Object invoke(Object invocation) throws Throwable;
}
