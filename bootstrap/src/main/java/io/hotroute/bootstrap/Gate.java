package io.hotroute.bootstrap;

/**
 * The one door between woven code and the agent.
 *
 * <p><b>Cost.</b> Closed: one volatile read. Open: one volatile read and one call, of an interface to the handler and of a class to a
 * detour or an observer; no allocation, no lock.
 *
 * <p><b>Guarantees.</b> {@link #created}, {@link #enter}, {@link #invokerFor}, {@link #begin} and {@link #end} never throw: a fault of the agent is counted by
 * {@link Faults}, and the call goes on. Too many faults close the gate. {@link #close} takes effect for every call that enters after it returns
 * (volatile write), with no thread of the agent involved.
 */
public final class Gate {

    /** Number of this package's shape. An agent of another number must not use the classes it finds. */
    public static final int ABI = 3;

    /** Returned by {@link Detour#invoke}: the woven method's body is to run after all. */
    public static final Object PROCEED = new Object();

    /** Returned by {@link #begin}: the observer does not know of this call. */
    public static final long UNOBSERVED = Long.MIN_VALUE;

    private static volatile Handler handler;

    private Gate() {}

    /** Called by woven code at the end of a constructor. */
    public static void created(Class<?> owner, Object invoker) {
        Handler current = handler;
        if (current == null) {
            return;
        }
        try {
            current.created(owner, invoker);
        } catch (Throwable fault) {
            fault(fault);
        }
    }

    /**
     * Called by woven code before the body of a method.
     *
     * @return a {@link Detour} to take instead of the body; or null or a {@link CallObserver} to run the body
     */
    public static Object enter(Class<?> owner, Object invoker, Object invocation) {
        Handler current = handler;
        if (current == null) {
            return null;
        }
        try {
            return current.enter(owner, invoker, invocation);
        } catch (Throwable fault) {
            fault(fault);
            return null;
        }
    }

    /**
     * Called by woven code before it calls an invoker that may have no cluster above it.
     *
     * @param owner the class by which the agent knows this Dubbo, as for {@link #enter}
     * @return what to call in the invoker's place: of the invoker's type, and the invoker itself as a rule
     */
    public static Object invokerFor(Object invoker, Object invocation, Class<?> owner) {
        Handler current = handler;
        if (current == null) {
            return invoker;
        }
        try {
            return current.invokerFor(owner, invoker, invocation);
        } catch (Throwable fault) {
            fault(fault);
            return invoker;
        }
    }

    /**
     * Called by woven code instead of the body, when {@link #enter} returned a detour.
     *
     * @return the call's result, or {@link #PROCEED} to run the body after all, as when the gate was closed meanwhile
     * @throws Throwable the call's own failure
     */
    public static Object invoke(Detour detour, Object invocation) throws Throwable {
        return handler == null ? PROCEED : detour.invoke(invocation);
    }

    /**
     * Called by woven code before the body, when {@link #enter} returned an observer.
     *
     * @return what {@link #end} is to be given
     */
    public static long begin(CallObserver observer) {
        try {
            return observer.begin();
        } catch (Throwable fault) {
            fault(fault);
            return UNOBSERVED;
        }
    }

    /** Called by woven code after the body, when {@link #begin} was called before it; even if the gate was closed meanwhile. */
    public static void end(CallObserver observer, long begun, Object result, Throwable failure) {
        if (begun == UNOBSERVED) {
            return;
        }
        try {
            observer.end(begun, result, failure);
        } catch (Throwable fault) {
            fault(fault);
        }
    }

    /** Lets calls through to the given handler, and forgets the faults so far. */
    public static void open(Handler newHandler) {
        Faults.reset();
        handler = newHandler;
    }

    /** From the next call on, nothing of the agent decides. */
    public static void close() {
        handler = null;
    }

    /** Whether a handler decides at present. */
    public static boolean isOpen() {
        return handler != null;
    }

    /** Counts a fault of the agent; closes the gate when there are too many. Never throws. */
    public static void fault(Throwable fault) {
        if (Faults.add(fault)) {
            handler = null;
        }
    }
}
