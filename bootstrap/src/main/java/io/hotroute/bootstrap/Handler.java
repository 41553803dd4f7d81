package io.hotroute.bootstrap;

/**
 * The agent's side of the {@link Gate}: decides where one call goes, and makes it where it is not the usual way.
 *
 * <p><b>Assumptions.</b> Called by many application threads at once, on the path of every call of a woven class.
 *
 * <p><b>Guarantees.</b> What {@link #enter} or {@link #created} throws never reaches the application. What {@link #invoke} throws does: it
 * is the call's own outcome.
 */
public interface Handler {

    /**
     * Learns of a new object of a woven class, while its constructors are still running.
     *
     * @param owner the woven class, in the application's class loader
     * @param invoker the object
     */
    void created(Class<?> owner, Object invoker);

    /**
     * Decides where a call goes.
     *
     * @param owner the woven class, in the application's class loader
     * @param invoker the object whose woven method was called
     * @param invocation the call
     * @return a detour to be given to {@link #invoke}, or null: the call goes on as if the agent were not there
     */
    Object enter(Class<?> owner, Object invoker, Object invocation);

    /**
     * Makes a call by a detour instead of the woven method's body.
     *
     * @param detour what {@link #enter} returned
     * @param invocation the call
     * @return the call's result, or {@link Gate#PROCEED}: the woven method's body is to run after all
     * @throws Throwable the call's own failure
     */
    Object invoke(Object detour, Object invocation) throws Throwable;
}
