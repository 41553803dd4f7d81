package io.hotroute.bootstrap;

/**
 * Watches a call that goes the usual way. Shared by many calls at once: what belongs to one call is the number that woven
 * code carries from {@link #begin} to {@link #end} in a local variable. What either throws never reaches the application.
 *
 * <p>An abstract class for the reason that {@link Detour} is one.
 */
public abstract class CallObserver {

    /** @return what {@link #end} is to be given, such as the time */
    public abstract long begin();

    /**
     * Called once for each {@link #begin} that returned.
     *
     * @param begun what {@link #begin} returned
     * @param result the call's result, which may be one that is still awaited; null if it failed
     * @param failure what the call threw, or null
     */
    public abstract void end(long begun, Object result, Throwable failure);
}
