package io.hotroute.bootstrap;

/**
 * The agent's side of the {@link Gate}: decides where one call goes.
 *
 * <p><b>Assumptions.</b> Called by many application threads at once, on the path of every call of a woven class.
 *
 * <p><b>Guarantees.</b> What it throws never reaches the application.
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
     * @return a {@link Detour} to take; a {@link CallObserver} that watches the call on its usual way; or null: the call
     *     goes on as if the agent were not there
     */
    Object enter(Class<?> owner, Object invoker, Object invocation);

    /**
     * Decides where a call goes that may have no cluster above it.
     *
     * @param owner the class by which the agent knows this Dubbo, in the application's class loader
     * @param invoker what is about to be called
     * @param invocation the call
     * @return what to call in its place: of the same type; the invoker itself if the call is to go on as if the agent were
     *     not there
     */
    Object invokerFor(Class<?> owner, Object invoker, Object invocation);
}
