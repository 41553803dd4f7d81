package io.hotroute.bootstrap;

/**
 * Another way for a call than the woven method's body: woven code that is given one skips the body. Shared by many calls at
 * once.
 *
 * <p>An abstract class, as woven code asks for each call whether it was given one. To ask for an interface that a class does
 * not have scans all of its interfaces each time (HotSpot's secondary supers, JDK-8180450): tens of ns.
 */
public abstract class Detour {

    /**
     * Makes the call.
     *
     * @param invocation the call
     * @return the call's result, or {@link Gate#PROCEED} to have the body run after all
     * @throws Throwable the call's own failure
     */
    public abstract Object invoke(Object invocation) throws Throwable;
}
